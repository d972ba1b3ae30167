import { vi } from 'vitest';

/** Waits for a condition; fails with the last error of `check` when it never comes true. */
export function until(check: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(check, { timeout: 50_000, interval: 10 });
}
