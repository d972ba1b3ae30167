import { isDay } from '../day.ts';
import { LIMITS } from '../limits.ts';
import type { ActionState } from './action-states.ts';
import type { ActionView } from './action-view.ts';

const SUMMARY_KEYS = [
  'id',
  'campaignId',
  'themeId',
  'number',
  'place',
  'state',
  'stateBefore',
  'problem',
  'leadUnitId',
  'supportUnitIds',
  'leader',
  'owners',
  'deadline',
  'missing',
  'version',
  'mayMove',
] as const satisfies readonly (keyof ActionView)[];

/**
 * An action as it stands in a list, without what only its own page shows; of its problem the
 * beginning.
 */
export type ActionSummary = Pick<ActionView, (typeof SUMMARY_KEYS)[number]>;

/** The problem is cut between characters, with … for what is left out. */
export function toSummary(action: ActionSummary): ActionSummary {
  const picked = Object.fromEntries(SUMMARY_KEYS.map((key) => [key, action[key]])) as ActionSummary;
  const { problem } = action;
  if (problem.length <= LIMITS.summaryChars) return picked;
  return { ...picked, problem: `${problem.slice(0, LIMITS.summaryChars - 1).replace(/[\uD800-\uDBFF]$/, '')}…` };
}

export type ActionPage = {
  readonly rows: readonly ActionSummary[];
  /** Null when there is no more. */
  readonly next: string | null;
};

/** Of each state: all of the campaign's, and those that the filters leave. */
export type ActionCounts = Readonly<Record<ActionState, { readonly all: number; readonly shown: number }>>;

/**
 * Where a row stands in an order. It names no row, so the row may be gone when the next page is
 * asked for.
 */
export type CursorPlace = { readonly deadline: string | null; readonly position: number; readonly number: number };

export function writeCursor({ deadline, position, number }: CursorPlace): string {
  return `${deadline ?? ''}.${position}.${number}`;
}

/** Null for what `writeCursor` did not write. */
export function readCursor(cursor: string): CursorPlace | null {
  const [, day = '', position, number] = /^(\d{4}-\d\d-\d\d)?\.(\d{1,9})\.(\d{1,9})$/.exec(cursor) ?? [];
  if (position === undefined || (day !== '' && !isDay(day))) return null;
  return { deadline: day === '' ? null : day, position: Number(position), number: Number(number) };
}
