import { LIMITS, toPlainText } from '@gongyi/domain';
import { MAX_COORDINATE, PLACE, type StoredPlace, type StoredRecord } from './layout.ts';

/** The value of a field `place`, or null when it is none. */
export function storedPlace(value: unknown): StoredPlace | null {
  if (!Array.isArray(value) || value.length !== 3) return null;
  const [themeId, x, y] = value as unknown[];
  if (typeof themeId !== 'string' || themeId === '' || !isCoordinate(x) || !isCoordinate(y)) return null;
  return [themeId, x, y];
}

function isCoordinate(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= MAX_COORDINATE;
}

/**
 * The value of a stroke's field `path`, or null when it is none: pairs of whole numbers that stay
 * on the canvas.
 */
export function storedPath(value: unknown): readonly number[] | null {
  if (!Array.isArray(value) || value.length === 0 || value.length % 2 !== 0) return null;
  if (value.length > LIMITS.strokePoints * 2) return null;
  const at: [x: number, y: number] = [0, 0];
  for (const [index, step] of (value as unknown[]).entries()) {
    if (!Number.isInteger(step)) return null;
    const axis = index % 2 === 0 ? 0 : 1;
    at[axis] += step as number;
    if (!isCoordinate(at[axis])) return null;
  }
  return value as number[];
}

/**
 * Empty when there is none. Words that people see come out as `toPlainText` has them, whoever wrote
 * them.
 */
export function stringOf(record: StoredRecord, field: string): string {
  const value = record.get(field);
  return typeof value === 'string' ? toPlainText(value) : '';
}

/** A word that this version does not know is shown as none rather than hiding the record. */
export function oneOf<T extends string>(words: readonly T[], value: unknown): T | null {
  return words.find((word) => word === value) ?? null;
}

type Place = { readonly themeId: string; readonly x: number; readonly y: number };

/** For the field `place`. Throws RangeError when a coordinate is not finite. */
export function writePlace(record: StoredRecord, { themeId, x, y }: Place): void {
  record.set(PLACE, [themeId, toCoordinate(x), toCoordinate(y)]);
}

function toCoordinate(value: number): number {
  if (!Number.isFinite(value)) throw new RangeError('a coordinate must be a finite number');
  return Math.round(Math.max(-MAX_COORDINATE, Math.min(MAX_COORDINATE, value)));
}

export function setOrLeaveOut(record: StoredRecord, field: string, given: string | number | null | undefined): void {
  const value = typeof given === 'string' ? toPlainText(given) : given;
  if (value !== null && value !== undefined && value !== '') {
    // Writing what is there already would be an edit that others must take, and that could undo
    // theirs.
    if (record.get(field) !== value) record.set(field, value);
  } else if (record.has(field)) record.delete(field);
}
