import {
  POINT_CATEGORIES,
  POINT_LEVELS,
  POINT_SOURCES,
  type PointCategory,
  type PointId,
  type PointLevel,
  type PointSource,
  toPlainText,
} from '@gongyi/domain';
import * as Y from 'yjs';
import { POINT_FIELDS, pointRecord, recordsOf, type StoredRecord } from '../records/layout.ts';
import { oneOf, storedPlace, stringOf } from '../records/stored-values.ts';

/** A point as it stands in the document at one moment. */
export type Point = {
  readonly id: PointId;
  readonly themeId: string;
  /** Page pixels of the card's top left corner. */
  readonly x: number;
  readonly y: number;
  readonly text: string;
  /** Empty when nobody may know. */
  readonly authorId: string;
  readonly author: string;
  readonly unit: string;
  readonly source: PointSource | null;
  readonly channel: string;
  readonly category: PointCategory;
  readonly level: PointLevel | null;
  /** The prompt card of its theme that drew it, from 0. */
  readonly prompt: number | null;
  /** The cluster that it names; whether that makes it a member is `readBoard`'s to say. */
  readonly clusterId: string | null;
  /** ISO 8601, by the clock of the device that made it. */
  readonly createdAt: string;
};

/**
 * The point of that id, or null when there is none or its record does not fit the layout. Never
 * throws.
 */
export function readPoint(doc: Y.Doc, id: string): Point | null {
  const record = pointRecord(doc, id);
  return record === null ? null : toPoint(id, record);
}

/** All points that fit the layout, oldest first; the same order in every replica. */
export function readPoints(doc: Y.Doc): Point[] {
  const points: Point[] = [];
  for (const id of recordsOf(doc).keys()) {
    const point = readPoint(doc, id);
    if (point !== null) points.push(point);
  }
  return points.sort(comparePoints);
}

/** The text of a point for editors that follow each keystroke. Null when there is no such point. */
export function pointText(doc: Y.Doc, id: string): Y.Text | null {
  const text = pointRecord(doc, id)?.get(POINT_FIELDS.text);
  return text instanceof Y.Text ? text : null;
}

/** Oldest first; equal instants by id, so that every replica sorts alike. */
export function comparePoints(a: Aged, b: Aged): number {
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? -1 : 1;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}

type Aged = { readonly id: string; readonly createdAt: string };

function toPoint(id: string, record: StoredRecord): Point | null {
  const text = record.get(POINT_FIELDS.text);
  const place = storedPlace(record.get(POINT_FIELDS.place));
  const createdAt = record.get(POINT_FIELDS.createdAt);
  if (!(text instanceof Y.Text) || place === null || typeof createdAt !== 'string') return null;
  const [themeId, x, y] = place;
  return {
    id: id as PointId,
    themeId,
    x,
    y,
    text: toPlainText(text.toString()),
    authorId: stringOf(record, POINT_FIELDS.authorId),
    author: stringOf(record, POINT_FIELDS.author),
    unit: stringOf(record, POINT_FIELDS.unit),
    source: oneOf(POINT_SOURCES, record.get(POINT_FIELDS.source)),
    channel: stringOf(record, POINT_FIELDS.channel),
    category: oneOf(POINT_CATEGORIES, record.get(POINT_FIELDS.category)) ?? 'problem',
    level: oneOf(POINT_LEVELS, record.get(POINT_FIELDS.level)),
    prompt: promptOf(record),
    clusterId: stringOf(record, POINT_FIELDS.cluster) || null,
    createdAt,
  };
}

function promptOf(record: StoredRecord): number | null {
  const value = record.get(POINT_FIELDS.prompt);
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : null;
}
