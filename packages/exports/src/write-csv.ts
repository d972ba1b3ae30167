import type { AgreedList, AgreedListColumn, AgreedListRow, PagedAgreedList } from './agreed-list.ts';

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * What a spreadsheet would take for a formula when it opens a CSV file: =, +, -, @ and | in either
 * width, also after white space and what cannot be seen, and a cell that begins with a tab or a
 * line break, which some programs skip.
 */
const FORMULA_LIKE = /^[\s\u3000\u0085\p{Cf}]*[=+\-@|＝＋－＠｜−]|^[\t\r\n]/u;
const SIGNED_NUMBER = /^[+-]\d+(\.\d+)?$/;

/**
 * The list as RFC 4180 with a byte order mark (without it Excel reads Chinese in the local code
 * page) and CRLF. Cells that look like a formula get an apostrophe in front; whoever imports the
 * file takes it off again. CSV cannot hide a column, so the action's number is the last visible
 * one. Days are `2026-06-30`, which every spreadsheet reads as a date.
 */
export async function* streamCsv({ columns, pages }: PagedAgreedList): AsyncGenerator<string, void, undefined> {
  yield csvHead(columns);
  for await (const rows of pages) yield csvRows(rows, columns);
}

/** The same of a list that is in memory. */
export function writeCsv({ columns, rows }: AgreedList): string {
  return csvHead(columns) + csvRows(rows, columns);
}

function csvHead(columns: readonly AgreedListColumn[]): string {
  return BYTE_ORDER_MARK + csvLine(columns.map(({ header }) => header));
}

function csvRows(rows: readonly AgreedListRow[], columns: readonly AgreedListColumn[]): string {
  return rows.map((row) => csvLine(columns.map(({ key }) => String(row[key] ?? '')))).join('');
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(text: string): string {
  const safe = FORMULA_LIKE.test(text) && !SIGNED_NUMBER.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
