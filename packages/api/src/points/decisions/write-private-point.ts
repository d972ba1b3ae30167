import type { Session } from '@gongyi/db';
import { DomainError, INBOX_THEME_ID, LIMITS, type WritePrivatePointInput } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import { BY_SYSTEM, decide, type Transaction } from '../../kernel/decide.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import {
  authorOf,
  contribution,
  keptMoment,
  notNow,
  requireInSession,
  requireTakingPart,
  rightsIn,
  shareSession,
} from '../../sessions/index.ts';
import { requireTheme } from '../steps/require-theme.ts';

/**
 * Keeps a point where nobody but its writer sees it until the reveal. The one that is there already
 * under this id is left as it is. The history says that somebody wrote, and neither who nor what.
 * Throws otherDevice, notPrivate (revealed already, or being revealed), sessionClosed, notOpenNow,
 * sessionHeld, limitReached, invalidInput.
 */
export async function writePrivatePoint(deps: ServiceDeps, actor: Actor, input: WritePrivatePointInput): Promise<void> {
  const { sessionId, pointId, themeId } = input;
  const { person: known } = await requireInSession(deps, actor, sessionId, 'point.add');
  await deps.lanes.run(sessionId, () =>
    decide(deps, async (tx, append) => {
      const session = await sharePrivateSession(tx, sessionId);
      const person = await requireTakingPart(tx, actor, session, known);
      const now = deps.now();
      const { add } = rightsIn(session, person, now);
      if (add !== 'themes' && themeId !== INBOX_THEME_ID) throw notNow(session, now);
      await requireTheme(tx, session.campaignId, input);
      const author = authorOf(deps, actor, session, person);
      const lastOwn = await refuseTooMany(tx, sessionId, author.id);
      const { count } = await tx.privatePoint.createMany({
        data: [
          {
            sessionId,
            pointId,
            ...contentOf(input),
            authorId: author.id,
            author: author.name,
            unit: author.unit,
            createdAt: keptMoment(session, now, lastOwn),
          },
        ],
        skipDuplicates: true,
      });
      if (count === 0) return requireOwn(tx, sessionId, pointId, author.id);
      await append({
        campaignId: session.campaignId,
        type: 'privatePoints.changed',
        subjectId: sessionId,
        sessionId,
        ...contribution(session, BY_SYSTEM),
      });
    }),
  );
}

/** What a private point says, as it is stored. */
export function contentOf({ themeId, text, source, channel, category, level, prompt }: WritePrivatePointInput) {
  return { themeId, text, source: source ?? '', channel, category, level: level ?? '', prompt };
}

/**
 * The session, held open for private writing until the commit. Throws notPrivate, sessionClosed.
 */
export async function sharePrivateSession(tx: Transaction, sessionId: string): Promise<Session> {
  const session = await shareSession(tx, sessionId);
  if (session.stage === 'closed') throw new DomainError('sessionClosed');
  if (!session.privateWriting || session.revealing) throw new DomainError('notPrivate');
  return session;
}

/** Gives the moment of the author's last one. */
async function refuseTooMany(tx: Transaction, sessionId: string, authorId: string): Promise<Date | null> {
  const { _count: own, _max: last } = await tx.privatePoint.aggregate({
    where: { sessionId, authorId },
    _count: true,
    _max: { createdAt: true },
  });
  if (own >= LIMITS.privatePointsPerPerson) {
    throw new DomainError('limitReached', { limit: LIMITS.privatePointsPerPerson });
  }
  const all = await tx.privatePoint.count({ where: { sessionId } });
  if (all >= LIMITS.pointsPerSession) throw new DomainError('limitReached', { limit: LIMITS.pointsPerSession });
  return last.createdAt;
}

/** Sent twice by the same page is well; an id that somebody else has is not. */
async function requireOwn(tx: Transaction, sessionId: string, pointId: string, authorId: string): Promise<void> {
  const own = await tx.privatePoint.findFirst({ where: { sessionId, pointId, authorId }, select: { pointId: true } });
  if (own === null) throw new DomainError('invalidInput', { paths: ['pointId'] });
}
