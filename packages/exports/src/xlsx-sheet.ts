import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import ExcelJS from 'exceljs';

/** One cell of a sheet. A text is always a text: it never becomes a formula, a number, a date or a link. */
export type XlsxCell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number }
  /** YYYY-MM-DD */
  | { readonly kind: 'day'; readonly day: string };

export type XlsxFont = { readonly name: string; readonly sizePt: number; readonly bold: boolean };

export type XlsxRow = {
  readonly cells: readonly XlsxCell[];
  readonly heightPt: number;
  readonly font: XlsxFont;
  readonly align: 'left' | 'center' | 'right';
  readonly bordered: boolean;
  /** The first cell is spread over all visible columns. */
  readonly spread: boolean;
};

/** What a document wants of a spreadsheet; the library that writes it is named in this file only. */
export type XlsxSheet = {
  readonly name: string;
  readonly title: string;
  readonly columns: readonly { readonly widthMm: number; readonly hidden: boolean; readonly center: boolean }[];
  readonly rows: readonly XlsxRow[];
  /** Rows from the top that stay in sight, and of which the last one is repeated on every printed page. */
  readonly headRows: number;
  readonly footer: string;
  readonly createdAt: Date;
};

/** Excel's limit on the text of one cell, in UTF-16 units. */
export const XLSX_CELL_CHARS = 32_767;

/** The landscape margins of an official document, in millimetres: they leave 225 mm for the table. */
const MARGINS_MM = { left: 37, right: 35, top: 28, bottom: 26, header: 15, footer: 15 } as const;
const A4 = 9;
const MM_PER_INCH = 25.4;

/**
 * The sheet as the bytes of an .xlsx file, A4 landscape. Rows go through exceljs's streaming writer, which stays under 200 MB
 * where its other writer takes a gigabyte. Shared strings, because the streaming writer's other way of writing a text drops
 * leading blanks.
 */
export async function writeXlsxSheet(sheet: XlsxSheet): Promise<Buffer> {
  const stream = new PassThrough();
  const bytes = buffer(stream);
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: true });
  workbook.creator = 'Gongyi';
  workbook.lastModifiedBy = 'Gongyi';
  workbook.created = sheet.createdAt;
  workbook.modified = sheet.createdAt;
  workbook.title = sheet.title;

  const worksheet = workbook.addWorksheet(sheet.name, {
    views: [{ state: 'frozen', xSplit: 0, ySplit: sheet.headRows, showGridLines: false }],
    pageSetup: {
      paperSize: A4,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `${sheet.headRows}:${sheet.headRows}`,
      margins: {
        left: MARGINS_MM.left / MM_PER_INCH,
        right: MARGINS_MM.right / MM_PER_INCH,
        top: MARGINS_MM.top / MM_PER_INCH,
        bottom: MARGINS_MM.bottom / MM_PER_INCH,
        header: MARGINS_MM.header / MM_PER_INCH,
        footer: MARGINS_MM.footer / MM_PER_INCH,
      },
    },
    headerFooter: { oddFooter: `&C${sheet.footer}` },
  });
  worksheet.columns = sheet.columns.map(({ widthMm, hidden }) => ({ width: columnWidth(widthMm), hidden }));

  const visible = sheet.columns.findLastIndex((column) => !column.hidden) + 1;
  for (const [index, { cells, heightPt, font, align, bordered, spread }] of sheet.rows.entries()) {
    const row = worksheet.getRow(index + 1);
    row.height = heightPt;
    for (const [position, content] of cells.entries()) {
      const cell = row.getCell(position + 1);
      writeCell(cell, content);
      cell.font = { name: font.name, size: font.sizePt, bold: font.bold };
      cell.alignment = {
        wrapText: true,
        vertical: 'middle',
        horizontal: sheet.columns[position]?.center && !spread ? 'center' : align,
      };
      if (bordered) cell.border = THIN_BORDER;
    }
    if (spread) worksheet.mergeCells(index + 1, 1, index + 1, visible);
    row.commit();
  }
  worksheet.commit();
  await workbook.commit();
  return bytes;
}

const THIN: Partial<ExcelJS.Border> = { style: 'thin', color: { argb: 'FF000000' } };
const THIN_BORDER: Partial<ExcelJS.Borders> = { top: THIN, left: THIN, bottom: THIN, right: THIN };

function writeCell(cell: ExcelJS.Cell, content: XlsxCell): void {
  switch (content.kind) {
    case 'text':
      // '@' keeps it a text when somebody edits the cell in Excel later.
      cell.numFmt = '@';
      cell.value = content.text === '' ? null : escapeText(content.text);
      return;
    case 'number':
      cell.numFmt = '0';
      cell.value = content.value;
      return;
    case 'day':
      // Midnight UTC: exceljs counts days in UTC, so any other time of day could move the date.
      cell.numFmt = 'yyyy-mm-dd';
      cell.value = new Date(`${content.day}T00:00:00Z`);
      return;
  }
}

/** A literal `_x000D_` would be read as the character it names (ECMA-376, ST_Xstring), so its underscore is written as one. */
function escapeText(text: string): string {
  const clipped = text.length > XLSX_CELL_CHARS ? `${clip(text, XLSX_CELL_CHARS - 1)}…` : text;
  return clipped.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
}

function clip(text: string, chars: number): string {
  // Never between the halves of a pair.
  const end = text.codePointAt(chars - 1);
  return text.slice(0, end !== undefined && end > 0xffff ? chars - 1 : chars);
}

/** Excel's unit: the width of a "0" of the default font (7 px at 96 dpi) plus 5 px. exceljs drops a width of exactly 9. */
function columnWidth(widthMm: number): number {
  const width = Math.round((((widthMm / MM_PER_INCH) * 96 - 5) / 7) * 100) / 100;
  return width === 9 ? 9.01 : width;
}
