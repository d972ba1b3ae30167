import { expect, test } from 'vitest';
import { buildAgreedList } from './agreed-list.ts';
import { exportFileName } from './export-file-name.ts';
import { anAction, aSource } from './test/agreed-list-fixture.ts';
import { writeCsv } from './write-csv.ts';

test('an action whose theme is unknown comes last, and the same number by id', () => {
  const actions = [
    anAction({ id: 'x', themeId: 'gone', number: '无-001' }),
    anAction({ id: 'b', number: '营商-007', problem: '乙' }),
    anAction({ id: 'a', number: '营商-007', problem: '甲' }),
  ];
  const { rows } = buildAgreedList(aSource({ actions }));
  expect(rows.map(({ problem, theme }) => [problem, theme])).toEqual([
    ['甲', '营商环境'],
    ['乙', '营商环境'],
    [actions[0]?.problem, ''],
  ]);
});

test('units that are unknown leave no trace', () => {
  const action = anAction({ leadUnitId: 'gone', supportUnitIds: ['gone'] });
  const [row] = buildAgreedList(aSource({ actions: [action] })).rows;
  expect(row).toMatchObject({ leadUnit: '', supportUnits: '' });
});

test.each([
  ['-12.5', '"-12.5"'],
  ['+3', '"+3"'],
  ['-1+1', '"\'-1+1"'],
  ['-1.', '"\'-1."'],
  ['-', '"\'-"'],
  ['｜calc', '"\'｜calc"'],
  ['\r=1', '"\'\n=1"'],
  ['a=1', '"a=1"'],
])('the cell %j is written as %s', (words, written) => {
  const [, row] = writeCsv(buildAgreedList(aSource({ actions: [anAction({ goal: words })] }))).split('\r\n');
  expect(row).toContain(`,${written},`);
});

test('a file’s name has as many bytes as fit, and not one more', () => {
  const stemOf = (title: string) => exportFileName(title, 'csv', '2026-04-01').utf8.replace('-2026-04-01.csv', '');
  expect(stemOf('a'.repeat(200))).toBe('a'.repeat(200));
  expect(stemOf('a'.repeat(201))).toBe('a'.repeat(200));
  expect(stemOf(`${'a'.repeat(199)}字`)).toBe('a'.repeat(199));
  // Cut at a blank, it does not end in one.
  expect(stemOf(`${'a'.repeat(199)} b`)).toBe('a'.repeat(199));
  expect(stemOf('50%; 半个\ud83d字')).toBe('50__ 半个字');
  expect(stemOf('e\u0301')).toBe('\u00e9');
});
