import { readFile as readBytes } from 'node:fs/promises';
import { LIMITS } from '@gongyi/domain';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { cellName } from './cell-name.ts';
import { encodingOf } from './decode-text.ts';
import { readFile } from './read-file.ts';
import type { Sheet } from './sheet.ts';

const GB18030_POINT = [0xb0, 0xec, 0xca, 0xc2]; // 办事

async function sheetsOf(name: string, bytes: Uint8Array): Promise<readonly Sheet[]> {
  const content = await readFile(name, bytes);
  if (!content.ok) throw new Error(content.fault);
  return content.sheets;
}

async function rowsOf(text: string): Promise<readonly (readonly string[])[]> {
  return (await sheetsOf('a.csv', strToU8(text)))[0]?.rows ?? [];
}

function utf16(text: string, isBig: boolean, mark: boolean): Uint8Array {
  const units = [...(mark ? '\uFEFF' : ''), ...text].flatMap((symbol) => {
    const code = symbol.charCodeAt(0);
    return isBig ? [code >> 8, code & 255] : [code & 255, code >> 8];
  });
  return new Uint8Array(units);
}

describe('a text file', () => {
  const TEXT = '主题,内容\r\n营商,办事难\r\n';
  const ROWS = [
    ['主题', '内容'],
    ['营商', '办事难'],
  ];

  test.each([
    ['UTF-8', strToU8(TEXT)],
    ['UTF-8 with a mark', strToU8(`\uFEFF${TEXT}`)],
    ['UTF-16 LE with a mark', utf16(TEXT, false, true)],
    ['UTF-16 BE with a mark', utf16(TEXT, true, true)],
    ['UTF-16 LE without', utf16(TEXT, false, false)],
    ['UTF-16 BE without', utf16(TEXT, true, false)],
  ])('in %s reads the same', async (_, bytes) => {
    expect((await sheetsOf('a.csv', bytes))[0]?.rows).toEqual(ROWS);
  });

  test('as Chinese Excel writes it, in GB18030, is read as Chinese', async () => {
    const bytes = new Uint8Array([...GB18030_POINT, 0x2c, 0x31, 0x0d, 0x0a]);
    expect(encodingOf(bytes)).toBe('gb18030');
    expect((await sheetsOf('a.csv', bytes))[0]?.rows).toEqual([['办事', '1']]);
  });

  test.each([',', ';', '\t', '，'])(
    'separated by “%s” has its cells apart, whatever stands in quotes',
    async (separator) => {
      const rows = ['a', '"b, ""c""; d\te"', 'f'].join(separator);
      expect(await rowsOf(`x${separator}y${separator}z\n${rows}\n`)).toEqual([
        ['x', 'y', 'z'],
        ['a', 'b, "c"; d\te', 'f'],
      ]);
    },
  );

  test('keeps line breaks in quotes, ragged rows and empty rows between others, and leaves out those at the end', async () => {
    expect(await rowsOf('a,b\n"1\n2",3\n\n4\n5,6,7\n\n\n')).toEqual([
      ['a', 'b'],
      ['1\n2', '3'],
      [''],
      ['4'],
      ['5', '6', '7'],
    ]);
  });

  test('tells by its first line what separates it, and is given back what was written to keep formulas away', async () => {
    expect(await rowsOf("sep=;\r\na;b\r\n'=1+1;'tis\r\n")).toEqual([
      ['a', 'b'],
      ['=1+1', "'tis"],
    ]);
  });

  test('of 10,000 rows is read whole', async () => {
    const rows = await rowsOf(Array.from({ length: 10_000 }, (_, n) => `营商,第${n}条`).join('\n'));
    expect([rows.length, rows.at(-1)]).toEqual([10_000, ['营商', '第9999条']]);
  });
});

describe('a workbook of LibreOffice', async () => {
  const bytes = await readBytes(new URL('./test/suggestions.xlsx', import.meta.url));

  test('gives its sheets by name, texts as they are shown, and merged cells in each of their rows', async () => {
    const [first, second] = await sheetsOf('suggestions.xlsx', bytes);
    expect(first?.name).toBe('意见箱');
    expect(first?.rows).toEqual([
      ['意见建议汇总表', '', '', '', '', '', ''],
      ['', '', '', '', '', '2026-03-05', ''],
      ['序号', '类别', '问题内容', '来源', '提出单位', '提出时间', '人数'],
      ['1', '营商环境', '办事指南不全，群众多跑路。', '群众提·座谈会', '石桥村', '2026-03-01', '12'],
      ['2', '营商环境', '窗口午间无人，\n要等到两点半。', '自己找', '镇便民服务中心', '2026-03-02 14:05', '0.3'],
      ['3', '营商环境', '合并的话', '上级点', '镇纪委', '三月初', 'TRUE'],
      ['', '', '', '', '', '', ''],
      ['4', '不知道的主题', '路灯 <坏> & "不亮"', '', '', '', ''],
    ]);
    expect(second).toEqual({
      name: 'A & B',
      rows: [
        ['主题', '内容'],
        ['营商环境', '第二张表里的要点'],
      ],
    });
  });

  test('is known by its bytes, whatever its name says', async () => {
    expect((await sheetsOf('suggestions.csv', bytes)).map(({ name }) => name)).toEqual(['意见箱', 'A & B']);
  });

  test('that was cut off is said to be unreadable', async () => {
    expect(await readFile('a.xlsx', bytes.subarray(0, 3_000))).toEqual({ ok: false, fault: 'notReadable' });
  });
});

test('an archive that is no workbook, an old or locked workbook, and nothing at all are told apart', async () => {
  const archive = zipSync({ 'readme.xml': strToU8('<a/>') });
  expect(await readFile('a.xlsx', archive)).toEqual({ ok: false, fault: 'notReadable' });
  expect(await readFile('a.xls', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]))).toEqual({ ok: false, fault: 'oldExcel' });
  expect(await readFile('a.csv', new Uint8Array())).toEqual({ ok: false, fault: 'empty' });
  expect(await readFile('a.csv', strToU8('\uFEFF\r\n,,\r\n'))).toEqual({ ok: false, fault: 'empty' });
});

test('a workbook that would unpack to more than a page can hold is refused before it is unpacked', async () => {
  const bomb = zipSync({ 'xl/worksheets/sheet1.xml': strToU8('<worksheet/>') });
  const view = new DataView(bomb.buffer, bomb.byteOffset, bomb.length);
  const directory = bomb.findIndex((_, at) => at + 4 <= bomb.length && view.getUint32(at, true) === 0x02014b50);
  // The size that its directory says the part has.
  view.setUint32(directory + 24, 101_000_000, true);
  expect(await readFile('a.xlsx', bomb)).toEqual({ ok: false, fault: 'tooLarge' });
});

describe('a file with cells further out than a table has them', () => {
  const workbook = (sheetData: string) =>
    zipSync({
      'xl/workbook.xml': strToU8(
        '<workbook xmlns:r="r"><sheets><sheet name="一" sheetId="1" r:id="r1"/></sheets></workbook>',
      ),
      'xl/_rels/workbook.xml.rels': strToU8(
        '<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
      ),
      'xl/worksheets/sheet1.xml': [
        strToU8(`<worksheet><sheetData>${sheetData}</sheetData><pageMargins/></worksheet>`),
        { level: sheetData.length > 100_000 ? 1 : 6 },
      ],
    });
  const cell = (name: string, value: string) => `<c r="${name}" t="inlineStr"><is><t>${value}</t></is></c>`;
  const row = (number: number, ...cells: string[]) => `<row r="${number}">${cells.join('')}</row>`;
  const numbered = (count: number, make: (number: number) => string) =>
    Array.from({ length: count }, (_, n) => make(n + 1)).join('');
  const lastRow = LIMITS.intakeRows;
  const lastColumn = LIMITS.intakeColumns - 1;
  const outOf = (name: string) => ({ ok: false, fault: 'outOfBounds', cell: name });

  test('one in the last corner of a workbook of 1 kB is named', async () => {
    const bytes = workbook(row(1, cell('A1', '甲')) + row(1_048_576, cell('XFD1048576', '乙')));
    expect(bytes.length).toBeLessThan(1_100);
    expect(await readFile('a.xlsx', bytes)).toEqual(outOf('XFD1048576'));
  });

  test.each([
    ['in single quotes', "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>", outOf('XFD1048576')],
    ['with a name space', '<x:row r="1"><x:c r="XFD1"><x:v>1</x:v></x:c></x:row>', outOf('XFD1')],
    ['in a row that says nothing of it', '<row><c r="A1048576"><v>1</v></c></row>', outOf('A1048576')],
    [
      'in a row that lies further down than it says itself',
      '<row r="1048576"><c r="A1"><v>1</v></c></row>',
      outOf('A1048576'),
    ],
    ['as a formula’s result', row(1, '<c r="XFD1"><f>1+1</f><v>2</v></c>'), outOf('XFD1')],
    ['in an encoded name', row(1, '<c r="&#88;FD1"><v>1</v></c>'), { ok: false, fault: 'notReadable' }],
    [
      'in a tag that hides another',
      row(1, '<c r="A1" a="<"/><c r="XFD1" a="<"><v>1</v></c>'),
      { ok: false, fault: 'notReadable' },
    ],
    ['in a row without end', '<row r="99999999999"><c r="A1"><v>1</v></c></row>', { ok: false, fault: 'notReadable' }],
  ])('%s it is found as well', async (_, sheetData, content) => {
    expect(await readFile('a.xlsx', workbook(sheetData))).toEqual(content);
  });

  test('the last that may be is read, and the next one is not', async () => {
    const at = (number: number, column: number) => row(number, cell(cellName(number - 1, column), '末'));
    const content = await readFile('a.xlsx', workbook(at(lastRow, lastColumn)));
    expect(content).toMatchObject({ ok: true });
    const [sheet] = content.ok ? content.sheets : [];
    expect([sheet?.rows.length, sheet?.rows.at(-1)?.length]).toEqual([lastRow, lastColumn + 1]);
    expect(await readFile('a.xlsx', workbook(at(lastRow + 1, 0)))).toEqual(outOf(`A${lastRow + 1}`));
    expect(await readFile('a.xlsx', workbook(at(1, lastColumn + 1)))).toEqual(outOf(cellName(0, lastColumn + 1)));
  });

  test('a million rows that are only formatted are no content, before it or after', async () => {
    const empty = numbered(1_000_000, (n) => `<row r="${n + 2}" s="3" customFormat="1"/>`);
    const content = await readFile('a.xlsx', workbook(row(1, cell('A1', '主题')) + row(2, cell('A2', '营商')) + empty));
    expect(content).toEqual({ ok: true, sheets: [{ name: '一', rows: [['主题'], ['营商']] }] });
  });

  test('a million rows of words are refused at the first that is too far', async () => {
    const bytes = workbook(numbered(1_000_000, (n) => row(n, `<c r="A${n}"><v>1</v></c>`)));
    expect(await readFile('a.xlsx', bytes)).toEqual(outOf(`A${lastRow + 1}`));
  });

  test('more cells than a page can hold are too many, wherever they are', async () => {
    const wide = numbered(250, (n) => `<c r="${cellName(0, n - 1)}"><v>1</v></c>`);
    const rows = numbered(lastRow / 4, (n) => row(n, wide.replaceAll('1"', `${n}"`)));
    expect(await readFile('a.xlsx', workbook(rows))).toEqual({ ok: false, fault: 'tooLarge' });
  });

  test('in a text file they are found as well, and empty rows at its end are none', async () => {
    const blank = '\n'.repeat(lastRow);
    expect(await readFile('a.csv', strToU8(`a,b${blank}c`))).toEqual(outOf(`A${lastRow + 1}`));
    expect(await readFile('a.csv', strToU8(`a,b\nc${','.repeat(lastColumn + 1)}d`))).toEqual(
      outOf(cellName(1, lastColumn + 1)),
    );
    expect(await rowsOf(`a,b${'\n,'.repeat(3 * lastRow)}`)).toEqual([['a', 'b']]);
    expect((await rowsOf(`${'a\n'.repeat(lastRow - 1)}b`)).length).toBe(lastRow);
  });
});
