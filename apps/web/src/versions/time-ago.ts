const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const LONGEST_MS = 30 * DAY_MS;

export type TimeAgo = { readonly value: number; readonly unit: 'minute' | 'hour' | 'day' };

/**
 * How long ago, in whole units. Less than a minute, and what a slow clock takes for the future, is
 * `now`; a month and more is null.
 */
export function timeAgo(instant: Date, now: Date): TimeAgo | 'now' | null {
  const passed = now.getTime() - instant.getTime();
  if (passed < MINUTE_MS) return 'now';
  if (passed < HOUR_MS) return { value: Math.floor(passed / MINUTE_MS), unit: 'minute' };
  if (passed < DAY_MS) return { value: Math.floor(passed / HOUR_MS), unit: 'hour' };
  return passed < LONGEST_MS ? { value: Math.floor(passed / DAY_MS), unit: 'day' } : null;
}
