import { buffer } from 'node:stream/consumers';
import type { Language } from '@gongyi/locale';
import { messages as en } from '@gongyi/locale/en';
import { messages as zh } from '@gongyi/locale/zh-CN';
import type { AgreedList, AgreedListColumn, AgreedListHead, AgreedListRow, PagedAgreedList } from './agreed-list.ts';
import { estimateRowHeightPt } from './estimate-row-height.ts';
import { streamXlsxSheet, type XlsxCell, type XlsxFont, type XlsxRow } from './xlsx-sheet.ts';

/**
 * The typefaces of official documents; where one is not installed the spreadsheet takes its own.
 */
const FONTS = {
  'zh-CN': { title: '方正小标宋简体', head: '黑体', body: '仿宋_GB2312' },
  en: { title: 'Times New Roman', head: 'Times New Roman', body: 'Times New Roman' },
} as const satisfies Record<Language, { title: string; head: string; body: string }>;

const TITLE_SIZE_PT = 20;
const BODY_SIZE_PT = 10;
const TITLE_HEIGHT_PT = 40;

/** Row 1 the title, row 2 the day, row 3 the headers, and from row 4 on one row an action. */
export const XLSX_HEAD_ROWS = 3;

/**
 * The list as the bytes of an .xlsx file, made as they are read. The deadline is a real date cell
 * shown as `2026-06-30`, so that it sorts and filters as a date in any language of Excel;
 * everything else is text (see xlsx-sheet.ts), and 序号 a number.
 */
export function streamXlsx(list: PagedAgreedList): AsyncGenerator<Buffer, void, undefined> {
  return streamPages(list, list.pages);
}

/** The same of a list that is in memory. */
export function writeXlsx(list: AgreedList): Promise<Buffer> {
  return buffer(streamPages(list, [list.rows]));
}

function streamPages(
  list: AgreedListHead,
  pages: Iterable<readonly AgreedListRow[]> | AsyncIterable<readonly AgreedListRow[]>,
): AsyncGenerator<Buffer, void, undefined> {
  const words = (list.language === 'en' ? en : zh).forms.agreedList;
  const bodyFont: XlsxFont = { name: FONTS[list.language].body, sizePt: BODY_SIZE_PT, bold: false };
  async function* toRows() {
    yield headRows(list, bodyFont);
    for await (const rows of pages) yield rows.map((row) => bodyRow(row, list.columns, bodyFont));
  }
  return streamXlsxSheet({
    name: list.sheet,
    title: list.title,
    columns: list.columns.map(({ key, widthMm, hidden }) => ({ widthMm, hidden, center: !LONG_TEXTS.has(key) })),
    pages: toRows(),
    headRows: XLSX_HEAD_ROWS,
    footer: words.pageFooter.replace('{{page}}', '&P').replace('{{pages}}', '&N'),
    createdAt: new Date(`${list.day}T00:00:00Z`),
  });
}

function headRows(list: AgreedListHead, bodyFont: XlsxFont): XlsxRow[] {
  const fonts = FONTS[list.language];
  const bold = list.language === 'en';
  const headers = list.columns.map((column) => ({ text: column.header, widthMm: column.widthMm }));
  return [
    spreadRow(list.title, { name: fonts.title, sizePt: TITLE_SIZE_PT, bold }, 'center'),
    spreadRow(list.asOf, bodyFont, 'right'),
    {
      cells: headers.map(({ text }) => ({ kind: 'text', text })),
      heightPt: estimateRowHeightPt(headers, BODY_SIZE_PT),
      font: { name: fonts.head, sizePt: BODY_SIZE_PT, bold },
      align: 'center',
      bordered: true,
      spread: false,
    },
  ];
}

/** Read as prose, from the left; the short columns are centred. */
const LONG_TEXTS: ReadonlySet<keyof AgreedListRow> = new Set(['problem', 'goal', 'measure']);

function spreadRow(text: string, font: XlsxFont, align: 'center' | 'right'): XlsxRow {
  const heightPt = font.sizePt === TITLE_SIZE_PT ? TITLE_HEIGHT_PT : estimateRowHeightPt([], font.sizePt);
  return { cells: [{ kind: 'text', text }], heightPt, font, align, bordered: false, spread: true };
}

function bodyRow(row: AgreedListRow, columns: readonly AgreedListColumn[], font: XlsxFont): XlsxRow {
  const texts = columns
    .filter((column) => column.kind === 'text' && !column.hidden)
    .map((column) => ({ text: String(row[column.key] ?? ''), widthMm: column.widthMm }));
  return {
    cells: columns.map((column) => cellOf(row, column)),
    heightPt: estimateRowHeightPt(texts, font.sizePt),
    font,
    align: 'left',
    bordered: true,
    spread: false,
  };
}

function cellOf(row: AgreedListRow, column: AgreedListColumn): XlsxCell {
  if (column.kind === 'serial') return { kind: 'number', value: row.serial };
  if (column.kind === 'day')
    return row.deadline === null ? { kind: 'text', text: '' } : { kind: 'day', day: row.deadline };
  return { kind: 'text', text: String(row[column.key] ?? '') };
}
