import { LIMITS, type SetTimerInput } from '@gongyi/domain';
import { expect, test } from 'vitest';
import { NO_TIMER, nextTimer, type TimerColumns } from './timer-policy.ts';

const NOW = new Date('2026-11-22T09:00:00Z');
const MINUTE_MS = 60_000;
const inMinutes = (minutes: number) => new Date(NOW.getTime() + minutes * MINUTE_MS);
const step = (timer: TimerColumns, input: Omit<Extract<SetTimerInput, { minutes: number }>, 'sessionId'>) =>
  nextTimer(timer, { sessionId: 's', ...input }, NOW);

const running: TimerColumns = { timerLengthMs: 5 * MINUTE_MS, timerEndsAt: inMinutes(3), timerLeftMs: null };
const paused: TimerColumns = { timerLengthMs: 5 * MINUTE_MS, timerEndsAt: null, timerLeftMs: 3 * MINUTE_MS };

test('time is added up to the limit, and not a moment more', () => {
  const most = LIMITS.timerMinutes - 3;
  expect(step(running, { to: 'add', minutes: most })?.timerEndsAt).toEqual(inMinutes(LIMITS.timerMinutes));
  expect(step(paused, { to: 'add', minutes: most })?.timerLeftMs).toBe(LIMITS.timerMinutes * MINUTE_MS);
  for (const timer of [running, paused]) {
    expect(() => step(timer, { to: 'add', minutes: most + 0.001 })).toThrow('limitReached');
  }
});

test('the length is what was ever to run, so that its share that is left is never more than the whole', () => {
  expect(step(running, { to: 'add', minutes: 1 })?.timerLengthMs).toBe(6 * MINUTE_MS);
  // More is left than it was long: it had run out and was prolonged.
  const prolonged = { ...running, timerLengthMs: MINUTE_MS };
  expect(step(prolonged, { to: 'add', minutes: 1 })?.timerLengthMs).toBe(4 * MINUTE_MS);
});

test('starting again forgets what was left, also of a paused one', () => {
  for (const timer of [NO_TIMER, running, paused]) {
    expect(step(timer, { to: 'start', minutes: 2 })).toEqual({
      timerLengthMs: 2 * MINUTE_MS,
      timerEndsAt: inMinutes(2),
      timerLeftMs: null,
    });
  }
});

test('a paused timer is not paused anew, keeps the length that it has, and resumes with what is left', () => {
  expect(nextTimer(paused, { sessionId: 's', to: 'pause' }, NOW)).toBeNull();
  expect(nextTimer(running, { sessionId: 's', to: 'pause' }, NOW)).toEqual(paused);
  expect(nextTimer(paused, { sessionId: 's', to: 'resume' }, NOW)).toEqual(running);
  expect(nextTimer(paused, { sessionId: 's', to: 'clear' }, NOW)).toEqual(NO_TIMER);
});

test('columns hold whole milliseconds', () => {
  const timer = step(NO_TIMER, { to: 'start', minutes: 1 / 3 + 1e-7 });
  expect([timer?.timerLengthMs, (timer?.timerEndsAt?.getTime() ?? 0) - NOW.getTime()]).toEqual([20_000, 20_000]);
  expect(step(paused, { to: 'add', minutes: 1e-6 })).toEqual(paused);
});
