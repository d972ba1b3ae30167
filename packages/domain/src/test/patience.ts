/**
 * How long tests wait for what must come, the one such number: a condition that has not come by
 * then never will, on any machine. Far below vitest's own limit, so that what fails is the
 * condition, with its own words.
 */
const PATIENCE_MS = 120_000;

/** The real ones, also while a test has put others in their place. */
const { setTimeout, clearTimeout } = globalThis;
const clock = performance.now.bind(performance);

export function patience(): { isOver(): boolean } {
  const over = clock() + PATIENCE_MS;
  return { isOver: () => clock() > over };
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** The promise, or a failure with these words when it does not settle. */
export function inTime<T>(promise: Promise<T>, words: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(words)), PATIENCE_MS);
    promise.finally(() => clearTimeout(timer)).then(resolve, reject);
  });
}
