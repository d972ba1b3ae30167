import { INTAKE_FIELDS, type IntakeField, type IntakeRow } from './intake-row.ts';
import { type NamedTheme, recogniseTheme } from './recognise-theme.ts';
import { recogniseCategory, recogniseLevel } from './recognise-words.ts';

/** Which column of the sheet is which field, from 0. A column is one field at most. */
export type Columns = Readonly<Partial<Record<IntakeField, number>>>;

/** A sheet as a table: where its header is, what it says, and what its columns seem to be. */
export type Table = {
  /** Index of the header row; -1 when there is none. */
  readonly headerRow: number;
  /** One for each column; empty where the header says nothing. */
  readonly headers: readonly string[];
  readonly columns: Columns;
};

/** A title, a day and a note may stand above the header. */
const HEADER_WITHIN_ROWS = 15;
const LOOKED_AT_ROWS = 200;
/** A header is a word; a sentence is a point. */
const HEADER_MAX_CHARS = 20;

/** Words of headers, for reading and never shown; the first of a line are the surest. */
const HEADER_WORDS: Readonly<Record<IntakeField, readonly string[]>> = {
  text: [
    '要点内容',
    '问题内容',
    '存在问题',
    '具体问题',
    '问题描述',
    '意见建议',
    '意见内容',
    '要点',
    '内容',
    '问题线索',
    '问题',
    '意见',
    '建议',
    '描述',
    '事项',
    'text',
    'content',
    'point',
    'problem',
    'issue',
    'description',
    'comment',
    'suggestion',
    'opinion',
    'feedback',
  ],
  theme: ['主题', '专题', '领域', '所属主题', '类别', '分类', '板块', 'theme', 'topic', 'area', 'column', 'group'],
  source: ['来源', '问题来源', '查摆方式', 'source', 'origin'],
  channel: ['渠道', '征集渠道', '途径', '方式', 'channel', 'via', 'medium'],
  unit: [
    '单位',
    '部门',
    '提出单位',
    '所在单位',
    '科室',
    '村居',
    'unit',
    'department',
    'organisation',
    'organization',
    'office',
  ],
  proposer: [
    '提出人',
    '姓名',
    '反映人',
    '填报人',
    '联系人',
    '署名',
    'proposer',
    'name',
    'author',
    'person',
    'submitted by',
  ],
  category: ['类型', '种类', '性质', '要点类型', 'type', 'category', 'kind'],
  level: ['层级', '层面', '级别', '对象', 'level', 'layer', 'scope'],
  time: ['时间', '日期', '提出时间', '填报时间', 'time', 'date', 'created', 'submitted'],
};

/** Columns that are never a field, though their header has such a word in it. */
const NO_FIELD = /序号|编号|^no\.?$|^#$|电话|手机|整改|措施|时限|责任|牵头|备注|phone|deadline|remark/i;

export function readTable(rows: readonly (readonly string[])[], themes: readonly NamedTheme[]): Table {
  const headerRow = headerRowOf(rows);
  const width = rows.slice(0, LOOKED_AT_ROWS).reduce((most, { length }) => Math.max(most, length), 0);
  const headers = Array.from({ length: width }, (_, column) => (rows[headerRow]?.[column] ?? '').replace(/\s+/g, ' '));
  const sample = rows.slice(headerRow + 1, headerRow + 1 + LOOKED_AT_ROWS);
  const columns = headerRow === -1 ? {} : columnsByHeader(headers);
  return { headerRow, headers, columns: withText(byContent(columns, sample, themes), headers, sample) };
}

/** The rows beneath the header in which anything stands. Numbers count as the spreadsheet does. */
export function rowsOf(rows: readonly (readonly string[])[], headerRow: number, columns: Columns): IntakeRow[] {
  const taken: IntakeRow[] = [];
  for (const [index, original] of rows.entries()) {
    if (index <= headerRow || original.every((cell) => cell === '')) continue;
    const cells: Partial<Record<IntakeField, string>> = {};
    for (const field of INTAKE_FIELDS) {
      const column = columns[field];
      if (column !== undefined) cells[field] = original[column] ?? '';
    }
    taken.push({ number: index + 1, cells, original });
  }
  return taken;
}

/** How surely a header names a field; 0 when it does not. */
function likeness(header: string, field: IntakeField): number {
  const asked = header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s*（）()：:]/g, '');
  if (asked === '' || asked.length > HEADER_MAX_CHARS) return 0;
  const words = HEADER_WORDS[field].map((word) => word.replace(/\s/g, ''));
  const exact = words.indexOf(asked);
  if (exact !== -1) return 1_000 - exact;
  if (NO_FIELD.test(asked)) return 0;
  // What a compound ends with is what it is: 问题来源 is a source.
  const last = words.find((word) => asked.endsWith(word));
  if (last !== undefined) return 500 + last.length;
  const within = words.find((word) => asked.includes(word));
  return within === undefined ? 0 : 100 + within.length;
}

function headerRowOf(rows: readonly (readonly string[])[]): number {
  let best = { row: -1, score: 0 };
  for (const [row, cells] of rows.slice(0, HEADER_WITHIN_ROWS).entries()) {
    const filled = cells.filter((cell) => cell !== '');
    const named = INTAKE_FIELDS.filter((field) => filled.some((cell) => likeness(cell, field) > 0)).length;
    const isExact = filled.some((cell) => INTAKE_FIELDS.some((field) => likeness(cell, field) > 900));
    const areWords = filled.every((cell) => cell.length <= HEADER_MAX_CHARS);
    // One word that happens to look like a header is a point; alone it must be exactly that.
    const score = (named >= 2 || (named === 1 && isExact)) && areWords ? named * 10 + filled.length : 0;
    if (score > best.score) best = { row, score };
  }
  return best.row;
}

/** The surest pairs first. */
function columnsByHeader(headers: readonly string[]): Columns {
  const pairs = headers.flatMap((header, column) =>
    INTAKE_FIELDS.map((field) => ({ column, field, score: likeness(header, field) })).filter(({ score }) => score > 0),
  );
  const columns: Partial<Record<IntakeField, number>> = {};
  const taken = new Set<number>();
  for (const { column, field } of pairs.sort((a, b) => b.score - a.score || a.column - b.column)) {
    if (columns[field] !== undefined || taken.has(column)) continue;
    columns[field] = column;
    taken.add(column);
  }
  return columns;
}

/** 类别 may be the theme, or whether it is a problem; what stands beneath decides. */
function byContent(columns: Columns, sample: readonly (readonly string[])[], themes: readonly NamedTheme[]): Columns {
  const shareOf = (column: number | undefined, isMeant: (cell: string) => boolean): number => {
    const cells = sample.map((row) => row[column ?? -1] ?? '').filter((cell) => cell !== '');
    return cells.length === 0 ? 0 : cells.filter(isMeant).length / cells.length;
  };
  const isTheme = (cell: string) => recogniseTheme(cell, themes) !== null;
  const isCategory = (cell: string) => cell.length <= 6 && recogniseCategory(cell) !== null;
  const isLevel = (cell: string) => cell.length <= 6 && recogniseLevel(cell) !== null;
  const guessed = { ...columns };
  const { theme, category } = columns;
  if (
    theme !== undefined &&
    category === undefined &&
    shareOf(theme, isCategory) > 0.5 &&
    shareOf(theme, isTheme) < 0.5
  ) {
    guessed.theme = undefined;
    guessed.category = theme;
  } else if (
    category !== undefined &&
    theme === undefined &&
    shareOf(category, isTheme) > 0.5 &&
    shareOf(category, isCategory) < 0.5
  ) {
    guessed.category = undefined;
    guessed.theme = category;
  } else if (
    category !== undefined &&
    columns.level === undefined &&
    shareOf(category, isLevel) > 0.8 &&
    shareOf(category, isCategory) < 0.2
  ) {
    guessed.category = undefined;
    guessed.level = category;
  }
  return guessed;
}

/** Without a header for it, the points are where the longest texts are. */
function withText(columns: Columns, headers: readonly string[], sample: readonly (readonly string[])[]): Columns {
  if (columns.text !== undefined) return columns;
  const taken = new Set(Object.values(columns));
  let longest = { column: -1, chars: 0 };
  for (const column of headers.keys()) {
    if (taken.has(column)) continue;
    const chars = sample.reduce((sum, row) => sum + (row[column] ?? '').length, 0);
    if (chars > longest.chars) longest = { column, chars };
  }
  return longest.column === -1 ? columns : { ...columns, text: longest.column };
}
