import { execFileSync } from 'node:child_process';
import { cpus, loadavg, release, totalmem } from 'node:os';

/** What the figures were taken on. No names of the machine, its people or its folders. */
export type Machine = {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly kernel: string;
  readonly node: string;
  /**
   * Over the last minute, before the first measurement: above a few tenths, something else was
   * running.
   */
  readonly loadAtStart: number;
  readonly commit: string;
  readonly at: string;
};

export function describeMachine(repository: string): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    kernel: release().split('.', 2).join('.'),
    node: process.version,
    loadAtStart: loadavg()[0] ?? Number.NaN,
    commit: readCommit(repository),
    at: new Date().toISOString(),
  };
}

function readCommit(repository: string): string {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: repository, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') === '' ? '' : ' and changes');
  } catch {
    return 'unknown';
  }
}
