import { readFile as readBytes } from 'node:fs/promises';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
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
  view.setUint32(directory + 24, 201_000_000, true);
  expect(await readFile('a.xlsx', bomb)).toEqual({ ok: false, fault: 'tooLarge' });
});
