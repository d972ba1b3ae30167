import { buffer } from 'node:stream/consumers';
import { escapeXml } from './escape-xml.ts';
import { createXlsxStyles, type XlsxFont, type XlsxStyles } from './xlsx-styles.ts';
import { createXlsxTexts, type XlsxTexts } from './xlsx-texts.ts';
import { zipChunks } from './zip-chunks.ts';

export type { XlsxFont } from './xlsx-styles.ts';
export { XLSX_CELL_CHARS } from './xlsx-texts.ts';

/**
 * One cell of a sheet. A text is always a text: it never becomes a formula, a number, a date or a
 * link.
 */
export type XlsxCell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number }
  /** YYYY-MM-DD */
  | { readonly kind: 'day'; readonly day: string };

export type XlsxRow = {
  readonly cells: readonly XlsxCell[];
  readonly heightPt: number;
  readonly font: XlsxFont;
  readonly align: 'left' | 'center' | 'right';
  readonly bordered: boolean;
  /** The first cell is spread over all visible columns. */
  readonly spread: boolean;
};

/**
 * What a document wants of a spreadsheet; how a workbook is written is known from this file on
 * only.
 */
export type XlsxSheet = {
  readonly name: string;
  readonly title: string;
  readonly columns: readonly { readonly widthMm: number; readonly hidden: boolean; readonly center: boolean }[];
  readonly rows: readonly XlsxRow[];
  /**
   * Rows from the top that stay in sight, and of which the last one is repeated on every printed
   * page.
   */
  readonly headRows: number;
  readonly footer: string;
  readonly createdAt: Date;
};

/** The same, of rows that come page by page and are not kept. */
export type XlsxPagedSheet = Omit<XlsxSheet, 'rows'> & {
  readonly pages: Iterable<readonly XlsxRow[]> | AsyncIterable<readonly XlsxRow[]>;
};

/**
 * The landscape margins of an official document, in millimetres: they leave 225 mm for the table.
 */
const MARGINS_MM = { left: 37, right: 35, top: 28, bottom: 26, header: 15, footer: 15 } as const;
const A4 = 9;
const MM_PER_INCH = 25.4;
const DAY_MS = 86_400_000;
/** Excel counts days from here, since it takes 1900 for a leap year. */
const DAY_ZERO = Date.UTC(1899, 11, 30);

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006';
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The sheet as the bytes of an .xlsx file, all of it in memory: for a few rows. */
export function writeXlsxSheet({ rows, ...sheet }: XlsxSheet): Promise<Buffer> {
  return buffer(streamXlsxSheet({ ...sheet, pages: [rows] }));
}

/**
 * The sheet as the bytes of an .xlsx file, A4 landscape, made as it is read: a page of rows is
 * asked for when the one before has been taken, and none is kept.
 */
export function streamXlsxSheet(sheet: XlsxPagedSheet): AsyncGenerator<Buffer, void, undefined> {
  const styles = createXlsxStyles();
  const texts = createXlsxTexts();
  const part = (name: string, xml: () => string) => ({ name, content: () => [XML + xml()] });
  return zipChunks([
    part('[Content_Types].xml', contentTypesXml),
    part('_rels/.rels', rootRelationsXml),
    part('docProps/app.xml', appPropertiesXml),
    part('docProps/core.xml', () => corePropertiesXml(sheet)),
    part('xl/workbook.xml', () => workbookXml(sheet)),
    part('xl/_rels/workbook.xml.rels', workbookRelationsXml),
    { name: 'xl/worksheets/sheet1.xml', content: () => sheetXml(sheet, styles, texts) },
    // What the cells named.
    part('xl/styles.xml', styles.toXml),
    part('xl/sharedStrings.xml', texts.toXml),
  ]);
}

async function* sheetXml(sheet: XlsxPagedSheet, styles: XlsxStyles, texts: XlsxTexts): AsyncGenerator<string> {
  const visible = sheet.columns.findLastIndex((column) => !column.hidden) + 1;
  const spreads: number[] = [];
  let number = 0;
  yield XML + sheetHeadXml(sheet);
  for await (const rows of sheet.pages) {
    let xml = '';
    for (const row of rows) {
      number += 1;
      if (row.spread) spreads.push(number);
      xml += rowXml(row, { number, visible, sheet, styles, texts });
    }
    yield xml;
  }
  yield sheetFootXml(
    sheet,
    spreads.map((row) => `<mergeCell ref="A${row}:${columnName(visible)}${row}"/>`),
  );
}

function rowXml(
  { cells, heightPt, font, align, bordered, spread }: XlsxRow,
  at: {
    readonly number: number;
    /** Columns in sight. */
    readonly visible: number;
    readonly sheet: XlsxPagedSheet;
    readonly styles: XlsxStyles;
    readonly texts: XlsxTexts;
  },
): string {
  const { number, visible, sheet, styles, texts } = at;
  let xml = `<row r="${number}" ht="${heightPt}" customHeight="1">`;
  // The cells that a spread one covers have its look as well, and nothing in them.
  const count = spread ? Math.max(cells.length, visible) : cells.length;
  for (let position = 0; position < count; position++) {
    const content = cells[spread ? 0 : position];
    if (content === undefined) continue;
    const style = styles.idOf({
      font,
      numberFormat: NUMBER_FORMATS[content.kind],
      align: sheet.columns[position]?.center && !spread ? 'center' : align,
      bordered,
    });
    const covered = spread && position > 0;
    xml += cellXml(`r="${columnName(position + 1)}${number}" s="${style}"`, covered ? EMPTY : content, texts);
  }
  return `${xml}</row>`;
}

const EMPTY: XlsxCell = { kind: 'text', text: '' };

/** '@' keeps a text a text when somebody edits the cell in Excel later. */
const NUMBER_FORMATS = { text: '@', number: '0', day: 'yyyy-mm-dd' } as const satisfies Record<
  XlsxCell['kind'],
  string
>;

function cellXml(attributes: string, content: XlsxCell, texts: XlsxTexts): string {
  switch (content.kind) {
    case 'text': {
      if (content.text === '') return `<c ${attributes}/>`;
      const { type, xml } = texts.cellOf(content.text);
      return `<c ${attributes} t="${type}">${xml}</c>`;
    }
    case 'number':
      return `<c ${attributes}><v>${content.value}</v></c>`;
    case 'day':
      return `<c ${attributes}><v>${(Date.parse(`${content.day}T00:00:00Z`) - DAY_ZERO) / DAY_MS}</v></c>`;
  }
}

function sheetHeadXml({ columns, headRows }: XlsxPagedSheet): string {
  const cols = columns.map(
    ({ widthMm, hidden }, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${columnWidth(widthMm)}"${hidden ? ' hidden="1"' : ''} customWidth="1"/>`,
  );
  return (
    `<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>` +
    '<sheetViews><sheetView showGridLines="0" workbookViewId="0">' +
    `<pane ySplit="${headRows}" topLeftCell="A${headRows + 1}" activePane="bottomLeft" state="frozen"/>` +
    '<selection pane="bottomLeft"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>' +
    `<cols>${cols.join('')}</cols><sheetData>`
  );
}

function sheetFootXml({ footer }: XlsxPagedSheet, merged: readonly string[]): string {
  const margins = Object.entries(MARGINS_MM).map(([side, mm]) => `${side}="${mm / MM_PER_INCH}"`);
  return (
    '</sheetData>' +
    (merged.length === 0 ? '' : `<mergeCells count="${merged.length}">${merged.join('')}</mergeCells>`) +
    `<pageMargins ${margins.join(' ')}/>` +
    `<pageSetup paperSize="${A4}" orientation="landscape" fitToWidth="1" fitToHeight="0"/>` +
    `<headerFooter><oddFooter>${escapeXml(`&C${footer}`)}</oddFooter></headerFooter></worksheet>`
  );
}

function workbookXml({ name, headRows }: XlsxPagedSheet): string {
  // Within quotes, one that belongs to the name is doubled.
  const titles = `'${name.replaceAll("'", "''")}'!$${headRows}:$${headRows}`;
  return (
    `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}/relationships">` +
    `<sheets><sheet name="${escapeXml(name)}" sheetId="1" r:id="rId1"/></sheets>` +
    `<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">${escapeXml(titles)}</definedName></definedNames>` +
    '</workbook>'
  );
}

function corePropertiesXml({ title, createdAt }: XlsxPagedSheet): string {
  const day = `${createdAt.toISOString().slice(0, 19)}Z`;
  const moments = ['created', 'modified'].map(
    (when) => `<dcterms:${when} xsi:type="dcterms:W3CDTF">${day}</dcterms:${when}>`,
  );
  return (
    `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"` +
    ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    `<dc:title>${escapeXml(title)}</dc:title><dc:creator>Gongyi</dc:creator><cp:lastModifiedBy>Gongyi</cp:lastModifiedBy>` +
    `${moments.join('')}</cp:coreProperties>`
  );
}

/** As exceljs had it: spreadsheets make allowances by program, and they know this one. */
function appPropertiesXml(): string {
  return (
    `<Properties xmlns="${OFFICE}/extended-properties">` +
    '<Application>Microsoft Excel</Application><AppVersion>16.0300</AppVersion></Properties>'
  );
}

function contentTypesXml(): string {
  const types = {
    '/xl/workbook.xml': `${SHEET_TYPE}.sheet.main+xml`,
    '/xl/worksheets/sheet1.xml': `${SHEET_TYPE}.worksheet+xml`,
    '/xl/styles.xml': `${SHEET_TYPE}.styles+xml`,
    '/xl/sharedStrings.xml': `${SHEET_TYPE}.sharedStrings+xml`,
    '/docProps/core.xml': 'application/vnd.openxmlformats-package.core-properties+xml',
    '/docProps/app.xml': 'application/vnd.openxmlformats-officedocument.extended-properties+xml',
  };
  return (
    `<Types xmlns="${PACKAGE}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    `${Object.entries(types)
      .map(([name, type]) => `<Override PartName="${name}" ContentType="${type}"/>`)
      .join('')}</Types>`
  );
}

function rootRelationsXml(): string {
  return relationsXml([
    [`${OFFICE}/relationships/officeDocument`, 'xl/workbook.xml'],
    [`${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'],
    [`${OFFICE}/relationships/extended-properties`, 'docProps/app.xml'],
  ]);
}

function workbookRelationsXml(): string {
  return relationsXml([
    [`${OFFICE}/relationships/worksheet`, 'worksheets/sheet1.xml'],
    [`${OFFICE}/relationships/styles`, 'styles.xml'],
    [`${OFFICE}/relationships/sharedStrings`, 'sharedStrings.xml'],
  ]);
}

function relationsXml(relations: readonly (readonly [type: string, target: string])[]): string {
  const items = relations.map(
    ([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}/relationships">${items.join('')}</Relationships>`;
}

/** A for 1, Z for 26, AA for 27. */
function columnName(number: number): string {
  const last = String.fromCharCode(65 + ((number - 1) % 26));
  return number <= 26 ? last : columnName(Math.floor((number - 1) / 26)) + last;
}

/** Excel's unit: the width of a "0" of the default font (7 px at 96 dpi) plus 5 px. */
function columnWidth(widthMm: number): number {
  const width = Math.round((((widthMm / MM_PER_INCH) * 96 - 5) / 7) * 100) / 100;
  // exceljs, by which the files may be read, takes 9 for "not said".
  return width === 9 ? 9.01 : width;
}
