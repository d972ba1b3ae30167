import { expect, test } from 'vitest';
import { buildAgreedList } from './agreed-list.ts';
import { anAction, aSource, HOSTILE_TEXTS } from './test/agreed-list-fixture.ts';
import { writeCsv } from './write-csv.ts';

/** An independent reading of RFC 4180: states, one character at a time. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const symbol = text[i];
    if (quoted) {
      if (symbol !== '"') cell += symbol;
      else if (text[i + 1] === '"') {
        cell += '"';
        i += 1;
      } else quoted = false;
    } else if (symbol === '"') quoted = true;
    else if (symbol === ',' || symbol === '\r') {
      rows.at(-1)?.push(cell);
      cell = '';
    } else if (symbol === '\n') rows.push([]);
    else throw new Error(`unquoted ${JSON.stringify(symbol)} at ${i}`);
  }
  return rows.slice(0, -1);
}

test('a byte order mark, CRLF, headers first, days as YYYY-MM-DD', () => {
  const csv = writeCsv(buildAgreedList(aSource()));
  expect(csv.startsWith('\uFEFF"序号","主题"')).toBe(true);
  expect(csv.endsWith('\r\n')).toBe(true);
  expect(readCsv(csv.slice(1))).toEqual([
    [
      '序号',
      '主题',
      '存在问题',
      '整改目标',
      '整改措施',
      '牵头单位',
      '责任（配合）单位',
      '责任领导',
      '责任人',
      '完成时限',
      '问题编号',
    ],
    [
      '1',
      '营商环境',
      '办事指南不全，群众多跑路。',
      '一次告知',
      '重印指南\n上墙公示',
      '镇便民服务中心',
      '镇财政经济办、镇纪委',
      '张三',
      '李四、王五',
      '2026-06-30',
      '营商-001',
    ],
  ]);
});

test('a hostile text keeps its row, and nothing that looks like a formula stands first in a cell', () => {
  const actions = HOSTILE_TEXTS.map((problem, index) =>
    anAction({ id: `a-${index}`, number: `营商-${index + 1}`, problem, leader: problem }),
  );
  const list = buildAgreedList(aSource({ actions }));
  const rows = readCsv(writeCsv(list).slice(1)).slice(1);
  expect(rows).toHaveLength(HOSTILE_TEXTS.length);
  for (const [index, row] of rows.entries()) {
    const problem = row[2] ?? '';
    const expected = list.rows[index]?.problem ?? '';
    expect([expected, `'${expected}`]).toContain(problem);
    expect(problem).not.toMatch(/^[\s\u3000\u0085\p{Cf}]*[=+\-@|＝＋－＠−]|^[\t\r\n]/u);
  }
});

test('a plain signed number is left alone', () => {
  const csv = writeCsv(buildAgreedList(aSource({ actions: [anAction({ problem: '-12.5', goal: '+3' })] })));
  expect(csv).toContain('"-12.5","+3"');
});
