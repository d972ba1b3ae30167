import {
  ACTION_FIELDS,
  type ActionFields,
  type ActionView,
  DomainError,
  type EditActionInput,
  type EventData,
  isSameValue,
  withChanges,
} from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import { byUser, decide } from '../../kernel/decide.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { editRefusal, editResultRefusal } from '../policy/action-policy.ts';
import { fieldColumns, readActionRow, toActionFacts, toActionView } from '../steps/action-row.ts';
import { requireAction } from '../steps/require-action.ts';
import { requireCampaignUnits } from '../steps/require-campaign-units.ts';

/**
 * Changes the fields given and leaves the others; what changed is in the history, from and to.
 * Throws forbidden, versionConflict, actionFrozen, gateIncomplete (an agreed action may not lose
 * what it was agreed with), invalidInput.
 */
export async function editAction(deps: ServiceDeps, actor: Actor, input: EditActionInput): Promise<ActionView> {
  const { actionId, version } = input;
  const { action, user, person } = await requireAction(deps, actor, actionId);
  const refusal = editRefusal(toActionFacts(action), person);
  if (refusal?.code !== 'forbidden' && action.version !== version) throw new DomainError('versionConflict');
  if (refusal !== null) throw refusal;

  const { fields: before, life } = toActionFacts(action);
  const after = withChanges(before, input.fields);
  const changes = changesBetween(before, after);
  if (Object.keys(changes).length === 0) return toActionView(action, person);
  const resultRefusal = editResultRefusal({ fields: after, life });
  if (resultRefusal !== null) throw resultRefusal;

  const row = await decide(deps, async (tx, append) => {
    await requireCampaignUnits(tx, action.campaignId, after);
    const { count } = await tx.action.updateMany({
      where: { id: actionId, version },
      data: { ...fieldColumns(after), version: { increment: 1 }, updatedAt: deps.now() },
    });
    if (count === 0) throw new DomainError('versionConflict');
    if ('supportUnitIds' in changes) {
      await tx.actionSupportUnit.deleteMany({ where: { actionId } });
      await tx.actionSupportUnit.createMany({
        data: after.supportUnitIds.map((unitId, position) => ({ actionId, unitId, position })),
      });
    }
    await append({
      campaignId: action.campaignId,
      type: 'action.edited',
      subjectId: actionId,
      sessionId: action.sessionId,
      actor: byUser(user),
      data: changes,
    });
    return readActionRow(tx, actionId);
  });
  return toActionView(row, person);
}

function changesBetween(before: ActionFields, after: ActionFields): EventData<'action.edited'> {
  const changed = ACTION_FIELDS.filter((name) => !isSameValue(before[name], after[name]));
  return Object.fromEntries(changed.map((name) => [name, { from: before[name], to: after[name] }]));
}
