import {
  ACTION_MOVES,
  type ActionFields,
  type ActionLife,
  type ActionMove,
  allowsOn,
  DomainError,
  MOVES,
  missingForAgreement,
  moveNotAllowed,
  nextState,
  STATES,
  type Standing,
} from '@gongyi/domain';

/** The person as action policies see them. */
export type ActionPerson = { readonly userId: string; readonly standing: Standing };

/** The action as action policies see it. */
export type ActionFacts = { readonly fields: ActionFields; readonly life: ActionLife };

/**
 * Why this person may not make this move, or null. Whether the form is complete is
 * `moveInputRefusal`'s question.
 */
export function moveRefusal({ fields, life }: ActionFacts, person: ActionPerson, move: ActionMove): DomainError | null {
  const { by, secondParty } = MOVES[move];
  if (!allowsOn(person.standing, by, fields)) return new DomainError('forbidden');
  if (nextState(life, move) === null) return moveNotAllowed(life, move);
  // A second party verifies: whoever applied for close-out never does, whatever their roles.
  if (secondParty && life.submittedById === person.userId) return new DomainError('applicantMayNotVerify');
  return null;
}

/** Why this person may not edit the action, or null. */
export function editRefusal({ fields, life }: ActionFacts, person: ActionPerson): DomainError | null {
  if (!allowsOn(person.standing, 'action.edit', fields)) return new DomainError('forbidden');
  if (!STATES[life.state].editable) return new DomainError('actionFrozen', { state: life.state });
  return null;
}

/** An agreed action passed the gate and must not fall behind it again. */
export function editResultRefusal({ fields, life }: ActionFacts): DomainError | null {
  const missing = STATES[life.state].agreed ? missingForAgreement(fields) : [];
  return missing.length > 0 ? new DomainError('gateIncomplete', { missing }) : null;
}

/**
 * `mayMove` of an ActionView: moves open to this person. An incomplete gate does not hide `agree`:
 * the view's `missing` explains it.
 */
export function movesOpenTo(action: ActionFacts, person: ActionPerson): ActionMove[] {
  return ACTION_MOVES.filter((move) => moveRefusal(action, person, move) === null);
}
