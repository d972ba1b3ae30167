import { INBOX_THEME_ID, LIMITS } from '@gongyi/domain';
import { expect, test } from 'vitest';
import type { CommonFields, IntakeRow } from './intake-row.ts';
import { type Circumstances, judgeRows, plainText } from './judge-rows.ts';
import { THEMES } from './test/themes.ts';

const COMMON: CommonFields = {
  themeId: INBOX_THEME_ID,
  source: null,
  channel: '',
  unit: '',
  proposer: '',
  category: 'problem',
  level: null,
};

function rowsOf(...cells: readonly IntakeRow['cells'][]): IntakeRow[] {
  return cells.map((row, index) => ({ number: index + 1, cells: row, original: [] }));
}

function judge(rows: readonly IntakeRow[], changes: Partial<Circumstances> = {}) {
  return judgeRows(rows, {
    sessionId: 'session',
    themes: THEMES,
    common: COMMON,
    anonymous: false,
    edits: new Map(),
    removed: new Set(),
    wanted: { deleted: false, sameText: false },
    traceOf: () => 'none',
    texts: new Set(),
    now: Date.parse('2026-11-22T12:00:00Z'),
    ...changes,
  });
}

const idsOf = (...given: Parameters<typeof judge>) => judge(...given).map(({ point }) => point.id);
const problemsOf = (...given: Parameters<typeof judge>) => judge(...given).map(({ problem }) => problem?.kind ?? null);

test('the same rows have the same ids whenever they come, equal rows different ones, and other sessions others', () => {
  const rows = rowsOf({ text: '路灯坏了' }, { text: '路灯坏了' }, { text: '路灯坏了', unit: '石桥村' });
  const ids = idsOf(rows);
  expect(new Set(ids).size).toBe(3);
  expect(idsOf(rows)).toEqual(ids);
  expect(idsOf(rows, { common: { ...COMMON, themeId: 'business', source: 'masses', channel: '电话' } })).toEqual(ids);
  expect(idsOf(rows, { sessionId: 'another' }).some((id) => ids.includes(id))).toBe(false);
  for (const id of ids) expect(id).toMatch(/^[\w-]{22}$/);
});

test('a row that was changed by hand is known again when its file comes a second time', () => {
  const rows = rowsOf({ text: '路灯坏了' });
  const [edited] = judge(rows, { edits: new Map([[1, { text: '路灯坏了三个月', theme: 'business' }]]) });
  expect(edited?.point).toMatchObject({ text: '路灯坏了三个月', themeId: 'business', id: idsOf(rows)[0] });
});

test('what is there is passed over; what was deleted, or is there in the same words, comes only when it is wanted', () => {
  const rows = rowsOf({ text: '甲' }, { text: '乙' }, { text: '丙 丁' }, { text: '戊' });
  const [there, deleted] = idsOf(rows);
  const circumstances: Partial<Circumstances> = {
    traceOf: (id) => (id === there ? 'there' : id === deleted ? 'deleted' : 'none'),
    texts: new Set([plainText('甲'), plainText('丙丁')]),
  };
  expect(problemsOf(rows, circumstances)).toEqual(['there', 'deleted', 'sameText', null]);
  const wanted = { deleted: true, sameText: true };
  expect(problemsOf(rows, { ...circumstances, wanted })).toEqual(['there', null, null, null]);
});

test('rows that are empty, too long, or taken out are left out, each with its reason', () => {
  const rows = rowsOf(
    { text: ' \u0000\n ' },
    { text: '长'.repeat(LIMITS.pointTextChars + 1) },
    { text: '长'.repeat(LIMITS.pointTextChars) },
    { text: '甲', unit: '村'.repeat(LIMITS.unitNameChars + 1) },
    { text: '乙' },
  );
  const judged = judge(rows, { removed: new Set([5]) });
  expect(judged.map(({ problem }) => problem)).toEqual([
    { kind: 'empty' },
    { kind: 'tooLong', field: 'text', count: 501, limit: 500 },
    null,
    { kind: 'tooLong', field: 'unit', count: 41, limit: 40 },
    { kind: 'removed' },
  ]);
});

test('what a row says comes before what is said for all', () => {
  const common: CommonFields = {
    ...COMMON,
    themeId: 'politics',
    source: 'self',
    channel: '电话',
    unit: '党政办',
    level: 'team',
  };
  const [own, plain] = judge(
    rowsOf(
      {
        text: '甲',
        theme: '营商',
        source: '群众提·座谈会',
        unit: '石桥村',
        proposer: '王五',
        category: '金点子',
        level: '个人',
        time: '2026年3月1日',
      },
      { text: '乙' },
    ),
    { common },
  );
  expect(own?.point).toMatchObject({
    themeId: 'business',
    source: 'masses',
    channel: '座谈会',
    unit: '石桥村',
    author: '王五',
    category: 'idea',
    level: 'person',
    createdAt: new Date(2026, 2, 1).toISOString(),
  });
  expect(plain?.point).toMatchObject({
    themeId: 'politics',
    source: 'self',
    channel: '电话',
    unit: '党政办',
    level: 'team',
    createdAt: null,
  });
});

test('words that are not understood are told, and the row is imported without them', () => {
  const [judged] = judge(rowsOf({ text: '甲', theme: '不知道', source: '?', time: '三月初', level: '县' }));
  expect(judged?.problem).toBeNull();
  expect(judged?.point).toMatchObject({ themeId: INBOX_THEME_ID, source: null, createdAt: null, level: null });
  expect(judged?.notes.map(({ kind }) => kind)).toEqual([
    'themeUnknown',
    'sourceUnknown',
    'levelUnknown',
    'timeUnknown',
  ]);
});

test('in an anonymous session nobody is named, whatever the file says', () => {
  const [judged] = judge(rowsOf({ text: '甲', unit: '石桥村', proposer: '王五' }), {
    anonymous: true,
    common: { ...COMMON, unit: '党政办', proposer: '李四' },
  });
  expect(judged?.point).toMatchObject({ unit: '', author: '' });
});

test('a row repeats only one before it that is taken', () => {
  const rows = rowsOf({ text: '路 灯' }, { text: '路灯', unit: '石桥村' }, { text: '路灯', unit: '柳沟村' });
  const repeatedOf = (...given: Parameters<typeof judge>) =>
    judge(...given).map(({ notes }) => notes.some(({ kind }) => kind === 'repeated'));
  expect(repeatedOf(rows)).toEqual([false, true, true]);
  expect(repeatedOf(rows, { removed: new Set([1]) })).toEqual([false, false, true]);
});
