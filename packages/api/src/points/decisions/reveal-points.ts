import { DomainError } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import { byPerson, decide } from '../../kernel/decide.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { lockSession, requireInSession } from '../../sessions/index.ts';
import { toPrivatePointView } from '../queries/list-private-points.ts';

/**
 * Puts all private points into the session's document at once, and ends private writing. Revealing
 * what is revealed changes nothing.
 *
 * Three steps, because a document is changed beside the database: first nothing may be written
 * privately any more, then the points go over, each under its own id, then they are deleted here.
 * Whatever cuts it short, no point is lost or doubled, and revealing again finishes it. In an
 * anonymous session all of them are as old as the stage.
 */
export async function revealPoints(deps: ServiceDeps, actor: Actor, sessionId: string): Promise<{ points: number }> {
  const { person } = await requireInSession(deps, actor, sessionId, 'session.lead');
  const seen = await decide(deps, async (tx) => {
    // Waits for whoever is writing at this moment.
    const session = await lockSession(tx, sessionId);
    if (session.stage === 'closed') throw new DomainError('sessionClosed');
    if (!session.privateWriting) return null;
    await tx.session.update({ where: { id: sessionId }, data: { revealing: true }, select: { id: true } });
    return session;
  });
  if (seen === null) return { points: 0 };

  const rows = await deps.prisma.privatePoint.findMany({
    where: { sessionId },
    // Their ids are random. In the order in which they came they would tell who wrote them.
    orderBy: seen.anonymous ? { pointId: 'asc' } : [{ createdAt: 'asc' }, { pointId: 'asc' }],
  });
  const { campaignId, campaign } = await deps.prisma.session.findUniqueOrThrow({
    where: { id: sessionId },
    select: { campaignId: true, campaign: { select: { themes: { orderBy: { position: 'asc' } } } } },
  });
  const points = rows.map((row) => {
    const { authorId, author, unit } = row;
    const point = { ...toPrivatePointView(row), authorId, author, unit };
    return seen.anonymous ? { ...point, createdAt: seen.stageSince.toISOString() } : point;
  });
  if (points.length > 0) {
    await deps.pointWriter.addPoints(
      sessionId,
      points,
      campaign.themes.map(({ id, prompts }) => ({ id, prompts })),
    );
  }

  const revealed = await decide(deps, async (tx, append) => {
    const session = await lockSession(tx, sessionId);
    // Somebody else pressed as well, and was faster.
    if (!session.privateWriting) return false;
    await tx.privatePoint.deleteMany({ where: { sessionId } });
    await tx.session.update({
      where: { id: sessionId },
      data: { privateWriting: false, revealing: false },
      select: { id: true },
    });
    await append({
      campaignId,
      type: 'session.revealed',
      subjectId: sessionId,
      sessionId,
      actor: byPerson(person),
      data: { points: points.length },
    });
    return true;
  });
  if (revealed) deps.sessionGate.sessionChanged(sessionId);
  return { points: points.length };
}
