import { type ActionFields, type ActionView, DomainError, type EditActionInput } from '@gongyi/domain';
import type { Actor } from '../actor.ts';
import { editRefusal, editResultRefusal } from '../policies/action-policy.ts';
import type { EventValue } from '../views.ts';
import { type ActionRow, fromDay, readActionRow, toActionFacts, toActionView, toDay } from './action-row.ts';
import { byUser, decide } from './decide.ts';
import { requireAction } from './require-action.ts';
import { requireCampaignUnits } from './require-campaign-units.ts';
import type { ServiceDeps } from './service-deps.ts';
import { withoutLead } from './without-lead.ts';

/**
 * Changes the fields given and leaves the others; what changed is in the history, from and to.
 * Throws forbidden, versionConflict, actionFrozen, gateIncomplete (an agreed action may not lose what it was agreed with), invalidInput.
 */
export async function editAction(deps: ServiceDeps, actor: Actor, input: EditActionInput): Promise<ActionView> {
  const { actionId, version } = input;
  const { action, user, person } = await requireAction(deps, actor, actionId);
  const refusal = editRefusal(toActionFacts(action), person);
  if (refusal?.code !== 'forbidden' && action.version !== version) throw new DomainError('versionConflict');
  if (refusal !== null) throw refusal;

  const before = toFields(action);
  const after = applyChanges(before, input.fields);
  const changes = changesBetween(before, after);
  if (Object.keys(changes).length === 0) return toActionView(action, person);
  const resultRefusal = editResultRefusal({ ...after, state: action.state, submittedById: action.submittedById });
  if (resultRefusal !== null) throw resultRefusal;

  const row = await decide(deps, async (tx, append) => {
    await requireCampaignUnits(tx, action.campaignId, after);
    const { supportUnitIds, deadline, ...columns } = after;
    const { count } = await tx.action.updateMany({
      where: { id: actionId, version },
      data: { ...columns, deadline: fromDay(deadline), version: { increment: 1 } },
    });
    if (count === 0) throw new DomainError('versionConflict');
    if ('supportUnitIds' in changes) {
      await tx.actionSupportUnit.deleteMany({ where: { actionId } });
      await tx.actionSupportUnit.createMany({
        data: supportUnitIds.map((unitId, position) => ({ actionId, unitId, position })),
      });
    }
    await append({
      campaignId: action.campaignId,
      type: 'action.edited',
      subjectId: actionId,
      sessionId: action.points[0]?.sessionId ?? null,
      actor: byUser(user),
      data: changes,
    });
    return readActionRow(tx, actionId);
  });
  return toActionView(row, person);
}

function toFields(action: ActionRow): ActionFields {
  const { problem, goal, measure, leadUnitId, leader, owners, committed } = action;
  return {
    problem,
    goal,
    measure,
    leadUnitId,
    supportUnitIds: action.supportUnits.map(({ unitId }) => unitId),
    leader,
    owners,
    deadline: toDay(action.deadline),
    committed,
  };
}

function applyChanges(before: ActionFields, changes: EditActionInput['fields']): ActionFields {
  // Fields given as undefined are fields that are not given.
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const after: ActionFields = { ...before, ...given };
  return { ...after, supportUnitIds: withoutLead(after.supportUnitIds, after.leadUnitId) };
}

function changesBetween(
  before: ActionFields,
  after: ActionFields,
): Record<string, { from: EventValue; to: EventValue }> {
  const changes: Record<string, { from: EventValue; to: EventValue }> = {};
  for (const field of Object.keys(before) as (keyof ActionFields)[]) {
    const from = before[field];
    const to = after[field];
    if (JSON.stringify(from) !== JSON.stringify(to)) changes[field] = { from, to };
  }
  return changes;
}
