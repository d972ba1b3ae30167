import { LIMITS, POINT_CATEGORIES, POINT_LEVELS, POINT_SOURCES, STROKE_COLORS, STROKE_WIDTHS } from '@gongyi/domain';
import {
  CLUSTER_FIELDS,
  CLUSTER_KIND,
  KIND,
  MAX_COORDINATE,
  POINT_FIELDS,
  POINT_KIND,
  STROKE_FIELDS,
  STROKE_KIND,
} from './layout.ts';
import { storedPath } from './stored-values.ts';

/**
 * What a field of a stored record may hold, for whoever must judge what others write before it
 * enters the document.
 */
export type FieldRule = {
  /**
   * Given when the record is made, and the same for as long as it exists. The characters of a text
   * change; which text it is does not.
   */
  readonly isLasting: boolean;
  /** Without it the record is none of its kind. */
  readonly isRequired: boolean;
  /** For fields with a plain value. */
  readonly accepts: (value: unknown) => boolean;
};

/** What a record of one kind is made of. */
export type RecordKind = {
  /** Maps and not objects: keys come from the network, and `__proto__` is a key of every object. */
  readonly fields: ReadonlyMap<string, FieldRule>;
  /** The field that holds its one Y.Text, and how long that may be; null when it has none. */
  readonly textField: string | null;
  readonly maxTextChars: number;
};

const LASTING = { isLasting: true, isRequired: true } as const;
const GIVEN_ONCE = { isLasting: true, isRequired: false } as const;
const DETAIL = { isLasting: false, isRequired: false } as const;
/** Holds a Y.Text, which is no plain value. */
const TEXT: FieldRule = { ...LASTING, accepts: () => false };
const PLACE: FieldRule = { isLasting: false, isRequired: true, accepts: isStorablePlace };

const POINT: RecordKind = {
  textField: POINT_FIELDS.text,
  maxTextChars: LIMITS.storedPointTextChars,
  fields: new Map<string, FieldRule>([
    [KIND, { ...LASTING, accepts: (value) => value === POINT_KIND }],
    [POINT_FIELDS.text, TEXT],
    [POINT_FIELDS.place, PLACE],
    [POINT_FIELDS.createdAt, { ...LASTING, accepts: isInstant }],
    [POINT_FIELDS.authorId, { ...GIVEN_ONCE, accepts: isWords(LIMITS.idChars) }],
    [POINT_FIELDS.author, { ...GIVEN_ONCE, accepts: isWords(LIMITS.personNameChars) }],
    [POINT_FIELDS.unit, { ...GIVEN_ONCE, accepts: isWords(LIMITS.unitNameChars) }],
    [POINT_FIELDS.channel, { ...DETAIL, accepts: isWords(LIMITS.channelChars) }],
    [POINT_FIELDS.source, { ...DETAIL, accepts: isOneOf(POINT_SOURCES) }],
    [POINT_FIELDS.category, { ...DETAIL, accepts: isOneOf(POINT_CATEGORIES) }],
    [POINT_FIELDS.level, { ...DETAIL, accepts: isOneOf(POINT_LEVELS) }],
    [POINT_FIELDS.prompt, { ...DETAIL, accepts: isPromptIndex }],
    [POINT_FIELDS.cluster, { ...DETAIL, accepts: (value) => typeof value === 'string' && isStorableId(value) }],
  ]),
};

const CLUSTER: RecordKind = {
  textField: CLUSTER_FIELDS.title,
  maxTextChars: LIMITS.storedClusterTitleChars,
  fields: new Map<string, FieldRule>([
    [KIND, { ...LASTING, accepts: (value) => value === CLUSTER_KIND }],
    [CLUSTER_FIELDS.title, TEXT],
    [CLUSTER_FIELDS.place, PLACE],
    [CLUSTER_FIELDS.createdAt, { ...LASTING, accepts: isInstant }],
    [CLUSTER_FIELDS.authorId, { ...GIVEN_ONCE, accepts: isWords(LIMITS.idChars) }],
    [CLUSTER_FIELDS.author, { ...GIVEN_ONCE, accepts: isWords(LIMITS.personNameChars) }],
  ]),
};

const STROKE: RecordKind = {
  textField: null,
  maxTextChars: 0,
  fields: new Map<string, FieldRule>([
    [KIND, { ...LASTING, accepts: (value) => value === STROKE_KIND }],
    [STROKE_FIELDS.path, { ...LASTING, accepts: (value) => storedPath(value) !== null }],
    [STROKE_FIELDS.color, { ...LASTING, accepts: isOneOf(STROKE_COLORS) }],
    [STROKE_FIELDS.width, { ...LASTING, accepts: isOneOf(STROKE_WIDTHS) }],
    [STROKE_FIELDS.createdAt, { ...LASTING, accepts: isInstant }],
    [STROKE_FIELDS.authorId, { ...GIVEN_ONCE, accepts: isWords(LIMITS.idChars) }],
  ]),
};

export const RECORD_KINDS: ReadonlyMap<unknown, RecordKind> = new Map<unknown, RecordKind>([
  [POINT_KIND, POINT],
  [CLUSTER_KIND, CLUSTER],
  [STROKE_KIND, STROKE],
]);

/**
 * Whether a record may have this id: symbols of `newId`, and nothing that an object already has a
 * member of.
 */
export function isStorableId(id: string): boolean {
  return id.length <= LIMITS.idChars && /^[\w-]+$/.test(id) && !(id in Object.prototype);
}

function isWords(maxChars: number) {
  return (value: unknown) => typeof value === 'string' && value !== '' && value.length <= maxChars;
}

function isOneOf(words: readonly string[]) {
  return (value: unknown) => words.some((word) => word === value);
}

function isPromptIndex(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) < LIMITS.promptsPerTheme;
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
