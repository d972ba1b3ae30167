import { type ActionFieldName, type ActionFields, type ActionView, EMPTY_ACTION_FIELDS } from '@gongyi/domain';
import { type ActionFormState, startForm } from './action-form-state.ts';

/** What this tab keeps of a form while it is not saved: through a reload, not for another day. */
const keyOf = (actionId: string) => `gongyi.action-draft.${actionId}`;

/** Keeps what was typed into an action's form; null forgets it. */
export function keepDraft(actionId: string, form: ActionFormState | null): void {
  try {
    if (form === null) window.sessionStorage.removeItem(keyOf(actionId));
    else {
      const { version, base, mine } = form;
      window.sessionStorage.setItem(keyOf(actionId), JSON.stringify({ version, base, mine }));
    }
  } catch {
    // A tab without a storage asks before it is closed, as every tab does.
  }
}

/**
 * The form as it was left, on the version that it was typed on; null when nothing is kept, or
 * nothing that fits.
 */
export function readDraft(action: ActionView): ActionFormState | null {
  try {
    const kept: unknown = JSON.parse(window.sessionStorage.getItem(keyOf(action.id)) ?? 'null');
    if (typeof kept !== 'object' || kept === null || !('version' in kept && 'base' in kept && 'mine' in kept))
      return null;
    const { version, base, mine } = kept;
    // Of a backup that was restored under the page: its versions begin anew.
    if (typeof version !== 'number' || version > action.version) return null;
    const start = startForm(action);
    return {
      ...start,
      version,
      base: { ...start.base, ...fieldsIn(base) },
      mine: { ...start.mine, ...fieldsIn(mine) },
    };
  } catch {
    return null;
  }
}

/** Those of the fields that are what such a field can be, as they were typed. */
function fieldsIn(kept: unknown): Partial<ActionFields> {
  if (typeof kept !== 'object' || kept === null) return {};
  const known = Object.entries(kept).filter(
    ([name, value]) => name in EMPTY_ACTION_FIELDS && isAlike(value, EMPTY_ACTION_FIELDS[name as ActionFieldName]),
  );
  return Object.fromEntries(known);
}

/** `empty` says of a field whether it holds texts, a flag, or a text that may be missing. */
function isAlike(value: unknown, empty: ActionFields[ActionFieldName]): boolean {
  if (Array.isArray(empty)) return Array.isArray(value) && value.every((item) => typeof item === 'string');
  if (empty === null) return value === null || typeof value === 'string';
  return typeof value === typeof empty;
}
