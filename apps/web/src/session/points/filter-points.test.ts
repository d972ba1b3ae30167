import type { Point } from '@gongyi/board';
import { newId } from '@gongyi/domain';
import { expect, test } from 'vitest';
import { filterPoints, isFiltering, NO_FILTER, NO_UNIT, unitsOf } from './filter-points.ts';

function point(fields: Partial<Point>): Point {
  return {
    id: newId(),
    themeId: 't1',
    x: 0,
    y: 0,
    text: '',
    authorId: 'a',
    author: '',
    unit: '',
    source: null,
    channel: '',
    category: 'problem',
    level: null,
    prompt: null,
    clusterId: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    ...fields,
  };
}

const WINDOW = point({ text: '窗口排队 WiFi 也慢', author: '张三', unit: '石桥村', channel: '意见箱' });
const ROAD = point({ text: '路灯不亮', author: '李四', unit: '镇党政办', themeId: 't2' });
const NAMELESS = point({ text: '没有单位' });
const ALL = [WINDOW, ROAD, NAMELESS];

test('no filter gives all', () => {
  expect(isFiltering(NO_FILTER)).toBe(false);
  expect(filterPoints(ALL, { ...NO_FILTER, text: '  ' })).toBe(ALL);
});

test.each([
  ['路灯', [ROAD]],
  ['张三', [WINDOW]],
  ['镇党政办', [ROAD]],
  ['意见箱', [WINDOW]],
  ['wifi', [WINDOW]],
  ['ＷＩＦＩ', [WINDOW]],
  ['窗口 石桥', [WINDOW]],
  ['窗口 镇党政办', []],
])('text %s', (text, found) => {
  expect(filterPoints(ALL, { ...NO_FILTER, text })).toEqual(found);
});

test('theme and unit, and both', () => {
  expect(filterPoints(ALL, { ...NO_FILTER, themeId: 't1' })).toEqual([WINDOW, NAMELESS]);
  expect(filterPoints(ALL, { ...NO_FILTER, unit: '石桥村' })).toEqual([WINDOW]);
  expect(filterPoints(ALL, { ...NO_FILTER, unit: NO_UNIT })).toEqual([NAMELESS]);
  expect(filterPoints(ALL, { ...NO_FILTER, themeId: 't2', unit: '石桥村' })).toEqual([]);
});

test('units are offered once, those without one last', () => {
  expect(unitsOf([...ALL, WINDOW])).toEqual(['石桥村', '镇党政办', NO_UNIT]);
  expect(unitsOf([ROAD])).toEqual(['镇党政办']);
});
