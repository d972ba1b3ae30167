import type { Prisma } from '@gongyi/db';
import { type ActionMove, type ActionView, DomainError, type MoveActionInput, NEXT_STATE } from '@gongyi/domain';
import type { Actor } from '../actor.ts';
import { moveInputRefusal, moveRefusal } from '../policies/action-policy.ts';
import { fromDay, readActionRow, toActionFacts, toActionView } from './action-row.ts';
import { byUser, decide } from './decide.ts';
import { requireAction } from './require-action.ts';
import type { ServiceDeps } from './service-deps.ts';

/**
 * Moves an action along its life. Throws forbidden, versionConflict (somebody changed it since the person looked), moveNotAllowed,
 * applicantMayNotVerify, gateIncomplete, reasonRequired, reportRequired, reviewDateRequired.
 */
export async function moveAction(deps: ServiceDeps, actor: Actor, input: MoveActionInput): Promise<ActionView> {
  const { actionId, version, move, text, reviewDate } = input;
  const { action, user, person } = await requireAction(deps, actor, actionId);
  const facts = toActionFacts(action);
  const refusal = moveRefusal(facts, person, move);
  // Before the reasons of state: "not from here" would puzzle somebody who still sees the state of a moment ago.
  if (refusal?.code !== 'forbidden' && action.version !== version) throw new DomainError('versionConflict');
  const to = NEXT_STATE[action.state][move];
  if (refusal !== null || to === null) throw refusal ?? new DomainError('moveNotAllowed');
  const inputRefusal = moveInputRefusal(facts, move, text, reviewDate);
  if (inputRefusal !== null) throw inputRefusal;

  const row = await decide(deps, async (tx, append) => {
    // The version in the condition: of two who move at once, the second finds no row and is told so.
    const { count } = await tx.action.updateMany({
      where: { id: actionId, version },
      data: {
        state: to,
        version: { increment: 1 },
        ...effectOf(move, { text, reviewDate, userId: user.id, now: deps.now() }),
      },
    });
    if (count === 0) throw new DomainError('versionConflict');
    await append({
      campaignId: action.campaignId,
      type: 'action.moved',
      subjectId: actionId,
      sessionId: action.points[0]?.sessionId ?? null,
      actor: byUser(user),
      data: { move, from: action.state, to, text, reviewDate },
    });
    return readActionRow(tx, actionId);
  });
  return toActionView(row, person);
}

type MoveFacts = { text: string; reviewDate: string | null; userId: string; now: Date };

/** What a move writes besides the state. */
function effectOf(
  move: ActionMove,
  { text, reviewDate, userId, now }: MoveFacts,
): Prisma.ActionUncheckedUpdateManyInput {
  switch (move) {
    case 'agree':
    case 'accept':
      return { returnReason: '' };
    case 'return':
      return { returnReason: text };
    case 'submit':
      return { report: text, submittedById: userId, returnReason: '' };
    case 'verify':
      return { closedAt: now };
    case 'sendBack':
      return { returnReason: text };
    case 'reopen':
      return { returnReason: text, closedAt: null };
    case 'defer':
    case 'keepStanding':
      return { sideReason: text, nextReview: fromDay(reviewDate) };
    case 'resume':
      return { sideReason: '', nextReview: null };
  }
}
