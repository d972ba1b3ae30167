import { DomainError } from '../errors.ts';
import { missingForAgreement } from './action-fields.ts';
import type { ActionFields } from './action-input.ts';
import { STATES } from './action-states.ts';
import { type ActionMove, type ActionPlace, MOVES, type MoveRow, nextState, targetOf } from './moves.ts';

/**
 * Where an action is in its life, and what its moves left. Empty strings and null: none, or not
 * kept.
 */
export type ActionLife = ActionPlace & {
  readonly stateSince: Date | null;
  /** When it came through the gate, and when its lead unit took it on. */
  readonly agreedAt: Date | null;
  readonly acceptedAt: Date | null;
  /** While it is set aside: why, and the day (YYYY-MM-DD) on which it is looked at again. */
  readonly sideReason: string;
  readonly nextReview: string | null;
  /** What was reported when close-out was applied for last, and by whom. */
  readonly report: string;
  readonly submittedById: string | null;
  /** Why it last went back; empty again when it moves on. */
  readonly returnReason: string;
  readonly closedAt: Date | null;
};

/** What comes with a move. */
export type MoveInput = {
  /** The reason or the report; empty where the move asks for none. */
  readonly text: string;
  /** YYYY-MM-DD */
  readonly reviewDate: string | null;
  readonly userId: string;
};

export const NEW_LIFE: ActionLife = {
  state: 'draft',
  stateBefore: null,
  stateSince: null,
  agreedAt: null,
  acceptedAt: null,
  sideReason: '',
  nextReview: null,
  report: '',
  submittedById: null,
  returnReason: '',
  closedAt: null,
};

/**
 * What the move makes of an action's life; all that a move does to an action is here. Who may make
 * it and what it asks for are asked before. Throws moveNotAllowed when there is no such move from
 * there.
 */
export function applyMove(life: ActionLife, move: ActionMove, input: MoveInput, now: Date): ActionLife {
  const state = nextState(life, move);
  if (state === null) throw moveNotAllowed(life, move);
  const isSetAside = STATES[state].lane === 'side';
  const moved = {
    ...life,
    state,
    stateSince: now,
    stateBefore: isSetAside ? life.state : null,
    ...(isSetAside ? {} : { sideReason: '', nextReview: null }),
  };
  switch (move) {
    case 'agree':
      return { ...moved, agreedAt: now, returnReason: '' };
    case 'return':
      return { ...moved, agreedAt: null, returnReason: input.text };
    case 'accept':
      return { ...moved, acceptedAt: now, returnReason: '' };
    case 'submit':
      return { ...moved, report: input.text, submittedById: input.userId, returnReason: '' };
    case 'verify':
      return { ...moved, closedAt: now };
    case 'sendBack':
      return { ...moved, returnReason: input.text };
    case 'reopen':
      return { ...moved, returnReason: input.text, closedAt: null };
    case 'defer':
    case 'makeOngoing':
      return { ...moved, sideReason: input.text, nextReview: input.reviewDate };
    case 'resume':
      return moved;
  }
}

/** What the move still asks for, or null. */
export function moveInputRefusal(
  fields: ActionFields,
  move: ActionMove,
  { text, reviewDate }: Pick<MoveInput, 'text' | 'reviewDate'>,
): DomainError | null {
  const { asks }: MoveRow = MOVES[move];
  const missing = asks.gate ? missingForAgreement(fields) : [];
  if (missing.length > 0) return new DomainError('gateIncomplete', { missing });
  if (asks.text === 'reason' && text === '') return new DomainError('reasonRequired');
  if (asks.text === 'report' && text === '') return new DomainError('reportRequired');
  if (asks.reviewDate && reviewDate === null) return new DomainError('reviewDateRequired');
  return null;
}

export function moveNotAllowed(place: ActionPlace, move: ActionMove): DomainError {
  return new DomainError('moveNotAllowed', { from: place.state, to: targetOf(place, move), move });
}
