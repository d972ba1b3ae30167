import type { Capability } from '../capabilities.ts';
import type { ActionState } from './action-states.ts';

/**
 * The life of an action 整改事项: one row a move.
 *
 *   draft ──agree──→ notStarted ──accept──→ inProgress ──submit──→ submitted ──verify──→ closed
 *     ↑                 │ return               ↑  ↑ └─────── sendBack ─────┘                │
 *     └─────────────────┘                      │  └──────────────── reopen ─────────────────┘
 *   notStarted, inProgress ──defer──→ deferred ──resume──→ where it was
 *   notStarted, inProgress ──makeOngoing──→ ongoing ──resume──→ where it was
 */
export type MoveRow = {
  readonly from: readonly ActionState[];
  /** `before`: where it was when it was set aside. */
  readonly to: ActionState | 'before';
  readonly by: Capability;
  readonly asks: {
    /** A sentence that comes with the move. `report`: what was done. `reason`: why. */
    readonly text: 'none' | 'reason' | 'report';
    /** The day on which it is looked at again. */
    readonly reviewDate: boolean;
    /** That nothing of the agreement gate is missing. */
    readonly gate: boolean;
  };
  /** Never by the person who applied for close-out. */
  readonly secondParty: boolean;
  /**
   * The page asks once more, though the move needs no words: a slip of the hand must not make it.
   */
  readonly confirmed: boolean;
  /** The way an action is meant to go. */
  readonly forward: boolean;
};

const NOTHING = { text: 'none', reviewDate: false, gate: false } as const;
const A_REASON = { text: 'reason', reviewDate: false, gate: false } as const;
const TO_SET_ASIDE = { text: 'reason', reviewDate: true, gate: false } as const;

const FORWARD = { secondParty: false, confirmed: false, forward: true } as const;
const OTHER = { secondParty: false, confirmed: false, forward: false } as const;

export const MOVES = {
  agree: {
    from: ['draft'],
    to: 'notStarted',
    by: 'action.agree',
    asks: { text: 'none', reviewDate: false, gate: true },
    ...FORWARD,
  },
  return: { from: ['notStarted'], to: 'draft', by: 'action.accept', asks: A_REASON, ...OTHER },
  accept: { from: ['notStarted'], to: 'inProgress', by: 'action.accept', asks: NOTHING, ...FORWARD },
  submit: {
    from: ['inProgress'],
    to: 'submitted',
    by: 'action.submit',
    asks: { text: 'report', reviewDate: false, gate: false },
    ...FORWARD,
  },
  verify: {
    from: ['submitted'],
    to: 'closed',
    by: 'action.verify',
    asks: NOTHING,
    secondParty: true,
    confirmed: true,
    forward: true,
  },
  sendBack: { from: ['submitted'], to: 'inProgress', by: 'action.verify', asks: A_REASON, ...OTHER },
  reopen: { from: ['closed'], to: 'inProgress', by: 'action.reopen', asks: A_REASON, ...OTHER },
  defer: {
    from: ['notStarted', 'inProgress'],
    to: 'deferred',
    by: 'action.setAside',
    asks: TO_SET_ASIDE,
    ...OTHER,
  },
  makeOngoing: {
    from: ['notStarted', 'inProgress'],
    to: 'ongoing',
    by: 'action.setAside',
    asks: TO_SET_ASIDE,
    ...OTHER,
  },
  resume: { from: ['deferred', 'ongoing'], to: 'before', by: 'action.setAside', asks: NOTHING, ...FORWARD },
} as const satisfies Record<string, MoveRow>;

export type ActionMove = keyof typeof MOVES;

/** In the order in which pages offer them. */
export const ACTION_MOVES = Object.keys(MOVES) as ActionMove[];

/** Where an action is in its life. */
export type ActionPlace = {
  readonly state: ActionState;
  /**
   * Where it was when it was set aside; null when it is not set aside, or when that was not kept.
   */
  readonly stateBefore: ActionState | null;
};

/** Until 2026-12 nothing kept where an action had been, and `resume` led here. */
const RESUMED_FROM_UNKNOWN = 'inProgress' satisfies ActionState;

/** Where the move leads, if there is one from there. */
export function targetOf({ stateBefore }: ActionPlace, move: ActionMove): ActionState {
  const { to }: MoveRow = MOVES[move];
  return to === 'before' ? (stateBefore ?? RESUMED_FROM_UNKNOWN) : to;
}

/** Where the move leads from there; null when there is no such move. */
export function nextState(place: ActionPlace, move: ActionMove): ActionState | null {
  const { from }: MoveRow = MOVES[move];
  return from.includes(place.state) ? targetOf(place, move) : null;
}

/** The moves that there are from a state, in the order of ACTION_MOVES. */
export function movesFrom(state: ActionState): ActionMove[] {
  return ACTION_MOVES.filter((move) => (MOVES[move] as MoveRow).from.includes(state));
}

/** The move that leads there, as when a card is dropped on a column; null when there is none. */
export function moveBetween(place: ActionPlace, to: ActionState): ActionMove | null {
  return movesFrom(place.state).find((move) => nextState(place, move) === to) ?? null;
}

/** The first state on the shortest way from a place to a state; null when no way leads there. */
export function firstStepTowards(place: ActionPlace, to: ActionState): ActionState | null {
  const first = new Map<ActionState, ActionState>();
  const queue: ActionPlace[] = [place];
  for (let here = queue.shift(); here !== undefined; here = queue.shift()) {
    for (const move of movesFrom(here.state)) {
      const next = nextState(here, move);
      if (next === null || next === place.state || first.has(next)) continue;
      first.set(next, first.get(here.state) ?? next);
      queue.push({ state: next, stateBefore: here.state });
    }
  }
  return first.get(to) ?? null;
}
