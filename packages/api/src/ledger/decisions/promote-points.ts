import {
  type ActionId,
  type ActionView,
  DomainError,
  formatActionNumber,
  LIMITS,
  NEW_LIFE,
  newId,
  type PromotePointsInput,
} from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import { isUniqueViolation } from '../../kernel/database-errors.ts';
import { byUser, decide, type Transaction } from '../../kernel/decide.ts';
import { standingOf } from '../../kernel/policy/standing.ts';
import type { PointSnapshot } from '../../kernel/ports.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { requireSessionRight, shareSession } from '../../sessions/index.ts';
import { fieldColumns, lifeColumns, readActionRow, toActionView } from '../steps/action-row.ts';
import { requireCampaignUnits } from '../steps/require-campaign-units.ts';

/**
 * One draft action from one or more points, in the order given, also of points that were disposed
 * of before. Its number is the theme's next; a promotion that fails takes none. Throws
 * pointMissing, pointAlreadyPromoted, invalidInput (theme or units of another campaign),
 * limitReached.
 */
export async function promotePoints(deps: ServiceDeps, actor: Actor, input: PromotePointsInput): Promise<ActionView> {
  const { sessionId, themeId } = input;
  const { session, user } = await requireSessionRight(deps, actor, sessionId, 'point.promote');
  const { campaignId } = session;
  const points = await readPointsInOrder(deps, sessionId, [...new Set(input.pointIds)]);
  const pointIds = points.map(({ id }) => id);
  const fields = { ...input.fields, problem: input.fields.problem || joinTexts(points) };
  const now = deps.now();
  const actionId = newId<ActionId>();

  try {
    const row = await decide(deps, async (tx, append) => {
      // Nobody disposes of these points meanwhile.
      await shareSession(tx, sessionId);
      const theme = await tx.theme.findFirst({ where: { id: themeId, campaignId }, select: { id: true } });
      if (theme === null) throw new DomainError('invalidInput', { paths: ['themeId'] });
      await requireCampaignUnits(tx, campaignId, fields);
      if ((await tx.action.count({ where: { campaignId } })) >= LIMITS.actionsPerCampaign) {
        throw new DomainError('limitReached', { limit: LIMITS.actionsPerCampaign });
      }
      // Locks the theme's row until the commit, so numbers are taken one at a time, and given back
      // when this fails.
      const { lastActionNumber } = await tx.theme.update({
        where: { id: themeId },
        data: { lastActionNumber: { increment: 1 } },
        select: { lastActionNumber: true },
      });
      await refusePromoted(tx, sessionId, pointIds);
      await tx.pointDisposition.deleteMany({ where: { sessionId, pointId: { in: pointIds } } });
      await tx.action.create({
        data: {
          id: actionId,
          campaignId,
          themeId,
          number: lastActionNumber,
          sessionId,
          ...fieldColumns(fields),
          ...lifeColumns({ ...NEW_LIFE, stateSince: now }),
          createdAt: now,
          updatedAt: now,
        },
        select: { id: true },
      });
      await tx.actionPoint.createMany({
        data: points.map(({ id, text, author, unit, source }, position) => ({
          pointId: id,
          actionId,
          sessionId,
          position,
          text,
          author,
          unit,
          source: source ?? '',
        })),
      });
      await tx.actionSupportUnit.createMany({
        data: fields.supportUnitIds.map((unitId, position) => ({ actionId, unitId, position })),
      });
      await append({
        campaignId,
        type: 'points.promoted',
        subjectId: actionId,
        sessionId,
        actor: byUser(user),
        data: { number: lastActionNumber, themeId, pointIds },
      });
      return readActionRow(tx, actionId);
    });
    return toActionView(row, { userId: user.id, standing: standingOf(user, campaignId) });
  } catch (error) {
    // Two promotions into different themes do not wait for each other: the index on the points
    // decides between them.
    if (isUniqueViolation(error)) await refusePromoted(deps.prisma, sessionId, pointIds);
    throw error;
  }
}

async function readPointsInOrder(deps: ServiceDeps, sessionId: string, ids: string[]): Promise<PointSnapshot[]> {
  const byId = new Map((await deps.pointReader.readPoints(sessionId, ids)).map((point) => [point.id, point]));
  return ids.map((id) => {
    const point = byId.get(id);
    if (point === undefined) throw new DomainError('pointMissing');
    return point;
  });
}

/** Throws pointAlreadyPromoted with the number of the action. */
export async function refusePromoted(
  tx: Pick<Transaction, 'actionPoint'>,
  sessionId: string,
  pointIds: string[],
): Promise<void> {
  const promoted = await tx.actionPoint.findFirst({
    where: { sessionId, pointId: { in: pointIds } },
    select: { action: { select: { number: true, theme: { select: { code: true } } } } },
  });
  if (promoted === null) return;
  const number = formatActionNumber(promoted.action.theme.code, promoted.action.number);
  throw new DomainError('pointAlreadyPromoted', { number });
}

/** The points' words, one a line, cut at the field's limit without halving a character. */
function joinTexts(points: readonly PointSnapshot[]): string {
  const joined = points
    .map(({ text }) => text.trim())
    .filter((text) => text !== '')
    .join('\n');
  if (joined.length <= LIMITS.actionTextChars) return joined;
  return `${joined.slice(0, LIMITS.actionTextChars - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
