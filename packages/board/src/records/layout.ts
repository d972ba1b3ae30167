import * as Y from 'yjs';

/**
 * How a session's Y.Doc is laid out. This is the only file that names its keys: whatever else reads
 * or writes the document goes through the constants below, so a change of layout is a change of one
 * file (and a migration of stored documents).
 *
 * ```
 * records: Y.Map
 *   <record id>: Y.Map
 *     kind       'point'
 *     text       Y.Text     two people typing in one card both keep their characters
 *     place      [themeId, x, y]   ONE value: of two moves at once, one wins whole
 *     authorId   string     participant or account; left out when there is none
 *     author     string     name as shown; left out when empty
 *     unit       string     left out when empty
 *     source     PointSource; left out when unknown
 *     channel    string     left out when empty
 *     category   PointCategory; a problem, when left out
 *     level      PointLevel; left out when unknown
 *     prompt     number     the theme's prompt card that drew it, from 0; left out when none did
 *     cluster    string     id of the cluster that it is merged into; left out when none
 *     createdAt  string     ISO 8601
 *   <record id>: Y.Map
 *     kind       'cluster'
 *     title      Y.Text     empty: the first member's words stand for it
 *     place      [themeId, x, y]
 *     authorId, author, createdAt   who merged, and when
 *   <record id>: Y.Map
 *     kind       'stroke'
 *     path       [x, y, dx, dy, …]   page pixels: where the line begins, and how far to the next
 *     color      StrokeColor
 *     width      StrokeWidth
 *     createdAt  string     ISO 8601
 *     authorId   string     left out when there is none; no name, because nobody signs a line
 * ```
 *
 * Which points a cluster has stands on the points alone, so a point is in one cluster at most,
 * whoever merges what at the same moment, and nothing of it is copied. A cluster of fewer than two
 * points is none: its point, if any, stands at its own place.
 *
 * A stroke is made whole in one transaction and never changed: it is drawn, erased, and brought
 * back by undo.
 *
 * The order of a record's fields has no meaning. Records of another kind, or that do not fit, are
 * skipped by readers.
 */
export const RECORDS = 'records';

export const KIND = 'kind';
export const POINT_KIND = 'point';
export const CLUSTER_KIND = 'cluster';
export const STROKE_KIND = 'stroke';

/** Of points and clusters alike. */
export const PLACE = 'place';

export const POINT_FIELDS = {
  text: 'text',
  place: PLACE,
  authorId: 'authorId',
  author: 'author',
  unit: 'unit',
  source: 'source',
  channel: 'channel',
  category: 'category',
  level: 'level',
  prompt: 'prompt',
  cluster: 'cluster',
  createdAt: 'createdAt',
} as const;

export const CLUSTER_FIELDS = {
  title: 'title',
  place: PLACE,
  authorId: 'authorId',
  author: 'author',
  createdAt: 'createdAt',
} as const;

export const STROKE_FIELDS = {
  path: 'path',
  color: 'color',
  width: 'width',
  createdAt: 'createdAt',
  authorId: 'authorId',
} as const;

/**
 * The value of the field `place`: theme, then page pixels of the card's top left corner, whole
 * numbers.
 */
export type StoredPlace = readonly [themeId: string, x: number, y: number];

/** Cards and lines further out than this are malformed: a canvas cannot draw them precisely. */
export const MAX_COORDINATE = 1_000_000;

/**
 * Other clients write the document too, so nothing about a record's content may be taken for
 * granted.
 */
export type StoredRecord = Y.Map<unknown>;

export function recordsOf(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap(RECORDS);
}

/** The record of that id, if it is a point. Its other fields are unchecked. */
export function pointRecord(doc: Y.Doc, id: string): StoredRecord | null {
  return recordOfKind(doc, id, POINT_KIND);
}

/** The record of that id, if it is a cluster. Its other fields are unchecked. */
export function clusterRecord(doc: Y.Doc, id: string): StoredRecord | null {
  return recordOfKind(doc, id, CLUSTER_KIND);
}

/** The record of that id, if it is a stroke. Its other fields are unchecked. */
export function strokeRecord(doc: Y.Doc, id: string): StoredRecord | null {
  return recordOfKind(doc, id, STROKE_KIND);
}

/**
 * Whether it is a stroke, or was one until the transaction that is being observed deleted it: what
 * it held is collected afterwards.
 */
export function isOrWasStroke(record: unknown): boolean {
  if (!(record instanceof Y.Map)) return false;
  const content = record._map.get(KIND)?.content;
  return content instanceof Y.ContentAny && content.arr.at(-1) === STROKE_KIND;
}

function recordOfKind(doc: Y.Doc, id: string, kind: string): StoredRecord | null {
  const record = recordsOf(doc).get(id);
  return record instanceof Y.Map && record.get(KIND) === kind ? record : null;
}
