import { STROKE_COLORS, STROKE_WIDTHS, type StrokeColor, type StrokeId, type StrokeWidth } from '@gongyi/domain';
import type * as Y from 'yjs';
import { comparePoints } from '../model/point.ts';
import { recordsOf, STROKE_FIELDS, strokeRecord } from '../records/layout.ts';
import { oneOf, storedPath, stringOf } from '../records/stored-values.ts';

/** A line drawn by hand, as long as it exists the same. */
export type Stroke = {
  readonly id: StrokeId;
  /**
   * Whole page pixels: x and y of the first point, then of each next one how far it is from the one
   * before. One point is a dot.
   */
  readonly path: readonly number[];
  readonly color: StrokeColor;
  readonly width: StrokeWidth;
  /** Empty when nobody may know. */
  readonly authorId: string;
  /** ISO 8601, by the clock of the device that drew it. */
  readonly createdAt: string;
};

/**
 * The stroke of that id, or null when there is none or its record does not fit the layout. Never
 * throws.
 */
export function readStroke(doc: Y.Doc, id: string): Stroke | null {
  const record = strokeRecord(doc, id);
  if (record === null) return null;
  const path = storedPath(record.get(STROKE_FIELDS.path));
  const createdAt = record.get(STROKE_FIELDS.createdAt);
  if (path === null || typeof createdAt !== 'string') return null;
  return {
    id: id as StrokeId,
    path,
    color: oneOf(STROKE_COLORS, record.get(STROKE_FIELDS.color)) ?? 'ink',
    width: oneOf(STROKE_WIDTHS, record.get(STROKE_FIELDS.width)) ?? 'fine',
    authorId: stringOf(record, STROKE_FIELDS.authorId),
    createdAt,
  };
}

/**
 * All strokes that fit the layout in the order in which they were drawn, so that the later ones lie
 * on top; the same in every replica.
 */
export function readStrokes(doc: Y.Doc): Stroke[] {
  const strokes: Stroke[] = [];
  for (const id of recordsOf(doc).keys()) {
    const stroke = readStroke(doc, id);
    if (stroke !== null) strokes.push(stroke);
  }
  return strokes.sort(comparePoints);
}
