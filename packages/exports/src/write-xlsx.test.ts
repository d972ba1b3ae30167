import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { type AgreedList, type AgreedListSource, buildAgreedList } from './agreed-list.ts';
import { anAction, aSource, HOSTILE_TEXTS } from './test/agreed-list-fixture.ts';
import { writeXlsx, XLSX_HEAD_ROWS } from './write-xlsx.ts';

async function written(
  overrides: Partial<AgreedListSource> = {},
): Promise<{ list: AgreedList; sheet: ExcelJS.Worksheet }> {
  const list = buildAgreedList(aSource(overrides));
  const workbook = new ExcelJS.Workbook();
  const bytes = await writeXlsx(list);
  // exceljs's types know only the Buffer of older Node typings.
  await workbook.xlsx.load(bytes as unknown as ExcelJS.Buffer);
  const sheet = workbook.worksheets[0];
  if (sheet === undefined) throw new Error('no sheet');
  return { list, sheet };
}

function valuesOf(sheet: ExcelJS.Worksheet, rowNumber: number, count: number): unknown[] {
  return Array.from({ length: count }, (_, index) => sheet.getRow(rowNumber).getCell(index + 1).value);
}

test('title, day, headers, then one row an action', async () => {
  const { list, sheet } = await written();
  expect(sheet.getCell('A1').value).toBe('清河镇“优环境、促发展”大讨论活动问题整改清单');
  expect(sheet.getCell('A2').value).toBe('截至2026年4月1日');
  expect(valuesOf(sheet, XLSX_HEAD_ROWS, list.columns.length)).toEqual(list.columns.map((column) => column.header));
  expect(sheet.rowCount).toBe(XLSX_HEAD_ROWS + 1);
  expect(sheet.getCell('A4').value).toBe(1);
  expect(sheet.getCell('G4').value).toBe('镇财政经济办、镇纪委');
});

test('A4 landscape, fitted to the width, head repeated and frozen, number column hidden, text wrapped', async () => {
  const { sheet } = await written();
  expect(sheet.pageSetup).toMatchObject({
    paperSize: 9,
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    printTitlesRow: '3:3',
  });
  expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 3 });
  expect(sheet.getColumn(11).hidden).toBe(true);
  expect(sheet.getColumn(10).hidden).toBeFalsy();
  expect(sheet.getCell('C4').alignment.wrapText).toBe(true);
  expect(sheet.getCell('A1').isMerged && sheet.getCell('J1').master.address).toBe('A1');
});

test('a deadline is a real date, shown as a day; a missing one is empty', async () => {
  const actions = [anAction(), anAction({ id: 'a-2', number: '营商-002', deadline: null })];
  const { sheet } = await written({ actions });
  expect(sheet.getCell('J4').value).toEqual(new Date('2026-06-30T00:00:00Z'));
  expect(sheet.getCell('J4').numFmt).toBe('yyyy-mm-dd');
  expect(sheet.getCell('J5').value).toBeNull();
});

test('every hostile text comes back as the same text, and no cell is a formula or a link', async () => {
  const actions = HOSTILE_TEXTS.map((text, index) =>
    anAction({
      id: `a-${index}`,
      number: `营商-${index + 1}`,
      problem: text,
      goal: text,
      leader: text,
      owners: [text],
    }),
  );
  const { list, sheet } = await written({ actions });
  for (const [index, row] of list.rows.entries()) {
    for (const [position, column] of list.columns.entries()) {
      const cell = sheet.getRow(XLSX_HEAD_ROWS + 1 + index).getCell(position + 1);
      if (column.kind !== 'text') continue;
      expect(cell.type, cell.address).toBe(ExcelJS.ValueType.String);
      expect(cell.value, cell.address).toBe(row[column.key]);
      expect(cell.numFmt, cell.address).toBe('@');
    }
  }
});

test('a text above the limit of a cell is clipped with an ellipsis and still opens', async () => {
  const { sheet } = await written({
    actions: [anAction({ problem: '长'.repeat(32_767) }), anAction({ id: 'b', problem: '𠮷'.repeat(20_000) })],
  });
  expect(sheet.getCell('C4').value).toBe('长'.repeat(32_767));
  expect(sheet.getCell('C5').value).toBe(`${'𠮷'.repeat(16_383)}…`);
});

test('rows are as high as their longest text needs', async () => {
  const { sheet } = await written({
    actions: [anAction({ measure: '短' }), anAction({ id: 'b', number: '营商-002', measure: '措施'.repeat(200) })],
  });
  expect(sheet.getRow(5).height).toBeGreaterThan(sheet.getRow(4).height * 4);
  expect(sheet.getRow(5).height).toBeLessThanOrEqual(409);
});

test('an empty list is still a form with headers', async () => {
  const { sheet } = await written({ actions: [] });
  expect(sheet.rowCount).toBe(XLSX_HEAD_ROWS);
});
