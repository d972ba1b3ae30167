import type { Capability } from '../capabilities.ts';

/**
 * The life of an action 整改事项 (DESIGN §8).
 *
 *   draft ──agree──→ not_started ──accept──→ in_progress ──submit──→ submitted ──verify──→ closed
 *     ↑                 │ return                ↑  ↑ └──────── sendBack ────┘                 │
 *     └─────────────────┘                       │  └───────────────── reopen ────────────────┘
 *   not_started, in_progress ──defer──→ deferred ──resume──→ in_progress
 *   not_started, in_progress ──keepStanding──→ standing ──resume──→ in_progress
 */
export const ACTION_STATES = [
  'draft',
  'not_started',
  'in_progress',
  'submitted',
  'closed',
  'deferred',
  'standing',
] as const;
export type ActionState = (typeof ACTION_STATES)[number];

export const ACTION_MOVES = [
  'agree',
  'return',
  'accept',
  'submit',
  'verify',
  'sendBack',
  'reopen',
  'defer',
  'keepStanding',
  'resume',
] as const;
export type ActionMove = (typeof ACTION_MOVES)[number];

/** Every state × every move: the state that it leads to, or null when it is refused. The compiler checks that none is missing. */
export const NEXT_STATE = {
  draft: {
    agree: 'not_started',
    return: null,
    accept: null,
    submit: null,
    verify: null,
    sendBack: null,
    reopen: null,
    defer: null,
    keepStanding: null,
    resume: null,
  },
  not_started: {
    agree: null,
    return: 'draft',
    accept: 'in_progress',
    submit: null,
    verify: null,
    sendBack: null,
    reopen: null,
    defer: 'deferred',
    keepStanding: 'standing',
    resume: null,
  },
  in_progress: {
    agree: null,
    return: null,
    accept: null,
    submit: 'submitted',
    verify: null,
    sendBack: null,
    reopen: null,
    defer: 'deferred',
    keepStanding: 'standing',
    resume: null,
  },
  submitted: {
    agree: null,
    return: null,
    accept: null,
    submit: null,
    verify: 'closed',
    sendBack: 'in_progress',
    reopen: null,
    defer: null,
    keepStanding: null,
    resume: null,
  },
  closed: {
    agree: null,
    return: null,
    accept: null,
    submit: null,
    verify: null,
    sendBack: null,
    reopen: 'in_progress',
    defer: null,
    keepStanding: null,
    resume: null,
  },
  deferred: {
    agree: null,
    return: null,
    accept: null,
    submit: null,
    verify: null,
    sendBack: null,
    reopen: null,
    defer: null,
    keepStanding: null,
    resume: 'in_progress',
  },
  standing: {
    agree: null,
    return: null,
    accept: null,
    submit: null,
    verify: null,
    sendBack: null,
    reopen: null,
    defer: null,
    keepStanding: null,
    resume: 'in_progress',
  },
} as const satisfies Record<ActionState, Record<ActionMove, ActionState | null>>;

/** What each move asks of the person who makes it. */
export type MoveRule = {
  readonly capability: Capability;
  /** A sentence that must come with the move. `report`: what was done; `reason`: why. */
  readonly text: 'none' | 'reason' | 'report';
  readonly reviewDate: boolean;
};

export const MOVE_RULES = {
  agree: { capability: 'action.agree', text: 'none', reviewDate: false },
  return: { capability: 'action.accept', text: 'reason', reviewDate: false },
  accept: { capability: 'action.accept', text: 'none', reviewDate: false },
  submit: { capability: 'action.submit', text: 'report', reviewDate: false },
  verify: { capability: 'action.verify', text: 'none', reviewDate: false },
  sendBack: { capability: 'action.verify', text: 'reason', reviewDate: false },
  reopen: { capability: 'action.reopen', text: 'reason', reviewDate: false },
  defer: { capability: 'action.setAside', text: 'reason', reviewDate: true },
  keepStanding: { capability: 'action.setAside', text: 'reason', reviewDate: true },
  resume: { capability: 'action.setAside', text: 'none', reviewDate: false },
} as const satisfies Record<ActionMove, MoveRule>;

/** The move that leads from one state to the other, as when a card is dropped on a column; null when there is none. */
export function moveBetween(from: ActionState, to: ActionState): ActionMove | null {
  return ACTION_MOVES.find((move) => NEXT_STATE[from][move] === to) ?? null;
}

/** The moves that the table has for a state, in the order of ACTION_MOVES. */
export function movesFrom(state: ActionState): ActionMove[] {
  return ACTION_MOVES.filter((move) => NEXT_STATE[state][move] !== null);
}
