import { expect, test } from 'vitest';
import { fileNameOf } from './download-list.ts';

test.each([
  ['attachment; filename="list.xlsx"; filename*=UTF-8\'\'%E6%B8%85%E5%8D%95-2026-04-01.xlsx', '清单-2026-04-01.xlsx'],
  ['attachment; filename="list.csv"', 'list.csv'],
  ['attachment; filename="list.csv"; filename*=UTF-8\'\'%E6%B', 'list.csv'],
  ['attachment', null],
  [null, null],
])('%j names %j', (header, name) => {
  expect(fileNameOf(header)).toBe(name);
});
