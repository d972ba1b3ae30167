import type { Action, Prisma } from '@gongyi/db';
import {
  type ActionFields,
  type ActionLife,
  type ActionSummary,
  type ActionView,
  formatActionNumber,
  missingForAgreement,
  pickFields,
  toSummary,
} from '@gongyi/domain';
import type { Transaction } from '../../kernel/decide.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { toPointSource } from '../../points/index.ts';
import { type ActionFacts, type ActionPerson, editRefusal, movesOpenTo } from '../policy/action-policy.ts';

/** What every read of an action brings along. */
export const ACTION_INCLUDE = {
  theme: { select: { code: true, name: true, position: true } },
  points: { orderBy: { position: 'asc' } },
  supportUnits: { orderBy: { position: 'asc' }, include: { unit: { select: { name: true } } } },
  leadUnit: { select: { name: true } },
} as const satisfies Prisma.ActionInclude;

export type ActionRow = Prisma.ActionGetPayload<{ include: typeof ACTION_INCLUDE }>;

/**
 * The action as this transaction left it. Part by part, because a transaction has one connection,
 * and `include` would send its queries side by side.
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
export function toActionFacts(row: FactRow): ActionFacts {
  return { fields: toFields(row), life: toLife(row) };
}

/** What fields and life are read from. */
type FactRow = Action & { readonly supportUnits: readonly { readonly unitId: string }[] };

function toFields(row: FactRow): ActionFields {
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
  const { life } = facts;
  return {
    ...toShown(row, person),
    id: row.id,
    campaignId: row.campaignId,
    themeId: row.themeId,
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
  };
}

/** What lists and the action itself show alike. */
function toShown(row: SummaryRow, person: ActionPerson) {
  const facts = toActionFacts(row);
  const { fields, life } = facts;
  return {
    ...fields,
    number: formatActionNumber(row.theme.code, row.number),
    place: { position: row.theme.position, number: row.number },
    state: life.state,
    stateBefore: life.stateBefore,
    missing: missingForAgreement(fields),
    mayMove: movesOpenTo(facts, person),
  };
}

/** The actions with these ids, in their order; one that is gone is left out. */
export async function readActionSummaries(
  deps: Pick<ServiceDeps, 'prisma'>,
  person: ActionPerson,
  ids: readonly string[],
): Promise<ActionSummary[]> {
  const rows = await deps.prisma.action.findMany({ where: { id: { in: [...ids] } }, include: SUMMARY_INCLUDE });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row === undefined ? [] : [toActionSummary(row, person)];
  });
}

const SUMMARY_INCLUDE = {
  theme: ACTION_INCLUDE.theme,
  supportUnits: { orderBy: { position: 'asc' } },
} as const satisfies Prisma.ActionInclude;

type SummaryRow = Prisma.ActionGetPayload<{ include: typeof SUMMARY_INCLUDE }>;

function toActionSummary(row: SummaryRow, person: ActionPerson): ActionSummary {
  return toSummary({ ...row, ...toShown(row, person) });
}

/** A DATE column, which the driver gives as midnight UTC, as YYYY-MM-DD. */
export function toDay(date: Date | null): string | null {
  return date === null ? null : date.toISOString().slice(0, 10);
}

/** YYYY-MM-DD for a DATE column. */
export function fromDay(day: string | null): Date | null {
  return day === null ? null : new Date(`${day}T00:00:00Z`);
}
