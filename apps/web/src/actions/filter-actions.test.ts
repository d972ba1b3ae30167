import { expect, test } from 'vitest';
import { filterActions, isFiltering, readFilters, withFilters } from './filter-actions.ts';
import { testAction } from './test/test-action.ts';

const NONE = { themeId: '', unitId: '', owner: '', text: '' };
const UNITS = new Map([
  ['u-1', '镇便民服务中心'],
  ['u-2', '镇纪委'],
]);
const ACTIONS = [
  testAction({ id: 'a', supportUnitIds: ['u-2'] }),
  testAction({
    id: 'b',
    themeId: 't-2',
    number: '政治-002',
    leadUnitId: 'u-2',
    leader: '赵六',
    owners: ['张三', '钱七'],
  }),
  testAction({ id: 'c', leadUnitId: null, leader: '', owners: [], problem: 'Ｗｉ-Fi 不通' }),
];

function found(filters: Partial<typeof NONE>): string {
  return filterActions(ACTIONS, { ...NONE, ...filters }, UNITS)
    .map((action) => action.id)
    .join('');
}

test('without filters everything is there', () => {
  expect(found({})).toBe('abc');
});

test('theme, unit in either part, person in either part', () => {
  expect(found({ themeId: 't-2' })).toBe('b');
  expect(found({ unitId: 'u-2' })).toBe('ab');
  expect(found({ owner: '张三' })).toBe('ab');
  expect(found({ owner: '张三', themeId: 't-1' })).toBe('a');
});

test('text is found in number, words, people and unit names; every word must occur', () => {
  expect(found({ text: '政治-002' })).toBe('b');
  expect(found({ text: '纪委' })).toBe('ab');
  expect(found({ text: '纪委 钱七' })).toBe('b');
  expect(found({ text: 'WI-FI' })).toBe('c');
  expect(found({ text: '　' })).toBe('abc');
});

test('filters survive the address, and leave the rest of it alone', () => {
  const filters = { themeId: 't-1', unitId: '', owner: '李 四', text: 'a&b' };
  const params = withFilters(new URLSearchParams('action=x&unit=old'), filters);
  expect(params.get('action')).toBe('x');
  expect(readFilters(new URLSearchParams(params.toString()))).toEqual(filters);
  expect(isFiltering(readFilters(withFilters(params, NONE)))).toBe(false);
});
