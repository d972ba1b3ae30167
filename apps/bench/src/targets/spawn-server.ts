import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Time to end on SIGTERM before it is killed. */
const STOP_TIMEOUT_MS = 20_000;

export type SpawnedServer = {
  readonly pid: number;
  /** What it had printed when it was ready. */
  readonly output: string;
  stop(): Promise<void>;
  kill(): Promise<void>;
};

export type SpawnOptions = {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The line after which it can be used. */
  readonly readyLine: RegExp;
};

export async function spawnServer({ command, args, cwd, env, readyLine }: SpawnOptions): Promise<SpawnedServer> {
  const child = spawn(command, args, {
    cwd,
    // What NODE_OPTIONS or the like of this run say is not meant for it.
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  // `once` rejects when the program cannot be started, which the loop below says better.
  exited.catch(() => undefined);
  let output = '';
  let isReady = false;
  for await (const line of createInterface({ input: child.stdout })) {
    output += `${line}\n`;
    isReady = readyLine.test(line);
    if (isReady) break;
  }
  if (!isReady || child.pid === undefined) throw new Error(`${command} ${args[0] ?? ''} did not start:\n${output}`);
  // What it prints from now on must not fill the pipe.
  child.stdout.resume();

  return {
    pid: child.pid,
    output,
    async stop() {
      end(child, 'SIGTERM');
      const timer = setTimeout(() => end(child, 'SIGKILL'), STOP_TIMEOUT_MS);
      await exited;
      clearTimeout(timer);
    },
    async kill() {
      end(child, 'SIGKILL');
      await exited;
    },
  };
}

function end(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal);
}
