import { allows, DomainError } from '@gongyi/domain';
import type { Actor } from '../actor.ts';
import { isCodeOpen } from '../policies/join-code-policy.ts';
import type { SessionView } from '../views.ts';
import { requireSessionPerson } from './require-session-person.ts';
import type { ServiceDeps } from './service-deps.ts';
import { toThemeView } from './to-theme-view.ts';

/** A session as its own pages see it, for the campaign's people and the session's participants. */
export async function getSession(deps: ServiceDeps, actor: Actor, sessionId: string): Promise<SessionView> {
  const session = await deps.prisma.session.findUnique({
    where: { id: sessionId },
    include: {
      campaign: { include: { themes: { orderBy: { position: 'asc' } }, units: { orderBy: { position: 'asc' } } } },
    },
  });
  if (session === null) throw new DomainError('notFound');
  const me = await requireSessionPerson(deps, actor, session);
  const seesCode = allows(me.standing, 'session.open') && isCodeOpen(session, deps.now());
  return {
    id: session.id,
    title: session.title,
    campaignId: session.campaignId,
    campaignName: session.campaign.name,
    themes: session.campaign.themes.map(toThemeView),
    units: session.campaign.units.map(({ id, name }) => ({ id, name })),
    joinCode: seesCode ? session.joinCode : null,
    closed: session.closedAt !== null,
    me,
  };
}
