import type { Session } from '@gongyi/db';
import { allows, DomainError } from '@gongyi/domain';
import { toThemeView } from '../../campaigns/index.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { isCodeOpen } from '../policy/join-code-policy.ts';
import { isHeld, rightsIn, switchesOf } from '../policy/session-conditions.ts';
import { authorOf } from '../steps/author-of.ts';
import { leaderName } from '../steps/leader-name.ts';
import { requireSessionPerson } from '../steps/require-session-person.ts';
import { enterSession } from '../steps/taking-part.ts';
import type { HoldView, SessionView, SummonView, TimerView } from '../views.ts';

/**
 * A session as its own pages see it, for the campaign's people and the session's participants. Who
 * asks for it enters.
 */
export async function getSession(deps: ServiceDeps, actor: Actor, sessionId: string): Promise<SessionView> {
  const session = await deps.prisma.session.findUnique({
    where: { id: sessionId },
    include: {
      campaign: { include: { themes: { orderBy: { position: 'asc' } }, units: { orderBy: { position: 'asc' } } } },
    },
  });
  if (session === null) throw new DomainError('notFound');
  const person = await enterSession(deps, actor, session, await requireSessionPerson(deps, actor, session));
  const now = deps.now();
  const seesCode = allows(person.standing, 'session.open') && isCodeOpen(session, now);
  return {
    id: session.id,
    title: session.title,
    campaignId: session.campaignId,
    campaignName: session.campaign.name,
    themes: session.campaign.themes.map(toThemeView),
    units: session.campaign.units.map(({ id, name }) => ({ id, name })),
    joinCode: seesCode ? session.joinCode : null,
    mayJoin: session.mayJoin,
    closed: session.stage === 'closed',
    stage: session.stage,
    stageSince: session.stageSince.toISOString(),
    switches: switchesOf(session),
    rights: rightsIn(session, person, now),
    anonymous: session.anonymous,
    carriesOver: session.carriesOver,
    privateWriting: session.privateWriting,
    revealing: session.revealing,
    timer: toTimerView(session),
    voting: toVoteSettings(session),
    spotlight: session.spotlightPointId,
    hold: await toHoldView(deps, session, person.id, now),
    summon: await toSummonView(deps, session, person.id),
    serverNow: now.toISOString(),
    me: { ...person, author: authorOf(deps, actor, session, person) },
  };
}

export function toVoteSettings(session: Session) {
  return { budget: session.voteBudget, perPoint: session.votesPerPoint, totalsHidden: session.voteTotalsHidden };
}

function toTimerView({ timerLengthMs: lengthMs, timerEndsAt, timerLeftMs }: Session): TimerView | null {
  if (lengthMs === null) return null;
  if (timerEndsAt !== null) return { state: 'running', endsAt: timerEndsAt.toISOString(), lengthMs };
  return { state: 'paused', leftMs: timerLeftMs ?? 0, lengthMs };
}

async function toHoldView(deps: ServiceDeps, session: Session, personId: string, now: Date): Promise<HoldView | null> {
  const { holdById, holdUntil } = session;
  if (holdById === null || holdUntil === null || !isHeld(session, now)) return null;
  return {
    byMe: holdById === personId,
    byName: await leaderName(deps, session, holdById),
    until: holdUntil.toISOString(),
  };
}

async function toSummonView(deps: ServiceDeps, session: Session, personId: string): Promise<SummonView | null> {
  const { summonById, summonAt, summonView } = session;
  const [x, y, w, h] = summonView;
  if (summonById === null || summonAt === null || x === undefined || y === undefined) return null;
  if (w === undefined || h === undefined) return null;
  return {
    byMe: summonById === personId,
    byName: await leaderName(deps, session, summonById),
    at: summonAt.toISOString(),
    view: { x, y, w, h },
  };
}
