/**
 * How far the tests that can go on for ever do. The test command runs each in short: the seeds
 * that once failed, and a few others, fresh ones among them. `pnpm soak` runs them all in long; a
 * failure names its seed.
 */
export type SoakScale = {
  readonly isLong: boolean;
  /** Of each random test that does not count in histories or frames. */
  readonly seeds: number;
  readonly histories: number;
  readonly frames: number;
  /** Seconds for which the database is away, each in turn. */
  readonly outages: readonly number[];
  /** Only this one. */
  readonly seed: number | null;
};

const SHORT: SoakScale = { isLong: false, seeds: 2, histories: 12, frames: 4_000, outages: [1], seed: null };

/** From SOAK_SEEDS, SOAK_HISTORIES, SOAK_FRAMES, SOAK_OUTAGES (with commas) and SOAK_SEED. */
export function readSoakScale(env: Readonly<Record<string, string | undefined>>): SoakScale {
  const number = (name: string, text: string): number => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < 0) throw new Error(`${name} takes whole numbers, not ${text}`);
    return value;
  };
  const read = (name: string, short: number): number => {
    const text = env[name];
    return text === undefined ? short : number(name, text);
  };
  const { SOAK_OUTAGES: outages, SOAK_SEED: seed } = env;
  return {
    isLong: ['SOAK_SEEDS', 'SOAK_HISTORIES', 'SOAK_FRAMES', 'SOAK_OUTAGES'].some((name) => env[name] !== undefined),
    seeds: read('SOAK_SEEDS', SHORT.seeds),
    histories: read('SOAK_HISTORIES', SHORT.histories),
    frames: read('SOAK_FRAMES', SHORT.frames),
    outages: outages?.split(',').map((text) => number('SOAK_OUTAGES', text)) ?? SHORT.outages,
    seed: seed === undefined ? SHORT.seed : number('SOAK_SEED', seed),
  };
}
