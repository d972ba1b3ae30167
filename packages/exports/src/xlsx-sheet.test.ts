import { inflateRawSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { buildAgreedList } from './agreed-list.ts';
import { anAction, aSource } from './test/agreed-list-fixture.ts';
import { writeXlsx } from './write-xlsx.ts';
import { writeXlsxSheet, XLSX_CELL_CHARS, type XlsxCell } from './xlsx-sheet.ts';

async function read(bytes: Buffer): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  // exceljs's types know only the Buffer of older Node typings.
  await workbook.xlsx.load(bytes as unknown as ExcelJS.Buffer);
  return workbook;
}

function sheetOf(workbook: ExcelJS.Workbook): ExcelJS.Worksheet {
  const [sheet] = workbook.worksheets;
  if (sheet === undefined) throw new Error('there is no sheet');
  return sheet;
}

const CREATED = new Date('2026-04-01T00:00:00Z');
/** One row of these cells, in columns of 20 mm, the last one out of sight. */
function fileOf(cells: readonly XlsxCell[], widthsMm: readonly number[] = cells.map(() => 20)): Promise<Buffer> {
  const font = { name: 'Serif', sizePt: 10, bold: false };
  const row = { heightPt: 20, font, align: 'right', bordered: true, spread: false } as const;
  return writeXlsxSheet({
    name: '表',
    title: '标题',
    columns: widthsMm.map((widthMm, index) => ({
      widthMm,
      hidden: index > 0 && index === widthsMm.length - 1,
      center: index === 0,
    })),
    rows: [
      { ...row, cells },
      { ...row, cells: [{ kind: 'text', text: '通栏' }], bordered: false, spread: true },
    ],
    headRows: 1,
    footer: '第 &P 页',
    createdAt: CREATED,
  });
}

async function rowOf(cells: readonly XlsxCell[], widthsMm?: readonly number[]): Promise<ExcelJS.Worksheet> {
  return sheetOf(await read(await fileOf(cells, widthsMm)));
}

const text = (words: string): XlsxCell => ({ kind: 'text', text: words });

test('a cell holds as much as Excel lets it, and one character more ends in an ellipsis', async () => {
  const full = '长'.repeat(XLSX_CELL_CHARS);
  const sheet = await rowOf([text(full), text(`${full}长`), text(`${'长'.repeat(XLSX_CELL_CHARS - 2)}😀😀`)]);
  expect(sheet.getCell('A1').value).toBe(full);
  expect(sheet.getCell('B1').value).toBe(`${'长'.repeat(XLSX_CELL_CHARS - 1)}…`);
  // Not half of a symbol.
  expect(sheet.getCell('C1').value).toBe(`${'长'.repeat(XLSX_CELL_CHARS - 2)}…`);
});

/** One part of the file as it is written. exceljs reads less of it than Excel does. */
function partOf(file: Buffer, name: string): string {
  const at = file.indexOf(name);
  const extraBytes = file.readUInt16LE(at - 2);
  return inflateRawSync(file.subarray(at + name.length + extraBytes)).toString();
}

test('what reads like the code of a character stays what it is, in small letters as well', async () => {
  const words = ['_x000d_', '_x000D_', '_xABcd_', '_x12_', '__x0041_'];
  const file = await fileOf(words.map(text));
  const sheet = sheetOf(await read(file));
  for (const [index, said] of words.entries()) expect(sheet.getRow(1).getCell(index + 1).value).toBe(said);
  const written = partOf(file, 'xl/sharedStrings.xml');
  for (const code of ['_x005F_x000d_', '_x005F_x000D_', '_x005F_xABcd_', '>_x12_<', '__x005F_x0041_']) {
    expect(written).toContain(code);
  }
});

test('a column has its width, also the one that the library would drop', async () => {
  // (9 · 7 + 5) px at 96 dpi: nine in Excel's unit.
  const nine = ((9 * 7 + 5) / 96) * 25.4;
  const sheet = await rowOf([text('a'), text('b'), text('c')], [nine, 40, 20]);
  expect(sheet.getColumn(1).width).toBeCloseTo(9.01, 2);
  expect(sheet.getColumn(2).width).toBeCloseTo(((40 / 25.4) * 96 - 5) / 7, 1);
  expect([1, 2, 3].map((column) => sheet.getColumn(column).hidden === true)).toEqual([false, false, true]);
});

test('a spread row covers what is in sight, aligned as it says; other rows follow their columns', async () => {
  const sheet = await rowOf([text('a'), text('b'), text('c')]);
  expect(['A2', 'B2', 'C2'].map((address) => sheet.getCell(address).master.address)).toEqual(['A2', 'A2', 'C2']);
  expect(sheet.getCell('A2').alignment.horizontal).toBe('right');
  expect(['A1', 'B1'].map((address) => sheet.getCell(address).alignment.horizontal)).toEqual(['center', 'right']);
  expect(sheet.getCell('B1').border?.left?.style).toBe('thin');
  expect(sheet.getCell('A2').border?.left).toBeUndefined();
});

test('the foot of each page says which it is, of how many', async () => {
  const sheet = sheetOf(await read(await writeXlsx(buildAgreedList(aSource()))));
  const foot = sheet.headerFooter.oddFooter ?? '';
  expect(foot).toMatch(/^&C.*&P.*&N/);
  expect(foot).not.toContain('{{');
});

test('the file says what it is, when it was made, and of whom nothing', async () => {
  const workbook = await read(await writeXlsx(buildAgreedList(aSource())));
  expect(workbook.title).toBe('清河镇“优环境、促发展”大讨论活动问题整改清单');
  expect(workbook.created.toISOString()).toBe('2026-04-01T00:00:00.000Z');
  expect([workbook.creator, workbook.lastModifiedBy]).toEqual(['Gongyi', 'Gongyi']);
});

test('long texts are read from the left, short ones stand in the middle', async () => {
  const sheet = sheetOf(await read(await writeXlsx(buildAgreedList(aSource({ actions: [anAction()] })))));
  const aligned = Array.from({ length: 10 }, (_, index) => sheet.getRow(4).getCell(index + 1).alignment.horizontal);
  const middle = 'center';
  expect(aligned).toEqual([middle, middle, 'left', 'left', 'left', middle, middle, middle, middle, middle]);
  expect(sheet.getCell('A1').alignment.horizontal).toBe('center');
  expect(sheet.getCell('A2').alignment.horizontal).toBe('right');
});
