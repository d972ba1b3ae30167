import type { SessionView } from '../../api/trpc.ts';

export type TimerView = NonNullable<SessionView['timer']>;

export type TimerReading = {
  readonly state: 'running' | 'paused' | 'over';
  /** Left, or over when the time is up; whole seconds. */
  readonly seconds: number;
  /** Until the seconds change; null while nothing does. */
  readonly nextChangeMs: number | null;
};

const SECOND_MS = 1_000;

/** What a timer shows at a moment of the server's clock. */
export function readTimer(timer: TimerView, serverNowMs: number): TimerReading {
  if (timer.state === 'paused') {
    return { state: 'paused', seconds: Math.ceil(timer.leftMs / SECOND_MS), nextChangeMs: null };
  }
  const leftMs = Date.parse(timer.endsAt) - serverNowMs;
  if (leftMs > 0) {
    return { state: 'running', seconds: Math.ceil(leftMs / SECOND_MS), nextChangeMs: leftMs % SECOND_MS || SECOND_MS };
  }
  const overMs = serverNowMs - Date.parse(timer.endsAt);
  return { state: 'over', seconds: Math.floor(overMs / SECOND_MS), nextChangeMs: SECOND_MS - (overMs % SECOND_MS) };
}

/** 4:05, and 1:04:05 from an hour on. */
export function formatSeconds(total: number): string {
  const [hours, minutes, seconds] = [Math.floor(total / 3_600), Math.floor(total / 60) % 60, total % 60];
  const rest = `${String(seconds).padStart(2, '0')}`;
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}
