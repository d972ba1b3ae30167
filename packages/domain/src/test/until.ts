import { patience, pause } from './patience.ts';

const BETWEEN_CHECKS_MS = 5;

/**
 * Waits until `check` no longer throws, and gives what it returned; fails with its last error when
 * that never happens.
 */
export async function until<T>(check: () => T | Promise<T>): Promise<T> {
  const { isOver } = patience();
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (isOver()) throw error;
    }
    await pause(BETWEEN_CHECKS_MS);
  }
}
