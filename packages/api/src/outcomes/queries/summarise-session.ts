import { formatActionNumber, INBOX_THEME_ID } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { requireInSession } from '../../sessions/index.ts';
import { areTotalsHidden, rankPoints, type VoteResult } from '../../votes/index.ts';
import type { SessionSummaryView } from '../views.ts';
import { readOutcomes, toOpenPoint } from './read-outcomes.ts';

const TOP_POINTS = 20;

/** A session on one page: for the end of it, and for print. */
export async function summariseSession(
  deps: ServiceDeps,
  actor: Actor,
  sessionId: string,
): Promise<SessionSummaryView> {
  const { session } = await requireInSession(deps, actor, sessionId, 'session.view');
  const campaign = await deps.prisma.campaign.findUniqueOrThrow({
    where: { id: session.campaignId },
    include: { themes: { orderBy: { position: 'asc' }, select: { id: true } } },
  });
  const { points, promotedIds, merged, disposed, open } = await readOutcomes(deps, sessionId);
  const byId = new Map(points.map((point) => [point.id, point]));
  return {
    sessionId,
    title: session.title,
    campaignName: campaign.name,
    createdAt: session.createdAt.toISOString(),
    stage: session.stage,
    stageSince: session.stageSince.toISOString(),
    anonymous: session.anonymous,
    counts: {
      people: await deps.prisma.participant.count({ where: { sessionId, removedAt: null } }),
      points: points.length,
      votes: await deps.prisma.vote.count({ where: { sessionId } }),
      promoted: promotedIds.size,
      merged: merged.length,
      notAdopted: disposed.filter(({ disposition }) => disposition === 'notAdopted').length,
      deferred: disposed.filter(({ disposition }) => disposition === 'deferred').length,
      open: open.length,
    },
    byTheme: countByTheme(
      points.map(({ themeId }) => themeId),
      campaign.themes.map(({ id }) => id),
    ),
    topPoints: areTotalsHidden(session) ? null : topOf(await rankPoints(deps, sessionId)),
    promoted: await readPromoted(deps, sessionId),
    disposed: disposed.map((entry) => {
      const point = byId.get(entry.pointId);
      return { ...entry, text: point?.text ?? '', themeId: point?.themeId ?? null };
    }),
    open: open.map(toOpenPoint),
    peopleByUnit: session.anonymous ? [] : await countByUnit(deps, sessionId),
  };
}

/** Whatever ties with the last is in as well: who is cut off, the order of ids must not decide. */
function topOf(ranked: readonly VoteResult[]): VoteResult[] {
  return ranked.filter(({ rank }) => rank <= TOP_POINTS);
}

function countByTheme(themeIdsOfPoints: readonly (string | null)[], themeIds: readonly string[]) {
  const counts = new Map<string, number>(themeIds.map((id) => [id, 0]));
  for (const themeId of themeIdsOfPoints) {
    const key = themeId !== null && counts.has(themeId) ? themeId : INBOX_THEME_ID;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([themeId, count]) => ({ themeId, points: count }));
}

async function readPromoted(deps: ServiceDeps, sessionId: string): Promise<SessionSummaryView['promoted']> {
  const rows = await deps.prisma.actionPoint.findMany({
    where: { sessionId },
    select: {
      pointId: true,
      text: true,
      actionId: true,
      position: true,
      action: { select: { number: true, state: true, theme: { select: { code: true, position: true } } } },
    },
  });
  return rows
    .sort(
      (a, b) =>
        a.action.theme.position - b.action.theme.position ||
        a.action.number - b.action.number ||
        a.position - b.position,
    )
    .map(({ pointId, text, actionId, action }) => ({
      pointId,
      text,
      actionId,
      number: formatActionNumber(action.theme.code, action.number),
      state: action.state,
    }));
}

async function countByUnit(deps: ServiceDeps, sessionId: string) {
  const rows = await deps.prisma.participant.groupBy({
    by: ['unit'],
    where: { sessionId, removedAt: null },
    _count: true,
  });
  return rows
    .map(({ unit, _count }) => ({ unit, people: _count }))
    .sort((a, b) => b.people - a.people || (a.unit < b.unit ? -1 : 1));
}
