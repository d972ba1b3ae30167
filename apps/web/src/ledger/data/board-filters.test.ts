import { expect, test } from 'vitest';
import { askedFilters, isFiltering, readFilters, withFilters } from './board-filters.ts';

const NONE = { themeId: '', unitId: '', owner: '', text: '' };

test('filters survive the address, and leave the rest of it alone', () => {
  const filters = { themeId: 't-1', unitId: '', owner: '李 四', text: 'a&b' };
  const params = withFilters(new URLSearchParams('action=x&unit=old'), filters);
  expect(params.get('action')).toBe('x');
  expect(readFilters(new URLSearchParams(params.toString()))).toEqual(filters);
  expect(isFiltering(readFilters(withFilters(params, NONE)))).toBe(false);
});

test('only what narrows is asked for', () => {
  expect(askedFilters(NONE)).toEqual({});
  expect(askedFilters({ ...NONE, text: '  ' }, ['draft'])).toEqual({ states: ['draft'] });
  const filters = { themeId: 't', unitId: 'u', owner: '李 四', text: ' 路灯 ' };
  expect(askedFilters(filters)).toEqual({ themeId: 't', unitId: 'u', person: '李 四', text: '路灯' });
});
