import type { AgreedList } from './agreed-list.ts';

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * What a spreadsheet would take for a formula when it opens a CSV file: =, +, -, @ and | in either width, also after white
 * space, and a cell that begins with a tab or a line break, which some programs skip.
 */
const FORMULA_LIKE = /^[\s\u3000]*[=+\-@|＝＋－＠｜]|^[\t\r\n]/;
const SIGNED_NUMBER = /^[+-]\d+(\.\d+)?$/;

/**
 * The list as RFC 4180 with a byte order mark (without it Excel reads Chinese in the local code page) and CRLF. Cells that look
 * like a formula get an apostrophe in front; whoever imports the file takes it off again. CSV cannot hide a column, so the
 * action's number is the last visible one. Days are `2026-06-30`, which every spreadsheet reads as a date.
 */
export function writeCsv(list: AgreedList): string {
  const head = list.columns.map((column) => csvCell(column.header));
  const body = list.rows.map((row) => list.columns.map((column) => csvCell(String(row[column.key] ?? ''))));
  return BYTE_ORDER_MARK + [head, ...body].map((cells) => `${cells.join(',')}\r\n`).join('');
}

function csvCell(text: string): string {
  const safe = FORMULA_LIKE.test(text) && !SIGNED_NUMBER.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
