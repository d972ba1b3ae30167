import { expect, test } from 'vitest';
import { buildAgreedList } from './agreed-list.ts';
import formsJson from './data/forms.json' with { type: 'json' };
import { anAction, aSource } from './test/agreed-list-fixture.ts';

test('the visible columns are those of the official form, in its order and its words', () => {
  const headers = buildAgreedList(aSource())
    .columns.filter((column) => !column.hidden)
    .map((column) => column.header);
  expect(headers).toEqual(formsJson.整改清单.cols_mm.map(([header]) => header));
});

test('the action number is one hidden column after the last', () => {
  const hidden = buildAgreedList(aSource()).columns.map((column) => (column.hidden ? column.key : null));
  expect(hidden.filter(Boolean)).toEqual(['number']);
  expect(hidden.at(-1)).toBe('number');
});

test('a row says names and days', () => {
  expect(buildAgreedList(aSource()).rows).toEqual([
    {
      serial: 1,
      theme: '营商环境',
      problem: '办事指南不全，群众多跑路。',
      goal: '一次告知',
      measure: '重印指南\n上墙公示',
      leadUnit: '镇便民服务中心',
      supportUnits: '镇财政经济办、镇纪委',
      leader: '张三',
      owners: '李四、王五',
      deadline: '2026-06-30',
      number: '营商-001',
    },
  ]);
});

test('a draft that lacks everything leaves its cells empty', () => {
  const draft = anAction({ leadUnitId: null, supportUnitIds: [], leader: '', owners: [], deadline: null, goal: '' });
  expect(buildAgreedList(aSource({ actions: [draft] })).rows[0]).toMatchObject({
    goal: '',
    leadUnit: '',
    supportUnits: '',
    leader: '',
    owners: '',
    deadline: null,
  });
});

test('rows stand by theme, then by number as a number', () => {
  const actions = [
    anAction({ id: 'a', number: '营商-1000' }),
    anAction({ id: 'b', number: '营商-999' }),
    anAction({ id: 'c', themeId: 't-zz', number: '政治-012' }),
  ];
  const { rows } = buildAgreedList(aSource({ actions }));
  expect(rows.map((row) => [row.serial, row.number])).toEqual([
    [1, '政治-012'],
    [2, '营商-999'],
    [3, '营商-1000'],
  ]);
});

test('the day is the day of the person who asks', () => {
  const shanghai = buildAgreedList(aSource());
  expect([shanghai.day, shanghai.asOf]).toEqual(['2026-04-01', '截至2026年4月1日']);
  const london = buildAgreedList(aSource({ timeZone: 'Europe/London', language: 'en' }));
  expect([london.day, london.asOf]).toEqual(['2026-03-31', 'As of March 31, 2026']);
});

test('drafts in the list are counted under the title', () => {
  const actions = [anAction({ id: 'a', state: 'draft' }), anAction({ id: 'b', state: 'inProgress' })];
  expect(buildAgreedList(aSource({ actions })).asOf).toBe('截至2026年4月1日，含待确认事项 1 项');
});

test('the title carries the name of the campaign as it is, also one that looks like a pattern', () => {
  const list = buildAgreedList(aSource({ campaign: { name: '$& $1 {{campaign}}', themes: [], units: [] } }));
  expect(list.title).toBe('$& $1 {{campaign}}问题整改清单');
});

test('characters that no document may hold are gone before a writer sees them', () => {
  const [row] = buildAgreedList(
    aSource({ actions: [anAction({ problem: 'a\u0000b\u001Fc\uFFFFd\uD800e\r\nf\rg' })] }),
  ).rows;
  expect(row?.problem).toBe('abcd\uFFFDe\nf\ng');
});
