import type { Session } from '@gongyi/db';
import { DomainError, LIMITS, type SetTimerInput } from '@gongyi/domain';

export type TimerColumns = Pick<Session, 'timerLengthMs' | 'timerEndsAt' | 'timerLeftMs'>;

const MINUTE_MS = 60_000;
const MAX_MS = LIMITS.timerMinutes * MINUTE_MS;
export const NO_TIMER: TimerColumns = { timerLengthMs: null, timerEndsAt: null, timerLeftMs: null };

/**
 * What the timer becomes, or null when it is that already. Time that is added to a timer that has
 * run out counts from now. Throws timerNotSet, limitReached.
 */
export function nextTimer(timer: TimerColumns, input: SetTimerInput, now: Date): TimerColumns | null {
  const { timerLengthMs: lengthMs, timerEndsAt: endsAt, timerLeftMs } = timer;
  if (input.to === 'start') return running(input.minutes * MINUTE_MS, input.minutes * MINUTE_MS, now);
  if (input.to === 'clear') return lengthMs === null ? null : NO_TIMER;
  if (lengthMs === null) throw new DomainError('timerNotSet');
  const leftMs = timerLeftMs ?? Math.max(0, (endsAt?.getTime() ?? 0) - now.getTime());
  switch (input.to) {
    case 'add': {
      const more = input.minutes * MINUTE_MS;
      if (leftMs + more > MAX_MS) throw new DomainError('limitReached', { limit: LIMITS.timerMinutes });
      const length = Math.max(lengthMs, leftMs) + more;
      return endsAt === null ? paused(length, leftMs + more) : running(length, leftMs + more, now);
    }
    case 'pause':
      return endsAt === null ? null : paused(lengthMs, leftMs);
    case 'resume':
      return endsAt === null ? running(lengthMs, leftMs, now) : null;
  }
}

function running(lengthMs: number, leftMs: number, now: Date): TimerColumns {
  return {
    timerLengthMs: Math.round(lengthMs),
    timerEndsAt: new Date(now.getTime() + Math.round(leftMs)),
    timerLeftMs: null,
  };
}

function paused(lengthMs: number, leftMs: number): TimerColumns {
  return { timerLengthMs: Math.round(lengthMs), timerEndsAt: null, timerLeftMs: Math.round(leftMs) };
}
