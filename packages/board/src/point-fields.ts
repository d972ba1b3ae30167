import { LIMITS, POINT_SOURCES } from '@gongyi/domain';
import { KIND, MAX_COORDINATE, POINT_FIELDS, POINT_KIND } from './layout.ts';

/** What a field of a stored point may hold, for whoever must judge what others write before it enters the document. */
export type PointFieldRule = {
  /** Given when the point is made, and the same for as long as it exists. The characters of a text change; which text it is does not. */
  readonly isLasting: boolean;
  /** Without it the record is no point. */
  readonly isRequired: boolean;
  /** For fields with a plain value. */
  readonly accepts: (value: unknown) => boolean;
};

/** A Map and not an object: keys come from the network, and `__proto__` is a key of every object. */
export const POINT_FIELD_RULES: ReadonlyMap<string, PointFieldRule> = new Map<string, PointFieldRule>([
  [KIND, { isLasting: true, isRequired: true, accepts: (value) => value === POINT_KIND }],
  // Holds a Y.Text, which is no plain value.
  [POINT_FIELDS.text, { isLasting: true, isRequired: true, accepts: () => false }],
  [POINT_FIELDS.place, { isLasting: false, isRequired: true, accepts: isStorablePlace }],
  [POINT_FIELDS.createdAt, { isLasting: true, isRequired: true, accepts: isInstant }],
  [POINT_FIELDS.authorId, { isLasting: true, isRequired: false, accepts: isWords(LIMITS.idChars) }],
  [POINT_FIELDS.author, { isLasting: true, isRequired: false, accepts: isWords(LIMITS.personNameChars) }],
  [POINT_FIELDS.unit, { isLasting: false, isRequired: false, accepts: isWords(LIMITS.unitNameChars) }],
  [POINT_FIELDS.channel, { isLasting: false, isRequired: false, accepts: isWords(LIMITS.channelChars) }],
  [
    POINT_FIELDS.source,
    { isLasting: false, isRequired: false, accepts: (value) => POINT_SOURCES.some((source) => source === value) },
  ],
]);

/** Whether a record may have this id: symbols of `newId`, and nothing that an object already has a member of. */
export function isStorablePointId(id: string): boolean {
  return id.length <= LIMITS.idChars && /^[\w-]+$/.test(id) && !(id in Object.prototype);
}

function isWords(maxChars: number) {
  return (value: unknown) => typeof value === 'string' && value !== '' && value.length <= maxChars;
}

function isInstant(value: unknown): boolean {
  return typeof value === 'string' && value.length <= 40 && !Number.isNaN(Date.parse(value));
}

function isStorablePlace(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 3) return false;
  const [themeId, x, y] = value as unknown[];
  return isWords(LIMITS.idChars)(themeId) && isStorableCoordinate(x) && isStorableCoordinate(y);
}

function isStorableCoordinate(value: unknown): boolean {
  return Number.isInteger(value) && Math.abs(value as number) <= MAX_COORDINATE;
}
