import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monotonicMs } from '../load/clock.ts';
import { type LoadSetting, measureLoad } from '../scenarios/measure-load.ts';
import { createGongyiTarget } from '../targets/gongyi.ts';
import type { LoadWorkload, Workload } from '../workloads.ts';
import { type CpuShares, readCpuShares } from './read-cpu-shares.ts';

const SAMPLE_US = 250;

/**
 * Runs loads on our server under V8's profiler and says what its main thread did. The profiler
 * costs something itself, so the shares are what counts; the figures of the table come from runs
 * without it.
 */
export async function profileWorkloads(
  serverMain: string,
  workloads: readonly Workload[],
  setting: LoadSetting,
  say: (text: string) => void,
): Promise<void> {
  for (const workload of workloads) {
    if (workload.kind !== 'load') {
      say(`\n${workload.title}: left out, it is no steady load`);
      continue;
    }
    const shares = await profile(serverMain, workload, setting);
    say(`\n${render(workload, shares)}`);
  }
}

async function profile(serverMain: string, workload: LoadWorkload, setting: LoadSetting): Promise<CpuShares> {
  const folder = await mkdtemp(join(tmpdir(), 'gongyi-profile-'));
  try {
    const nodeArgs = ['--cpu-prof', `--cpu-prof-dir=${folder}`, `--cpu-prof-interval=${SAMPLE_US}`];
    let [fromMs, untilMs] = [0, 0];
    {
      // The profile is written when the server ends.
      await using running = await createGongyiTarget(serverMain, { nodeArgs }).start();
      await measureLoad(running, workload, {
        ...setting,
        onPhase(moment) {
          if (moment === 'begin') fromMs = monotonicMs();
          else untilMs = monotonicMs();
        },
      });
    }
    return await readCpuShares(folder, serverMain, { fromMs, untilMs });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function render({ title, editsPerSecond, seconds }: Workload & LoadWorkload, { msOf, busyMs }: CpuShares): string {
  const edits = editsPerSecond * seconds;
  const perEdit = (ms: number | undefined) => `${(((ms ?? 0) * 1_000) / edits).toFixed(1)} µs an edit`;
  const lines = Object.entries(msOf).map(
    ([part, ms]) =>
      `| ${part} | ${((100 * ms) / busyMs).toFixed(1)} % | ${((100 * ms) / (seconds * 1_000)).toFixed(2)} % |`,
  );
  const cost =
    edits === 0 ? [] : ['', `Judging ${perEdit(msOf['judging edits'])}, applying ${perEdit(msOf['applying edits'])}.`];
  return [`### ${title}`, '', '| part | of the time at work | of a core |', '|---|---|---|', ...lines, ...cost].join(
    '\n',
  );
}
