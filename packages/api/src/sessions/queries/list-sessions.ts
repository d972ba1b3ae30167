import { allows } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import { requireInCampaign } from '../../kernel/policy/standing.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { isCodeOpen } from '../policy/join-code-policy.ts';
import type { SessionSummary } from '../views.ts';

/** The campaign's sessions, the newest first. */
export async function listSessions(deps: ServiceDeps, actor: Actor, campaignId: string): Promise<SessionSummary[]> {
  const { standing } = requireInCampaign(actor, campaignId, 'session.view');
  const sessions = await deps.prisma.session.findMany({
    where: { campaignId },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    include: { _count: { select: { participants: true } } },
  });
  const seesCode = allows(standing, 'session.open');
  return sessions.map((session) => ({
    id: session.id,
    title: session.title,
    createdAt: session.createdAt.toISOString(),
    stage: session.stage,
    closedAt: session.stage === 'closed' ? session.stageSince.toISOString() : null,
    anonymous: session.anonymous,
    participantCount: session._count.participants,
    mayJoin: session.mayJoin,
    joinCode: seesCode && isCodeOpen(session, deps.now()) ? session.joinCode : null,
  }));
}
