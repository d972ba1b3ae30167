import { type ActionView, applyMove, DomainError, type MoveActionInput, moveInputRefusal } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import { byUser, decide } from '../../kernel/decide.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { moveRefusal } from '../policy/action-policy.ts';
import { lifeColumns, readActionRow, toActionFacts, toActionView } from '../steps/action-row.ts';
import { recordMove } from '../steps/record-move.ts';
import { requireAction } from '../steps/require-action.ts';

/**
 * Moves an action along its life. Throws forbidden, versionConflict (somebody changed it since the
 * person looked), moveNotAllowed, applicantMayNotVerify, gateIncomplete, reasonRequired,
 * reportRequired, reviewDateRequired.
 */
export async function moveAction(deps: ServiceDeps, actor: Actor, input: MoveActionInput): Promise<ActionView> {
  const { actionId, version, move, text, reviewDate } = input;
  const { action, user, person } = await requireAction(deps, actor, actionId);
  const facts = toActionFacts(action);
  const refusal = moveRefusal(facts, person, move);
  // Before the reasons of state: "not from here" would puzzle somebody who still sees the state of
  // a moment ago.
  if (refusal?.code !== 'forbidden' && action.version !== version) throw new DomainError('versionConflict');
  if (refusal !== null) throw refusal;
  const inputRefusal = moveInputRefusal(facts.fields, move, input);
  if (inputRefusal !== null) throw inputRefusal;
  const made = { text, reviewDate, userId: user.id };
  const now = deps.now();
  const after = applyMove(facts.life, move, made, now);

  const row = await decide(deps, async (tx, append) => {
    // The version in the condition: of two who move at once, the second finds no row and is told
    // so.
    const { count } = await tx.action.updateMany({
      where: { id: actionId, version },
      data: { ...lifeColumns(after), version: { increment: 1 }, updatedAt: now },
    });
    if (count === 0) throw new DomainError('versionConflict');
    await recordMove(tx, { actionId, move, made, before: facts.life, after, now });
    await append({
      campaignId: action.campaignId,
      type: 'action.moved',
      subjectId: actionId,
      sessionId: action.sessionId,
      actor: byUser(user),
      data: { move, from: facts.life.state, to: after.state, text, reviewDate },
    });
    return readActionRow(tx, actionId);
  });
  return toActionView(row, person);
}
