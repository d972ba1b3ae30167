import { newId, type PointCategory, type PointId, type PointLevel, type PointSource } from '@gongyi/domain';
import * as Y from 'yjs';
import type { ThemeArea } from '../geometry/theme-areas.ts';
import { pointText } from '../model/point.ts';
import { replaceText } from '../model/replace-text.ts';
import { readCards } from '../readings/read-board.ts';
import { KIND, POINT_FIELDS, POINT_KIND, pointRecord, recordsOf, type StoredRecord } from '../records/layout.ts';
import { setOrLeaveOut, writePlace } from '../records/stored-values.ts';
import { freePlace } from './free-place.ts';

/**
 * The origin of the transactions below unless the caller names another: what this page's own person
 * does. `createUndo` takes back the edits of one origin only.
 */
export const OWN_EDIT = Symbol('own edit');

/** What a person gives when writing a point. Empty strings and null mean "not given". */
export type PointDraft = {
  /** A new one, when left out. Given by whom may have to add the same point again. */
  readonly id?: PointId;
  readonly themeId: string;
  readonly text: string;
  readonly authorId: string;
  readonly author: string;
  readonly unit?: string;
  readonly source?: PointSource | null;
  readonly channel?: string;
  readonly category?: PointCategory | null;
  readonly level?: PointLevel | null;
  /** The prompt card of its theme that drew it, from 0. */
  readonly prompt?: number | null;
  /** ISO 8601; now, when left out. */
  readonly createdAt?: string;
};

/** The top left corner of a card, page pixels, in a theme. */
export type PointPlace = {
  readonly themeId: string;
  readonly x: number;
  readonly y: number;
};

/** What may be put right later. Name and unit stay those of who wrote it. */
export type PointDetails = {
  readonly source?: PointSource | null;
  readonly channel?: string;
  readonly category?: PointCategory | null;
  readonly level?: PointLevel | null;
  readonly prompt?: number | null;
};

/** Adds a point at a place that the person chose. */
export function addPoint(
  doc: Y.Doc,
  draft: PointDraft & { readonly x: number; readonly y: number },
  origin: unknown = OWN_EDIT,
): PointId {
  const id = draft.id ?? newId<PointId>();
  doc.transact(() => {
    const record: StoredRecord = new Y.Map();
    // Attached first: reading a Y type that has no document yet warns and sees nothing.
    recordsOf(doc).set(id, record);
    record.set(KIND, POINT_KIND);
    const text = new Y.Text();
    record.set(POINT_FIELDS.text, text);
    replaceText(text, draft.text);
    writePlace(record, draft);
    record.set(POINT_FIELDS.createdAt, draft.createdAt ?? new Date().toISOString());
    setOrLeaveOut(record, POINT_FIELDS.authorId, draft.authorId);
    setOrLeaveOut(record, POINT_FIELDS.author, draft.author);
    setOrLeaveOut(record, POINT_FIELDS.unit, draft.unit ?? '');
    writeDetails(record, draft);
  }, origin);
  return id;
}

/** Adds a point at the first free place of its theme. Throws when `areas` has no such theme. */
export function addPointToTheme(
  doc: Y.Doc,
  draft: PointDraft,
  areas: readonly ThemeArea[],
  origin: unknown = OWN_EDIT,
): PointId {
  return addPoint(doc, { ...draft, ...freePlace(areas, draft.themeId, readCards(doc)) }, origin);
}

/**
 * Replaces what differs, so that what others type in the same card stays. False when the point is
 * gone.
 */
export function editPointText(doc: Y.Doc, id: string, text: string, origin: unknown = OWN_EDIT): boolean {
  const stored = pointText(doc, id);
  if (stored === null) return false;
  doc.transact(() => replaceText(stored, text), origin);
  return true;
}

/**
 * Fields left out stay as they are; an empty string or null clears (`category`: back to a problem).
 * False when the point is gone.
 */
export function setPointDetails(doc: Y.Doc, id: string, details: PointDetails, origin: unknown = OWN_EDIT): boolean {
  const record = pointRecord(doc, id);
  if (record === null) return false;
  doc.transact(() => writeDetails(record, details), origin);
  return true;
}

/** Moves a card. False when the point is gone. */
export function placePoint(doc: Y.Doc, id: string, place: PointPlace, origin: unknown = OWN_EDIT): boolean {
  const record = pointRecord(doc, id);
  if (record === null) return false;
  doc.transact(() => writePlace(record, place), origin);
  return true;
}

/**
 * Moves a card to the first free place of a theme. False when the point is gone; throws when
 * `areas` has no such theme.
 */
export function movePointToTheme(
  doc: Y.Doc,
  id: string,
  themeId: string,
  areas: readonly ThemeArea[],
  origin: unknown = OWN_EDIT,
): boolean {
  const others = readCards(doc).filter((card) => card.id !== id);
  return placePoint(doc, id, { themeId, ...freePlace(areas, themeId, others) }, origin);
}

/** Ids that are gone already, or are no points, are passed over. */
export function deletePoints(doc: Y.Doc, ids: Iterable<string>, origin: unknown = OWN_EDIT): void {
  doc.transact(() => {
    for (const id of ids) {
      if (pointRecord(doc, id) !== null) recordsOf(doc).delete(id);
    }
  }, origin);
}

const DETAILS = ['source', 'channel', 'category', 'level', 'prompt'] as const;

function writeDetails(record: StoredRecord, details: PointDetails): void {
  for (const detail of DETAILS) {
    const value = details[detail];
    if (value !== undefined) setOrLeaveOut(record, POINT_FIELDS[detail], value);
  }
}
