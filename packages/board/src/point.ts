import { POINT_SOURCES, type PointId, type PointSource } from '@gongyi/domain';
import * as Y from 'yjs';
import { MAX_COORDINATE, POINT_FIELDS, pointRecord, recordsOf, type StoredPlace, type StoredRecord } from './layout.ts';

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
  /** ISO 8601, by the clock of the device that made it. */
  readonly createdAt: string;
};

/** The point of that id, or null when there is none or its record does not fit the layout. Never throws. */
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
export function comparePoints(a: Point, b: Point): number {
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? -1 : 1;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}

function toPoint(id: string, record: StoredRecord): Point | null {
  const text = record.get(POINT_FIELDS.text);
  const place = record.get(POINT_FIELDS.place);
  const createdAt = record.get(POINT_FIELDS.createdAt);
  if (!(text instanceof Y.Text) || !isPlace(place) || typeof createdAt !== 'string') return null;
  const [themeId, x, y] = place;
  return {
    id: id as PointId,
    themeId,
    x,
    y,
    text: text.toString(),
    authorId: stringOf(record, POINT_FIELDS.authorId),
    author: stringOf(record, POINT_FIELDS.author),
    unit: stringOf(record, POINT_FIELDS.unit),
    source: sourceOf(record),
    channel: stringOf(record, POINT_FIELDS.channel),
    createdAt,
  };
}

function isPlace(value: unknown): value is StoredPlace {
  if (!Array.isArray(value) || value.length !== 3) return false;
  const [themeId, x, y] = value as unknown[];
  return typeof themeId === 'string' && themeId !== '' && isCoordinate(x) && isCoordinate(y);
}

function isCoordinate(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= MAX_COORDINATE;
}

function stringOf(record: StoredRecord, field: string): string {
  const value = record.get(field);
  return typeof value === 'string' ? value : '';
}

/** A source that this version does not know is shown as none rather than hiding the point. */
function sourceOf(record: StoredRecord): PointSource | null {
  const value = record.get(POINT_FIELDS.source);
  return POINT_SOURCES.find((source) => source === value) ?? null;
}
