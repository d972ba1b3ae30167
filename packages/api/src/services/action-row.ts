import type { Action, Prisma } from '@gongyi/db';
import {
  type ActionFields,
  type ActionLife,
  type ActionView,
  formatActionNumber,
  missingForAgreement,
  POINT_SOURCES,
  type PointSource,
  pickFields,
} from '@gongyi/domain';
import { type ActionFacts, type ActionPerson, editRefusal, movesOpenTo } from '../policies/action-policy.ts';
import type { Transaction } from './decide.ts';

/** What every read of an action brings along. */
export const ACTION_INCLUDE = {
  theme: { select: { code: true, name: true, position: true } },
  points: { orderBy: { position: 'asc' } },
  supportUnits: { orderBy: { position: 'asc' }, include: { unit: { select: { name: true } } } },
  leadUnit: { select: { name: true } },
} as const satisfies Prisma.ActionInclude;

export type ActionRow = Prisma.ActionGetPayload<{ include: typeof ACTION_INCLUDE }>;

/**
 * The action as this transaction left it. Part by part, because a transaction has one connection, and `include` would
 * send its queries side by side.
 */
export async function readActionRow(tx: Transaction, actionId: string): Promise<ActionRow> {
  const action = await tx.action.findUniqueOrThrow({ where: { id: actionId } });
  const theme = await tx.theme.findUniqueOrThrow({
    where: { id: action.themeId },
    select: ACTION_INCLUDE.theme.select,
  });
  const points = await tx.actionPoint.findMany({ where: { actionId }, orderBy: { position: 'asc' } });
  const supportUnits = await tx.actionSupportUnit.findMany({ where: { actionId }, ...ACTION_INCLUDE.supportUnits });
  const leadUnit =
    action.leadUnitId === null
      ? null
      : await tx.unit.findUnique({ where: { id: action.leadUnitId }, select: ACTION_INCLUDE.leadUnit.select });
  return { ...action, theme, points, supportUnits, leadUnit };
}

/** What an action policy looks at. */
export function toActionFacts(row: ActionRow): ActionFacts {
  return { fields: toFields(row), life: toLife(row) };
}

export function toFields(row: ActionRow): ActionFields {
  return pickFields({
    ...row,
    supportUnitIds: row.supportUnits.map(({ unitId }) => unitId),
    deadline: toDay(row.deadline),
  });
}

/** The columns of fields. Supporting units are rows of their own. */
export function fieldColumns({ supportUnitIds: _, deadline, ...columns }: ActionFields) {
  return { ...columns, deadline: fromDay(deadline) };
}

export function toLife(row: Action): ActionLife {
  const { state, stateBefore, stateSince, agreedAt, acceptedAt, closedAt } = row;
  const { sideReason, nextReview, report, submittedById, returnReason } = row;
  return {
    ...{ state, stateBefore, stateSince, agreedAt, acceptedAt, closedAt },
    ...{ sideReason, nextReview: toDay(nextReview), report, submittedById, returnReason },
  };
}

export function lifeColumns({ nextReview, ...columns }: ActionLife) {
  return { ...columns, nextReview: fromDay(nextReview) };
}

export function toActionView(row: ActionRow, person: ActionPerson): ActionView {
  const facts = toActionFacts(row);
  const { fields, life } = facts;
  return {
    ...fields,
    id: row.id,
    campaignId: row.campaignId,
    themeId: row.themeId,
    number: formatActionNumber(row.theme.code, row.number),
    state: life.state,
    stateBefore: life.stateBefore,
    missing: missingForAgreement(fields),
    sideReason: life.sideReason,
    nextReview: life.nextReview,
    report: life.report,
    returnReason: life.returnReason,
    closedAt: life.closedAt?.toISOString() ?? null,
    points: row.points.map(({ pointId, sessionId, text, author, unit, source }) => ({
      pointId,
      sessionId,
      text,
      author,
      unit,
      source: toPointSource(source),
    })),
    version: row.version,
    updatedAt: row.updatedAt.toISOString(),
    mayEdit: editRefusal(facts, person) === null,
    mayMove: movesOpenTo(facts, person),
  };
}

/** A DATE column, which the driver gives as midnight UTC, as YYYY-MM-DD. */
export function toDay(date: Date | null): string | null {
  return date === null ? null : date.toISOString().slice(0, 10);
}

/** YYYY-MM-DD for a DATE column. */
export function fromDay(day: string | null): Date | null {
  return day === null ? null : new Date(`${day}T00:00:00Z`);
}

export function toPointSource(stored: string): PointSource | null {
  return POINT_SOURCES.find((source) => source === stored) ?? null;
}
