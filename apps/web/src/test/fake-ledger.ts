import {
  type ActionMove,
  type ActionView,
  allowsOn,
  MOVES,
  missingForAgreement,
  movesFrom,
  nextState,
  STATES,
  type Standing,
} from '@gongyi/domain';
import type { RouterOutputs } from '../api/trpc.ts';
import type { Answers } from './fake-server.ts';
import { refusal } from './fake-server.ts';

type HistoryEntry = RouterOutputs['actions']['history'][number];

/**
 * The actions of a campaign as the server keeps them: by the rules of packages/domain, without a
 * database. Whether the server keeps these rules is proved in packages/api; here they make the
 * answers what a page really gets.
 */
export class FakeLedger {
  readonly #standing: Standing;
  #actions: readonly ActionView[];
  #history: readonly HistoryEntry[] = [];

  constructor(standing: Standing, actions: readonly ActionView[]) {
    this.#standing = standing;
    this.#actions = actions.map((action) => this.#asSeen(action));
  }

  readonly answers = {
    list: () => [...this.#actions],
    history: () => [...this.#history],
    edit: ({ actionId, version, fields }) => {
      return this.#put({ ...this.#find(actionId, version), ...fields });
    },
    move: ({ actionId, version, move }) => {
      const before = this.#find(actionId, version);
      const state = nextState(before, move);
      if (state === null) throw refusal('moveNotAllowed');
      return this.#put({ ...before, state, stateBefore: STATES[state].lane === 'side' ? before.state : null });
    },
  } satisfies Answers['actions'];

  action(id: string): ActionView {
    const found = this.#actions.find((action) => action.id === id);
    if (found === undefined) throw new Error(`no action ${id}`);
    return found;
  }

  /** Somebody else does this, at another page. */
  change(id: string, changes: Partial<ActionView>): void {
    this.#put({ ...this.action(id), ...changes });
  }

  write(...entries: readonly HistoryEntry[]): void {
    this.#history = entries;
  }

  #find(id: string, version: number): ActionView {
    const found = this.action(id);
    if (found.version !== version) throw refusal('versionConflict');
    return found;
  }

  #put(changed: ActionView): ActionView {
    const next = this.#asSeen({ ...changed, version: changed.version + 1 });
    this.#actions = this.#actions.map((action) => (action.id === next.id ? next : action));
    return next;
  }

  #asSeen(action: ActionView): ActionView {
    const may = (move: ActionMove) => allowsOn(this.#standing, MOVES[move].by, action);
    return {
      ...action,
      missing: missingForAgreement(action),
      mayEdit: allowsOn(this.#standing, 'action.edit', action) && STATES[action.state].editable,
      mayMove: movesFrom(action.state).filter(may),
    };
  }
}
