import {
  ACTION_STATES,
  type ActionCounts,
  type ActionFilters,
  type ActionMove,
  type ActionState,
  type ActionView,
  allowsOn,
  LIMITS,
  MOVES,
  missingForAgreement,
  movesFrom,
  nextState,
  readCursor,
  STATES,
  type Standing,
  toSummary,
  writeCursor,
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
    get: ({ actionId }) => this.#wanted(actionId),
    summary: ({ actionId }) => toSummary(this.#wanted(actionId)),
    page: ({ filters = {}, cursor = null, limit = LIMITS.actionsPerPage }) => {
      const passing = this.#actions.filter(passes(filters)).map(toSummary);
      const after = cursor === null ? null : readCursor(cursor);
      const rest = passing.filter(({ place }) => after === null || isBeyond(place, after));
      const rows = rest.slice(0, limit);
      const last = rows.at(-1);
      return { rows, next: rest.length > limit && last ? writeCursor({ deadline: null, ...last.place }) : null };
    },
    counts: ({ filters = {} }) => {
      const count = (actions: readonly ActionView[], state: ActionState) =>
        actions.filter((action) => action.state === state).length;
      const shown = this.#actions.filter(passes(filters));
      return Object.fromEntries(
        ACTION_STATES.map((state) => [state, { all: count(this.#actions, state), shown: count(shown, state) }]),
      ) as ActionCounts;
    },
    people: () => [...new Set(this.#actions.flatMap(({ leader, owners }) => [leader, ...owners]))].filter(Boolean),
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

  add(action: ActionView): void {
    this.#actions = [...this.#actions, this.#asSeen(action)];
  }

  write(...entries: readonly HistoryEntry[]): void {
    this.#history = entries;
  }

  #wanted(id: string): ActionView {
    const found = this.#actions.find((action) => action.id === id);
    if (found === undefined) throw refusal('notFound');
    return found;
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

const UNIT_NAMES: Readonly<Record<string, string>> = { 'u-1': '便民服务中心', 'u-2': '石桥村' };

/** The server's filters over actions in memory; packages/api proves what the server does. */
function passes({ states, themeId, unitId, person = '', text = '' }: ActionFilters): (action: ActionView) => boolean {
  const fold = (words: string) => words.normalize('NFKC').toLowerCase();
  return (action) => {
    const unitIds = [action.leadUnitId, ...action.supportUnitIds].filter((id) => id !== null);
    const people = [action.leader, ...action.owners];
    const names = unitIds.map((id) => UNIT_NAMES[id] ?? '');
    const words = fold([action.number, action.problem, action.goal, action.measure, ...people, ...names].join('\n'));
    return (
      (states === undefined || states.includes(action.state)) &&
      (themeId === undefined || themeId === action.themeId) &&
      (unitId === undefined || unitIds.includes(unitId)) &&
      (person === '' || people.includes(person)) &&
      fold(text)
        .split(/\s+/)
        .every((word) => words.includes(word))
    );
  };
}

type Place = ActionView['place'];

function isBeyond(place: Place, after: Place): boolean {
  return place.position === after.position ? place.number > after.number : place.position > after.position;
}
