import { expect, test } from 'vitest';
import { readTable, rowsOf } from './guess-columns.ts';
import { THEMES } from './test/themes.ts';

test('the header is found beneath title and day, and each column by what it says', () => {
  const rows = [
    ['意见建议汇总表'],
    ['', '', '2026-03-05'],
    [
      '序号',
      '所属主题',
      '问题内容',
      '问题来源',
      '征集渠道',
      '提出单位',
      '提出人',
      '要点类型',
      '层级',
      '提出时间',
      '联系电话',
    ],
    ['1', '营商环境', '办事难', '群众提', '电话', '石桥村', '王五', '问题', '部门', '2026-03-01', '13800000000'],
  ];
  const { headerRow, columns } = readTable(rows, THEMES);
  expect(headerRow).toBe(2);
  expect(columns).toEqual({
    theme: 1,
    text: 2,
    source: 3,
    channel: 4,
    unit: 5,
    proposer: 6,
    category: 7,
    level: 8,
    time: 9,
  });
});

test('an English header is read as well', () => {
  const { columns } = readTable(
    [
      ['No.', 'Theme', 'Description', 'Source', 'Department', 'Name', 'Type', 'Date'],
      ['1', '', 'x'],
    ],
    THEMES,
  );
  expect(columns).toEqual({ theme: 1, text: 2, source: 3, unit: 4, proposer: 5, category: 6, time: 7 });
});

test('类别 is the theme or the kind, as what stands beneath it says', () => {
  const read = (...cells: string[]) =>
    readTable([['类别', '内容'], ...cells.map((cell) => [cell, '办事难'])], THEMES).columns;
  expect(read('营商环境', '政治生态')).toEqual({ theme: 0, text: 1 });
  expect(read('问题', '金点子', '问题')).toMatchObject({ category: 0, text: 1 });
});

test('without a header every row counts, and the points are where the texts are longest', () => {
  const rows = [
    ['石桥村', '路灯坏了三个月，晚上走路看不见。'],
    ['新华村', '公厕没有人打扫，气味很大。'],
  ];
  const { headerRow, columns } = readTable(rows, THEMES);
  expect([headerRow, columns.text]).toEqual([-1, 1]);
  expect(rowsOf(rows, headerRow, columns).map(({ number, cells }) => [number, cells.text])).toEqual([
    [1, '路灯坏了三个月，晚上走路看不见。'],
    [2, '公厕没有人打扫，气味很大。'],
  ]);
});

test('rows have the numbers of the sheet; empty ones are passed over, short ones lack what they lack', () => {
  const rows = [['内容', '单位'], ['甲', '村'], ['', ''], ['乙']];
  expect(rowsOf(rows, 0, { text: 0, unit: 1 })).toEqual([
    { number: 2, cells: { text: '甲', unit: '村' }, original: ['甲', '村'] },
    { number: 4, cells: { text: '乙', unit: '' }, original: ['乙'] },
  ]);
});
