import { describe, expect, test } from 'vitest';
import { readTable } from './guess-columns.ts';
import type { IntakeField } from './intake-row.ts';
import { THEMES } from './test/themes.ts';

function columnsOf(headers: readonly string[]) {
  const row = headers.map((_, column) => (column === headers.length - 1 ? '晚上走路看不见，路灯坏了三个月。' : ''));
  return readTable([headers, row], THEMES).columns;
}

test('of the official list, what is to be done and by whom is no field of a point', () => {
  const headers = [
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
  ];
  const row = [
    '1',
    '营商环境',
    '办事难',
    '一次告知',
    '重印指南，上墙公示，逐村走访，每周通报。',
    '镇',
    '',
    '张',
    '李',
    '',
  ];
  expect(readTable([['问题整改清单'], headers, row], THEMES)).toMatchObject({
    headerRow: 1,
    columns: { theme: 1, text: 2 },
  });
});

test.each([
  '责任单位',
  '牵头单位',
  '整改措施',
  '整改目标',
  '整改时间',
  '责任人姓名',
  '责任领导',
  '完成时限',
  '办理时限',
  '措施内容',
  '备注',
  '编号',
  '序号',
  '联系电话',
  '联系人电话',
  '手机号',
  'No.',
  '#',
  'Phone number',
  'Deadline date',
  'Remarks (source)',
])('%s is no field', (header) => {
  expect(columnsOf([header, '问题内容'])).toEqual({ text: 1 });
});

describe('a header is read', () => {
  test.each<[string, IntakeField]>([
    ['所属主题', 'theme'],
    ['所属板块', 'theme'],
    ['问题来源', 'source'],
    ['查摆方式', 'source'],
    ['征集渠道', 'channel'],
    ['反映途径', 'channel'],
    ['提出单位', 'unit'],
    ['所在部门', 'unit'],
    ['Your department', 'unit'],
    ['反映人', 'proposer'],
    ['提出人姓名', 'proposer'],
    ['Submitted by', 'proposer'],
    ['问题性质', 'category'],
    ['问题层级', 'level'],
    ['填报日期', 'time'],
    ['提出时间（必填）', 'time'],
    ['＊ 提出时间 ：', 'time'],
    ['SOURCE', 'source'],
    ['ｓｏｕｒｃｅ', 'source'],
  ])('%s: %s', (header, field) => {
    expect(columnsOf([header, '问题内容'])).toEqual({ [field]: 0, text: 1 });
  });
});

test('of two columns that could be a field, the one that says it more surely is', () => {
  expect(columnsOf(['单位负责部门', '单位', '问题内容'])).toMatchObject({ unit: 1, text: 2 });
  expect(columnsOf(['问题', '要点内容'])).toMatchObject({ text: 1 });
  // As surely: the first.
  expect(columnsOf(['提出单位', '提出单位', '内容'])).toMatchObject({ unit: 0 });
});

test('a sentence is no header, however many words of headers are in it', () => {
  const sentence = '提出单位的来源和渠道的时间都不清楚，主题也不明确，要说明。';
  expect(readTable([[sentence, sentence]], THEMES).headerRow).toBe(-1);
  expect(columnsOf([`${'提'.repeat(18)}单位`, '内容'])).toEqual({ unit: 0, text: 1 });
  expect(columnsOf([`${'提'.repeat(19)}单位`, '内容']).unit).toBeUndefined();
});
