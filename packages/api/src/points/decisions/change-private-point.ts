import { type DeletePrivatePointInput, DomainError, INBOX_THEME_ID, type WritePrivatePointInput } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import { BY_SYSTEM, decide } from '../../kernel/decide.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { authorOf, contribution, notNow, requireInSession, requireTakingPart, rightsIn } from '../../sessions/index.ts';
import { requireTheme } from '../steps/require-theme.ts';
import { contentOf, sharePrivateSession } from './write-private-point.ts';

/**
 * Changes one's own private point. No event: nobody may learn anything of it, and there is nothing
 * that other pages would show anew. Throws pointMissing (also for somebody else's), and what
 * `writePrivatePoint` throws.
 */
export async function editPrivatePoint(deps: ServiceDeps, actor: Actor, input: WritePrivatePointInput): Promise<void> {
  const { sessionId, pointId, themeId } = input;
  const { person: known } = await requireInSession(deps, actor, sessionId, 'point.editOwn');
  await decide(deps, async (tx) => {
    const session = await sharePrivateSession(tx, sessionId);
    const person = await requireTakingPart(tx, actor, session, known);
    const now = deps.now();
    const { add, editOwn } = rightsIn(session, person, now);
    if (!editOwn) throw notNow(session, now);
    await requireTheme(tx, session.campaignId, input);
    const { id: authorId } = authorOf(deps, actor, session, person);
    const before = await tx.privatePoint.findFirst({ where: { sessionId, pointId, authorId } });
    if (before === null) throw new DomainError('pointMissing');
    // Else editing would be a way to add to a theme that takes no points now.
    if (add !== 'themes' && themeId !== INBOX_THEME_ID && themeId !== before.themeId) throw notNow(session, now);
    await tx.privatePoint.update({
      where: { sessionId_pointId: { sessionId, pointId } },
      data: contentOf(input),
      select: { pointId: true },
    });
  });
}

/**
 * Takes one's own private point back; one that is not there, or is somebody else's, stays as it is.
 */
export async function deletePrivatePoint(
  deps: ServiceDeps,
  actor: Actor,
  input: DeletePrivatePointInput,
): Promise<void> {
  const { sessionId, pointId } = input;
  const { person: known } = await requireInSession(deps, actor, sessionId, 'point.editOwn');
  await decide(deps, async (tx, append) => {
    const session = await sharePrivateSession(tx, sessionId);
    const person = await requireTakingPart(tx, actor, session, known);
    const now = deps.now();
    if (!rightsIn(session, person, now).editOwn) throw notNow(session, now);
    const { id: authorId } = authorOf(deps, actor, session, person);
    const { count } = await tx.privatePoint.deleteMany({ where: { sessionId, pointId, authorId } });
    if (count === 0) return;
    await append({
      campaignId: session.campaignId,
      type: 'privatePoints.changed',
      subjectId: sessionId,
      sessionId,
      ...contribution(session, BY_SYSTEM),
    });
  });
}
