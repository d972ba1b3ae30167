import { SEEDS } from '@gongyi/board/testing';

/**
 * How far the tests that can go on for ever do. The test command runs each in short, with the fixed seeds and fresh ones; `pnpm soak` sets
 * SOAK_HISTORIES, SOAK_FRAMES and SOAK_OUTAGES. SOAK_SEED runs that one seed only: a failure names it.
 */
export const SOAK = {
  /** Says how far it is, and takes its time. */
  isLong: ['SOAK_HISTORIES', 'SOAK_FRAMES', 'SOAK_OUTAGES'].some((name) => process.env[name] !== undefined),
  histories: wholeNumber('SOAK_HISTORIES', 60),
  frames: wholeNumber('SOAK_FRAMES', 20_000),
  /** Seconds for which the database is away, each in turn. */
  outages: (process.env.SOAK_OUTAGES ?? '1').split(',').map(Number),
  seed: process.env.SOAK_SEED === undefined ? null : wholeNumber('SOAK_SEED', 0),
} as const;

/** Those that once failed, and so many more: the fixed ones, and fresh ones from a random start; or the one that is pinned. */
export function soakSeeds(count: number, onceFailed: readonly number[] = []): number[] {
  if (SOAK.seed !== null) return [SOAK.seed];
  const [fresh = 0, ...fixed] = [...SEEDS].reverse();
  const drawn = [...fixed, ...Array.from({ length: count }, (_, n) => (fresh + n) % 2 ** 32)].slice(0, count);
  return [...onceFailed, ...drawn];
}

const PROGRESS_MS = 15_000;
const MOST_FAILURES = 10;

/**
 * Runs each seed. A failure does not end it; in the end it throws, naming each failed seed. The long form says how far it is.
 * `status`: what else is worth a word meanwhile.
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

function say(text: string) {
  process.stderr.write(`${text}\n`);
}

function wholeNumber(name: string, fallback: number): number {
  const value = Number(process.env[name] ?? fallback);
  if (!Number.isInteger(value) || value < 0) throw new Error(`${name} takes a whole number, not ${process.env[name]}`);
  return value;
}
