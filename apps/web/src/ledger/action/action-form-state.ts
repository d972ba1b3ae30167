import {
  ACTION_FIELDS,
  type ActionFieldName,
  type ActionFields,
  type ActionView,
  isSameValue,
  pickFields,
  tidyFields,
} from '@gongyi/domain';

/**
 * An action's form while others may change the same action. What the person typed is never thrown
 * away: when a newer version arrives, fields that they did not touch follow it, and fields that
 * both changed keep their words, with the other's beside them.
 */
export type ActionFormState = {
  /** The version that `base` is, and that a save names. */
  readonly version: number;
  /** The newest values of the server. */
  readonly base: ActionFields;
  /** What stands in the form. */
  readonly mine: ActionFields;
  /** What was sent and is not answered yet. */
  readonly sent: ActionFields | null;
  /** What others made of fields that this person changed too. */
  readonly theirs: Partial<ActionFields>;
  /**
   * Fields of others that came in while this person was typing elsewhere: nothing to decide, but
   * worth a word.
   */
  readonly mergedOthers: boolean;
};

export function startForm(action: ActionView): ActionFormState {
  const fields = pickFields(action);
  return { version: action.version, base: fields, mine: fields, sent: null, theirs: {}, mergedOthers: false };
}

export function typeInto(state: ActionFormState, typed: Partial<ActionFields>): ActionFormState {
  return { ...state, mine: { ...state.mine, ...typed } };
}

export function undoTyping(state: ActionFormState): ActionFormState {
  return { ...state, mine: state.base, theirs: {}, mergedOthers: false };
}

/** Gives way to the other's words in one field. */
export function takeTheirs(state: ActionFormState, name: ActionFieldName): ActionFormState {
  return { ...state, mine: withField(state.mine, name, state.base), theirs: without(state.theirs, name) };
}

/**
 * Only what the person changed: a save must not carry old values of fields that others are changing
 * now.
 */
export function changesOf(state: ActionFormState): Partial<ActionFields> {
  const changed = ACTION_FIELDS.filter((name) => !isSameValue(state.mine[name], state.base[name]));
  return Object.fromEntries(changed.map((name) => [name, state.mine[name]]));
}

export function isDirty(state: ActionFormState): boolean {
  return ACTION_FIELDS.some((name) => !isSameValue(state.mine[name], state.base[name]));
}

/** What the server would make of the words anyway, so that its answer is recognised as ours. */
export function markSent(state: ActionFormState): ActionFormState {
  const mine = tidyFields(state.mine);
  return { ...state, mine, sent: mine };
}

/** A refusal: the next version that arrives is not ours. */
export function markRefused(state: ActionFormState): ActionFormState {
  return { ...state, sent: null };
}

/**
 * A newer version has arrived, be it the answer to our save or the work of others. An older or
 * equal one changes nothing.
 */
export function receiveVersion(state: ActionFormState, action: ActionView): ActionFormState {
  if (action.version <= state.version) return state;
  const theirs = pickFields(action);
  const { base, sent } = state;
  let mine = state.mine;
  let conflicts = state.theirs;
  let mergedOthers = false;
  for (const name of ACTION_FIELDS) {
    const arrived = theirs[name];
    // Our own save coming back is no change of others, whichever way it comes.
    const known = sent !== null && isSameValue(arrived, sent[name]) ? sent : base;
    if (isSameValue(arrived, known[name]) && known === base) continue;
    const untouched = isSameValue(state.mine[name], known[name]);
    if (untouched || isSameValue(state.mine[name], arrived)) {
      mine = withField(mine, name, theirs);
      conflicts = without(conflicts, name);
      if (known === base && !isSameValue(state.mine[name], arrived)) mergedOthers = true;
    } else if (known === sent) {
      // Typed on while the save was under way: the newer words stay, and nobody disagrees with
      // them.
      conflicts = without(conflicts, name);
    } else {
      conflicts = { ...conflicts, [name]: arrived };
    }
  }
  const next = { version: action.version, base: theirs, mine, sent: null, theirs: conflicts, mergedOthers: false };
  return { ...next, mergedOthers: mergedOthers && isDirty(next) };
}

function withField(fields: ActionFields, name: ActionFieldName, from: ActionFields): ActionFields {
  return { ...fields, [name]: from[name] };
}

function without(fields: Partial<ActionFields>, name: ActionFieldName): Partial<ActionFields> {
  const { [name]: _, ...rest } = fields;
  return rest;
}
