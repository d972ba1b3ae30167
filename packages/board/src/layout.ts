import * as Y from 'yjs';

/**
 * How a session's Y.Doc is laid out. This is the only file that names its keys: whatever else reads or writes the document
 * goes through the constants below, so a change of layout is a change of one file (and a migration of stored documents).
 *
 * ```
 * records: Y.Map
 *   <record id>: Y.Map
 *     kind       'point'
 *     text       Y.Text     two people typing in one card both keep their characters
 *     place      [themeId, x, y]   ONE value: of two moves at once, one wins whole; never x of one and y of the other
 *     authorId   string     participant or account; left out when there is none
 *     author     string     name as shown; left out when empty
 *     unit       string     left out when empty
 *     source     PointSource; left out when unknown
 *     channel    string     left out when empty
 *     createdAt  string     ISO 8601
 * ```
 *
 * The order of a record's fields has no meaning. Records of another kind, or that do not fit, are skipped by readers.
 */
export const RECORDS = 'records';

export const KIND = 'kind';
export const POINT_KIND = 'point';

export const POINT_FIELDS = {
  text: 'text',
  place: 'place',
  authorId: 'authorId',
  author: 'author',
  unit: 'unit',
  source: 'source',
  channel: 'channel',
  createdAt: 'createdAt',
} as const;

/** The value of the field `place`: theme, then page pixels of the card's top left corner, whole numbers. */
export type StoredPlace = readonly [themeId: string, x: number, y: number];

/** Cards further out than this are malformed: a canvas cannot draw them precisely. */
export const MAX_COORDINATE = 1_000_000;

/** Other clients write the document too, so nothing about a record's content may be taken for granted. */
export type StoredRecord = Y.Map<unknown>;

export function recordsOf(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap(RECORDS);
}

/** The record of that id, if it is a point. Its other fields are unchecked. */
export function pointRecord(doc: Y.Doc, id: string): StoredRecord | null {
  const record = recordsOf(doc).get(id);
  return record instanceof Y.Map && record.get(KIND) === POINT_KIND ? record : null;
}
