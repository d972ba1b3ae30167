import { readFile } from 'node:fs/promises';
import type { Download } from '@playwright/test';
import ExcelJS from 'exceljs';

/** A list as somebody finds it who opens the file. */
export type ExportedList = { readonly headers: readonly string[]; readonly rows: readonly (readonly string[])[] };

/** Above the headers stand the title and the day. */
const HEADER_ROW = 3;

/** Opens the downloaded workbook. Throws when a cell is a formula or a deadline is not a date. */
export async function openXlsx(download: Download): Promise<ExportedList & { readonly title: string }> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(await download.path());
  const sheet = workbook.worksheets[0];
  if (sheet === undefined) throw new Error('the workbook has no sheet');
  const lines: string[][] = [];
  sheet.eachRow({ includeEmpty: true }, (row) => {
    lines.push(Array.from({ length: sheet.columnCount }, (_, index) => shownIn(row.getCell(index + 1))));
  });
  const [headers = [], ...rows] = lines.slice(HEADER_ROW - 1);
  return { title: lines[0]?.[0] ?? '', headers, rows };
}

function shownIn(cell: ExcelJS.Cell): string {
  const { value } = cell;
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().replace(/T00:00:00\.000Z$/, '');
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new Error(`${cell.address} holds something that is not a text, a number or a day: ${JSON.stringify(value)}`);
}

/**
 * Reads the downloaded CSV file as RFC 4180; the byte order mark is the first character of `mark`.
 */
export async function openCsv(download: Download): Promise<ExportedList & { readonly mark: string }> {
  const file = await readFile(await download.path(), 'utf8');
  const [headers = [], ...rows] = parseCsv(file.slice(1));
  return { mark: file.slice(0, 1), headers, rows };
}

function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    if (end === '' && row.length === 0) break;
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
