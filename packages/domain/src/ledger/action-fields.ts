import { LIMITS } from '../limits.ts';
import type { ActionFields } from './action-input.ts';

/** How an action is put right: at once 立行立改, by its deadline 限期整改, or as lasting work 长期坚持. */
export const ACTION_TYPES = ['atOnce', 'byDeadline', 'lasting'] as const;

/**
 * How a field is filled in and shown: what stands there before anybody filled it in, whether that
 * is an answer, and what the input makes of something typed.
 */
const KINDS = {
  /** Several lines, read as prose: too long for "from → to". */
  prose: {
    empty: '',
    isFilled: (text: string) => text.trim() !== '',
    tidy: (text: string) => text.trim(),
  },
  person: {
    empty: '',
    isFilled: (name: string) => name.trim() !== '',
    tidy: (name: string) => name.replace(/\s+/g, ' ').trim(),
  },
  people: {
    empty: [],
    isFilled: (names: readonly string[]) => names.length >= 1 && names.length <= LIMITS.maxOwners,
    tidy: same,
  },
  /** A unit's id. */
  unit: { empty: null, isFilled: isThere, tidy: same },
  units: {
    empty: [],
    isFilled: (unitIds: readonly string[]) => unitIds.length > 0,
    tidy: same,
  },
  /** YYYY-MM-DD */
  day: { empty: null, isFilled: isThere, tidy: same },
  actionType: { empty: null, isFilled: isThere, tidy: same },
  flag: { empty: false, isFilled: (isSet: boolean) => isSet, tidy: same },
} as const;
export type FieldKind = keyof typeof KINDS;

type FieldRow = {
  readonly kind: FieldKind;
  /** Its place in the agreement gate 四明确一承诺; null when the gate does not ask for it. */
  readonly gate: number | null;
  /** Its words are found by a search. */
  readonly searched: boolean;
};

/** What a person fills in of an action, in the order of the form: one row a field. */
export const FIELDS = {
  problem: { kind: 'prose', gate: 1, searched: true },
  goal: { kind: 'prose', gate: 2, searched: true },
  measure: { kind: 'prose', gate: 4, searched: true },
  type: { kind: 'actionType', gate: null, searched: false },
  leadUnitId: { kind: 'unit', gate: 5, searched: true },
  supportUnitIds: { kind: 'units', gate: null, searched: true },
  leader: { kind: 'person', gate: 6, searched: true },
  owners: { kind: 'people', gate: 7, searched: true },
  deadline: { kind: 'day', gate: 3, searched: false },
  committed: { kind: 'flag', gate: 8, searched: false },
} as const satisfies Record<string, FieldRow>;

export type ActionFieldName = keyof typeof FIELDS;
type FieldsOfKind<Kind extends FieldKind> = {
  [Name in ActionFieldName]: (typeof FIELDS)[Name]['kind'] extends Kind ? Name : never;
}[ActionFieldName];
export type ProseField = FieldsOfKind<'prose'>;

/** In the order of the form. */
export const ACTION_FIELDS = Object.keys(FIELDS) as ActionFieldName[];

/** Of an action about which nobody said anything yet. */
export const EMPTY_ACTION_FIELDS = ofEach((name) => KINDS[FIELDS[name].kind].empty) as ActionFields;

/** Only the fields, of whatever has more. */
export function pickFields(action: Readonly<ActionFields>): ActionFields {
  return ofEach((name) => action[name]) as ActionFields;
}

/** What the input makes of fields as they were typed. */
export function tidyFields(fields: ActionFields): ActionFields {
  const tidy = ofEach((name) => (KINDS[FIELDS[name].kind].tidy as (value: unknown) => unknown)(fields[name]));
  return withoutLeadUnit(tidy as ActionFields);
}

/** The fields with those that are given; undefined: not given. */
export function withChanges(
  fields: ActionFields,
  given: { readonly [Name in ActionFieldName]?: ActionFields[Name] | undefined },
): ActionFields {
  const changed = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return withoutLeadUnit({ ...fields, ...changed });
}

/** A unit leads or supports, and is named once. */
function withoutLeadUnit(fields: ActionFields): ActionFields {
  const { leadUnitId, supportUnitIds } = fields;
  return { ...fields, supportUnitIds: [...new Set(supportUnitIds)].filter((unitId) => unitId !== leadUnitId) };
}

/** Two values of one field: texts, flags, null, or lists of texts. */
export function isSameValue(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => item === b[i]);
  return a === b;
}

export function isProse(name: ActionFieldName): name is ProseField {
  return FIELDS[name].kind === 'prose';
}

/** The fields that the gate asks for, in its order. */
export const GATE_FIELDS: readonly ActionFieldName[] = ACTION_FIELDS.filter((name) => gateOf(name) !== null).sort(
  (a, b) => (gateOf(a) ?? 0) - (gateOf(b) ?? 0),
);

/**
 * 四明确一承诺: what is still missing before an action may be agreed; empty when nothing is. A draft may
 * lack any of it; the board shows this list.
 */
export function missingForAgreement(fields: Readonly<ActionFields>): ActionFieldName[] {
  return GATE_FIELDS.filter(
    (name) => !(KINDS[FIELDS[name].kind].isFilled as (value: unknown) => boolean)(fields[name]),
  );
}

function gateOf(name: ActionFieldName): number | null {
  return FIELDS[name].gate;
}

function ofEach(make: (name: ActionFieldName) => unknown): Record<ActionFieldName, unknown> {
  return Object.fromEntries(ACTION_FIELDS.map((name) => [name, make(name)])) as Record<ActionFieldName, unknown>;
}

function isThere(value: string | null): boolean {
  return value !== null;
}

function same<Value>(value: Value): Value {
  return value;
}
