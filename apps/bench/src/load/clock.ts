/** Milliseconds that only grow, the same in every thread of this process. */
export type Clock = () => number;

export const monotonicMs: Clock = () => {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1_000 + nanoseconds / 1_000_000;
};

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
}
