import {
  ACTION_MOVES,
  ACTION_STATES,
  type ActionMove,
  type ActionState,
  allows,
  DomainError,
  type GateFields,
  MOVE_RULES,
  missingForAgreement,
  NEXT_STATE,
  type Standing,
} from '@gongyi/domain';

/** The person as action policies see them. */
export type ActionPerson = { readonly userId: string; readonly standing: Standing };

/** The action as action policies see it. */
export type ActionFacts = GateFields & { readonly state: ActionState; readonly submittedById: string | null };

/** Words may change until close-out is applied for; what was submitted or set aside stays as it was judged. */
const EDITABLE = {
  draft: true,
  not_started: true,
  in_progress: true,
  submitted: false,
  closed: false,
  deferred: false,
  standing: false,
} as const satisfies Record<ActionState, boolean>;

/** Why this person may not make this move, or null. Whether the form is complete is `moveInputRefusal`'s question. */
export function moveRefusal(action: ActionFacts, person: ActionPerson, move: ActionMove): DomainError | null {
  if (!allows(person.standing, MOVE_RULES[move].capability, action.leadUnitId)) return new DomainError('forbidden');
  if (NEXT_STATE[action.state][move] === null) {
    return new DomainError('moveNotAllowed', { from: action.state, to: targetOf(move), move });
  }
  // A second party verifies: whoever applied for close-out never does, whatever their roles.
  if (move === 'verify' && action.submittedById === person.userId) return new DomainError('applicantMayNotVerify');
  return null;
}

/** What the move still asks for, or null. */
export function moveInputRefusal(
  action: ActionFacts,
  move: ActionMove,
  text: string,
  reviewDate: string | null,
): DomainError | null {
  if (move === 'agree') {
    const missing = missingForAgreement(action);
    if (missing.length > 0) return new DomainError('gateIncomplete', { missing });
  }
  const rule = MOVE_RULES[move];
  if (rule.text === 'reason' && text === '') return new DomainError('reasonRequired');
  if (rule.text === 'report' && text === '') return new DomainError('reportRequired');
  if (rule.reviewDate && reviewDate === null) return new DomainError('reviewDateRequired');
  return null;
}

/** Why this person may not edit the action, or null. */
export function editRefusal(action: ActionFacts, person: ActionPerson): DomainError | null {
  if (!allows(person.standing, 'action.edit', action.leadUnitId)) return new DomainError('forbidden');
  if (!EDITABLE[action.state]) return new DomainError('actionFrozen', { state: action.state });
  return null;
}

/** An agreed action passed the gate and must not fall behind it again. */
export function editResultRefusal(edited: ActionFacts): DomainError | null {
  if (edited.state === 'draft') return null;
  const missing = missingForAgreement(edited);
  return missing.length > 0 ? new DomainError('gateIncomplete', { missing }) : null;
}

/** `mayMove` of an ActionView: moves open to this person. An incomplete gate does not hide `agree`: the view's `missing` explains it. */
export function movesOpenTo(action: ActionFacts, person: ActionPerson): ActionMove[] {
  return ACTION_MOVES.filter((move) => moveRefusal(action, person, move) === null);
}

/** Every move leads to one state, wherever it starts. */
function targetOf(move: ActionMove): ActionState {
  for (const state of ACTION_STATES) {
    const target = NEXT_STATE[state][move];
    if (target !== null) return target;
  }
  throw new Error(`the move ${move} leads nowhere`);
}
