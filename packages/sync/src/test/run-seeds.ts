import { SOAK } from '@gongyi/board/testing';
import { TestRunner } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /**
     * How many seeds a test ran, for the summary of `pnpm soak`. One that is a test by itself says
     * so in its name.
     */
    seeds?: number;
    frames?: number;
  }
}

const PROGRESS_MS = 15_000;
const MOST_FAILURES = 10;

/**
 * Runs each seed. A failure does not end it; in the end it throws, naming each failed seed. The
 * long form says how far it is. `status`: what else is worth a word meanwhile.
 */
export async function runSeeds(
  what: string,
  seeds: readonly number[],
  run: (seed: number) => Promise<void>,
  status: () => string = () => '',
): Promise<void> {
  const failures: Error[] = [];
  const startedAt = process.hrtime.bigint();
  const secondsSince = () => Number((process.hrtime.bigint() - startedAt) / 1_000_000_000n);
  let saidAt = 0;
  note({ seeds: seeds.length });
  for (const [index, seed] of seeds.entries()) {
    try {
      await run(seed);
    } catch (error) {
      const message = `${what}: seed ${seed} failed (alone: SOAK_SEED=${seed})`;
      const { message: why = error, stack = '' } = error instanceof Error ? error : {};
      failures.push(new Error(`${message}\n${why}\n${stack}`));
      say(message);
      if (failures.length === MOST_FAILURES) break;
    }
    const seconds = secondsSince();
    if (!SOAK.isLong || (seconds - saidAt) * 1_000 < PROGRESS_MS) continue;
    saidAt = seconds;
    say(`${what}: ${index + 1} of ${seeds.length}, ${failures.length} failed, ${seconds} s${status()}`);
  }
  if (SOAK.isLong)
    say(`${what}: done, ${seeds.length} seeds, ${failures.length} failed, ${secondsSince()} s${status()}`);
  if (failures.length > 0) throw new Error(failures.map(({ message }) => message).join('\n\n'));
}

/** What the running test did, for the summary of `pnpm soak`. */
export function note(counts: { readonly seeds?: number; readonly frames?: number }): void {
  const test = TestRunner.getCurrentTest();
  if (test !== undefined) Object.assign(test.meta, counts);
}

function say(text: string) {
  process.stderr.write(`${text}\n`);
}
