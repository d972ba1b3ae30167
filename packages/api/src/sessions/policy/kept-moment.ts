import type { Session } from '@gongyi/db';

/**
 * When something that a person contributed is kept as done. In an anonymous session not when it
 * was, which beside the moment at which somebody joined or was seen at work would tell who did it,
 * but when the stage began; and after `lastOwn`, what the same person did before, so that theirs
 * stay in order.
 */
export function keptMoment(
  session: Pick<Session, 'anonymous' | 'stageSince'>,
  now: Date,
  lastOwn: Date | null = null,
): Date {
  if (!session.anonymous) return now;
  return new Date(Math.max(session.stageSince.getTime(), (lastOwn?.getTime() ?? 0) + 1));
}
