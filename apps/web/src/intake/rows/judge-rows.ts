import type { RecordTrace } from '@gongyi/board';
import {
  INBOX_THEME_ID,
  LIMITS,
  type PointCategory,
  type PointId,
  type PointLevel,
  type PointSource,
} from '@gongyi/domain';
import type { CommonFields, IntakeRow } from './intake-row.ts';
import { type PointContent, pointIdOf } from './point-id-of.ts';
import { readTime } from './read-time.ts';
import { type NamedTheme, recogniseTheme } from './recognise-theme.ts';
import { channelBehindSource, recogniseCategory, recogniseLevel, recogniseSource } from './recognise-words.ts';

/** A point as it will be written. */
export type IntakePoint = {
  readonly id: PointId;
  readonly themeId: string;
  readonly text: string;
  readonly source: PointSource | null;
  readonly channel: string;
  readonly unit: string;
  readonly author: string;
  readonly category: PointCategory;
  readonly level: PointLevel | null;
  /** ISO 8601; null when the row says nothing of it that can be read. */
  readonly createdAt: string | null;
};

/** Why a row is left out. `sameText` and `deleted` are left out unless the person wants them. */
export type RowProblem =
  | { readonly kind: 'empty' | 'there' | 'deleted' | 'sameText' | 'removed' }
  | {
      readonly kind: 'tooLong';
      readonly field: 'text' | 'channel' | 'unit' | 'proposer';
      readonly limit: number;
      readonly count: number;
    };

/** What somebody may want to look at in a row that is imported nevertheless. */
export type RowNote =
  | {
      readonly kind: 'themeUnknown' | 'sourceUnknown' | 'categoryUnknown' | 'levelUnknown' | 'timeUnknown';
      readonly words: string;
    }
  | { readonly kind: 'repeated' };

export type JudgedRow = {
  readonly row: IntakeRow;
  readonly point: IntakePoint;
  /** Null: it is imported. */
  readonly problem: RowProblem | null;
  readonly notes: readonly RowNote[];
};

export type RowEdits = ReadonlyMap<number, IntakeRow['cells']>;

export type Circumstances = {
  readonly sessionId: string;
  readonly themes: readonly NamedTheme[];
  readonly common: CommonFields;
  /** Nobody is named in the document then, whatever the file says. */
  readonly anonymous: boolean;
  /** What the person changed in rows, and which they took out. */
  readonly edits: RowEdits;
  readonly removed: ReadonlySet<number>;
  /** Whether rows come in that were deleted before, or whose words are there already. */
  readonly wanted: { readonly deleted: boolean; readonly sameText: boolean };
  readonly traceOf: (id: string) => RecordTrace;
  /** Of the points that are there, by `plainText`. */
  readonly texts: ReadonlySet<string>;
  readonly now: number;
};

// Tab and line feed are text; other controls, and halves of symbols, are not. Never changed, for
// `toPlainText` neither: the ids of points hang on it, by which a file is known again.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what this looks for
const NO_TEXT = /[\u0000-\u0008\u000B-\u001F\u007F\uFEFF]|\p{Surrogate}/gu;

/** For comparing the words of two points: without spaces and width. */
export function plainText(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '');
}

/**
 * What becomes of each row, and why. Pure: the same rows under the same circumstances become the
 * same points with the same ids.
 */
export function judgeRows(rows: readonly IntakeRow[], circumstances: Circumstances): JudgedRow[] {
  const occurrences = new Map<string, number>();
  const written = new Set<string>();
  return rows.map((row) => {
    // The id stands for the row as the file has it, so that what was changed by hand is known
    // again, too.
    const original = contentOf(row.cells, circumstances);
    const key = JSON.stringify([original.text, original.unit, original.author]);
    const occurrence = (occurrences.get(key) ?? 0) + 1;
    occurrences.set(key, occurrence);
    const id = pointIdOf(circumstances.sessionId, original, occurrence);
    const { point, notes } = readRow(id, { ...row.cells, ...circumstances.edits.get(row.number) }, circumstances);
    const problem = problemOf(row, point, circumstances);
    const words = plainText(point.text);
    const isRepeated = problem === null && written.has(words);
    if (problem === null) written.add(words);
    return { row, point, problem, notes: isRepeated ? [...notes, { kind: 'repeated' }] : notes };
  });
}

function contentOf(cells: IntakeRow['cells'], { common, anonymous }: Circumstances): PointContent {
  return {
    text: multiline(cells.text),
    unit: anonymous ? '' : line(cells.unit) || common.unit,
    author: anonymous ? '' : line(cells.proposer) || common.proposer,
  };
}

function readRow(id: PointId, cells: IntakeRow['cells'], circumstances: Circumstances) {
  const { common, themes, now } = circumstances;
  const notes: RowNote[] = [];
  const said = <Meaning>(
    field: 'theme' | 'source' | 'category' | 'level' | 'time',
    read: (words: string) => Meaning | null,
    otherwise: Meaning,
  ): Meaning => {
    const words = line(cells[field]);
    if (words === '') return otherwise;
    const meaning = read(words);
    if (meaning === null) notes.push({ kind: `${field}Unknown`, words });
    return meaning ?? otherwise;
  };
  const point: IntakePoint = {
    id,
    ...contentOf(cells, circumstances),
    themeId: said('theme', (words) => themeOf(words, themes), common.themeId),
    source: said<PointSource | null>('source', recogniseSource, common.source),
    category: said('category', recogniseCategory, common.category),
    level: said<PointLevel | null>('level', recogniseLevel, common.level),
    channel: line(cells.channel) || (channelBehindSource(line(cells.source)) ?? common.channel),
    createdAt: said<string | null>('time', (words) => readTime(words, now), null),
  };
  return { point, notes };
}

/** A paste and the page's own editor give ids, files give words. */
function themeOf(words: string, themes: readonly NamedTheme[]): string | null {
  if (words === INBOX_THEME_ID || themes.some(({ id }) => id === words)) return words;
  return recogniseTheme(words, themes);
}

function problemOf(row: IntakeRow, point: IntakePoint, circumstances: Circumstances): RowProblem | null {
  const { removed, wanted, traceOf, texts } = circumstances;
  if (removed.has(row.number)) return { kind: 'removed' };
  if (point.text === '') return { kind: 'empty' };
  const long = tooLong(point);
  if (long !== null) return long;
  const trace = traceOf(point.id);
  if (trace === 'there') return { kind: 'there' };
  if (trace === 'deleted' && !wanted.deleted) return { kind: 'deleted' };
  if (!wanted.sameText && texts.has(plainText(point.text))) return { kind: 'sameText' };
  return null;
}

function tooLong({ text, channel, unit, author }: IntakePoint): RowProblem | null {
  const lengths = [
    ['text', text.length, LIMITS.pointTextChars],
    ['channel', channel.length, LIMITS.channelChars],
    ['unit', unit.length, LIMITS.unitNameChars],
    ['proposer', author.length, LIMITS.personNameChars],
  ] as const;
  const found = lengths.find(([, count, limit]) => count > limit);
  return found === undefined ? null : { kind: 'tooLong', field: found[0], count: found[1], limit: found[2] };
}

function line(cell: string | undefined): string {
  return (cell ?? '').replace(NO_TEXT, '').replace(/\s+/g, ' ').trim();
}

function multiline(cell: string | undefined): string {
  return (cell ?? '').replace(/\r\n?/g, '\n').replace(NO_TEXT, '').trim();
}
