import { DomainError, LIMITS, type SetTimerInput } from '@gongyi/domain';
import { expect, test } from 'vitest';
import { NO_TIMER, nextTimer, type TimerColumns } from './timer-policy.ts';

const START = new Date('2026-11-22T09:00:00Z');
const at = (seconds: number) => new Date(START.getTime() + seconds * 1_000);
const sessionId = 's';

type Step = SetTimerInput extends infer Input ? (Input extends unknown ? Omit<Input, 'sessionId'> : never) : never;

/** What the timer is after these steps, each at so many seconds. */
function play(...steps: [seconds: number, step: Step][]): TimerColumns {
  return steps.reduce<TimerColumns>(
    (timer, [seconds, step]) => nextTimer(timer, { sessionId, ...step } as SetTimerInput, at(seconds)) ?? timer,
    NO_TIMER,
  );
}

test('runs to its end, and is prolonged from there', () => {
  expect(play([0, { to: 'start', minutes: 5 }])).toEqual({
    timerLengthMs: 300_000,
    timerEndsAt: at(300),
    timerLeftMs: null,
  });
  const prolonged = play([0, { to: 'start', minutes: 5 }], [60, { to: 'add', minutes: 2 }]);
  expect(prolonged).toMatchObject({ timerEndsAt: at(420), timerLengthMs: 420_000 });
});

test('time that is added after it ran out counts from now', () => {
  expect(play([0, { to: 'start', minutes: 1 }], [600, { to: 'add', minutes: 2 }]).timerEndsAt).toEqual(at(720));
});

test('a paused timer keeps what is left, and goes on with it', () => {
  const paused = play([0, { to: 'start', minutes: 5 }], [60, { to: 'pause' }]);
  expect(paused).toEqual({ timerLengthMs: 300_000, timerEndsAt: null, timerLeftMs: 240_000 });
  const steps: [number, Step][] = [
    [0, { to: 'start', minutes: 5 }],
    [60, { to: 'pause' }],
    [90, { to: 'add', minutes: 1 }],
    [1_000, { to: 'resume' }],
  ];
  expect(play(...steps)).toMatchObject({ timerEndsAt: at(1_300), timerLeftMs: null });
  expect(play([0, { to: 'start', minutes: 1 }], [90, { to: 'pause' }]).timerLeftMs).toBe(0);
});

test('what is so already stays; what is not there cannot be changed', () => {
  const running = play([0, { to: 'start', minutes: 5 }]);
  expect(nextTimer(running, { sessionId, to: 'resume' }, at(1))).toBeNull();
  expect(nextTimer(NO_TIMER, { sessionId, to: 'clear' }, at(1))).toBeNull();
  expect(nextTimer(running, { sessionId, to: 'clear' }, at(1))).toEqual(NO_TIMER);
  for (const to of ['pause', 'resume'] as const) {
    expect(() => nextTimer(NO_TIMER, { sessionId, to }, at(1))).toThrow(new DomainError('timerNotSet'));
  }
  const more = { sessionId, to: 'add', minutes: LIMITS.timerMinutes } as const;
  expect(() => nextTimer(NO_TIMER, more, at(1))).toThrow('timerNotSet');
  expect(() => nextTimer(running, more, at(1))).toThrow('limitReached');
});
