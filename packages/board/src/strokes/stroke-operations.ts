import { newId, type StrokeColor, type StrokeId, type StrokeWidth } from '@gongyi/domain';
import * as Y from 'yjs';
import { OWN_EDIT } from '../edits/point-operations.ts';
import { KIND, recordsOf, STROKE_FIELDS, STROKE_KIND, type StoredRecord, strokeRecord } from '../records/layout.ts';
import { setOrLeaveOut, storedPath } from '../records/stored-values.ts';

/** What a person draws. */
export type StrokeDraft = {
  /** A new one, when left out. */
  readonly id?: StrokeId;
  /** As in `Stroke`; at most `LIMITS.strokePoints` points, so a longer line is several strokes. */
  readonly path: readonly number[];
  readonly color: StrokeColor;
  readonly width: StrokeWidth;
  readonly authorId: string;
  /** ISO 8601; now, when left out. */
  readonly createdAt?: string;
};

/** Draws a line that is finished. Throws RangeError when nobody could read its path. */
export function addStroke(doc: Y.Doc, draft: StrokeDraft, origin: unknown = OWN_EDIT): StrokeId {
  if (storedPath(draft.path) === null) throw new RangeError('a path is pairs of whole numbers that stay on the canvas');
  const id = draft.id ?? newId<StrokeId>();
  doc.transact(() => {
    const record: StoredRecord = new Y.Map();
    // Attached first: reading a Y type that has no document yet warns and sees nothing.
    recordsOf(doc).set(id, record);
    record.set(KIND, STROKE_KIND);
    record.set(STROKE_FIELDS.path, [...draft.path]);
    record.set(STROKE_FIELDS.color, draft.color);
    record.set(STROKE_FIELDS.width, draft.width);
    record.set(STROKE_FIELDS.createdAt, draft.createdAt ?? new Date().toISOString());
    setOrLeaveOut(record, STROKE_FIELDS.authorId, draft.authorId);
  }, origin);
  return id;
}

/** Ids that are gone already, or are no strokes, are passed over. */
export function deleteStrokes(doc: Y.Doc, ids: Iterable<string>, origin: unknown = OWN_EDIT): void {
  doc.transact(() => {
    for (const id of ids) {
      if (strokeRecord(doc, id) !== null) recordsOf(doc).delete(id);
    }
  }, origin);
}
