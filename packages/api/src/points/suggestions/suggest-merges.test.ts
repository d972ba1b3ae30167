import { describe, expect, test } from 'vitest';
import { createPacer } from './pacer.ts';
import { type MergeablePoint, suggestMerges } from './suggest-merges.ts';
import { labelledSet } from './test/labelled-set.ts';

/** Points without a theme, named p0, p1, … */
function pointsOf(...texts: string[]): MergeablePoint[] {
  return texts.map((text, at) => ({ id: `p${at}`, text, themeId: null }));
}

/** What else a session talks about, so that words have a rarity. */
const OTHERS = labelledSet('neighbourhood-report').points.filter(({ group }) => group === null);

async function groupsAmongOthers(points: readonly MergeablePoint[]) {
  const suggestions = await suggestMerges([...points, ...OTHERS]);
  const own = new Set(points.map(({ id }) => id));
  return suggestions.filter(({ pointIds }) => pointIds.every((id) => own.has(id)));
}

describe('on the points of the model case', () => {
  // Two more of its points are about 网格, and two more about 窗口: a subject in common is not yet the
  // same point.
  test('finds the two near-duplicates, says by which words, and nothing else', async () => {
    const { points } = labelledSet('demo');
    const textOf = (id: string) => points.find((point) => point.id === id)?.text.slice(0, 12);
    const found = (await suggestMerges(points)).map(({ pointIds, strength, shared }) => ({
      points: pointIds.map(textOf),
      strength,
      shared,
    }));
    expect(found).toEqual([
      { points: ['一个网格三百多户、跨两座', '网格划得太大，山上几个组'], strength: 'strong', shared: ['网格员'] },
      {
        points: ['便民窗口中午没人值班，从', '12点20分暗访便民中心'],
        strength: 'possible',
        shared: ['便民', '窗口'],
      },
    ]);
  });
});

test('the same words but for punctuation, spaces, width and case are one suggestion, whatever else is like them', async () => {
  const suggestions = await suggestMerges(
    pointsOf('窗口 中午，没人值班', 'ＡＢＣ路不平', '窗口中午没人值班。', 'abc 路不平！'),
  );
  expect(suggestions.map(({ pointIds, strength, score }) => ({ pointIds, strength, score }))).toEqual([
    { pointIds: ['p0', 'p2'], strength: 'identical', score: 1 },
    { pointIds: ['p1', 'p3'], strength: 'identical', score: 1 },
  ]);
});

test('copies go into one group with what is nearly the same', async () => {
  const points = pointsOf('秸秆收储点太远', '每个村设一个秸秆收储点，现在的太远', '秸秆收储点太远。');
  expect((await groupsAmongOthers(points)).map(({ pointIds }) => pointIds)).toEqual([['p0', 'p1', 'p2']]);
});

test('a short point is found inside a long one', async () => {
  const points = pointsOf(
    '应急广播失灵',
    '汛期应急广播失灵，转移名单还是前年的，应急队没有实地演练过，群众心里不踏实。',
  );
  expect((await groupsAmongOthers(points)).map(({ pointIds }) => pointIds)).toEqual([['p0', 'p1']]);
});

test('forms of an English word count as one word', async () => {
  const points = pointsOf('Deployments are blocking the teams', 'One deployment blocked the team again');
  const [suggestion] = await groupsAmongOthers(points);
  expect(suggestion).toMatchObject({ pointIds: ['p0', 'p1'], shared: ['deployments', 'blocking', 'teams'] });
});

test('words of wishing and counting are no reason', async () => {
  expect(await groupsAmongOthers(pointsOf('我们希望有没有可能建议一个球场', '大家希望建议一个图书角'))).toEqual([]);
});

test('points that different themes hold must be more alike', async () => {
  const [one, other] = pointsOf('中午去办事没人，白跑了一趟', '便民窗口中午没人值班，从外地赶回来办事的人常常白跑一趟');
  const scoreOf = async (themeId: string) =>
    (await groupsAmongOthers([{ ...one, themeId: 'a' } as MergeablePoint, { ...other, themeId } as MergeablePoint]))[0]
      ?.score;
  expect(await scoreOf('b')).toBeLessThan((await scoreOf('a')) ?? 0);
});

test('no point is in two suggestions', async () => {
  const { points } = labelledSet('township-tune');
  const suggested = (await suggestMerges(points)).flatMap(({ pointIds }) => pointIds);
  expect(new Set(suggested).size).toBe(suggested.length);
});

test.each([
  ['no points', []],
  ['one point', pointsOf('窗口中午没人')],
  ['points without a word', pointsOf('', '。。。', '👍', '👍')],
  ['nothing in common', pointsOf('窗口中午没人', '河里有垃圾', 'The bus is late')],
])('suggests nothing for %s', async (_, points) => {
  expect(await suggestMerges(points)).toEqual([]);
});

test('answers the same each time, and gives way to other work all the time', async () => {
  const { points } = labelledSet('township-report');
  let turns = 0;
  let running = true;
  const takeTurns = () => {
    turns += 1;
    if (running) setImmediate(takeTurns);
  };
  setImmediate(takeTurns);
  const paced = await suggestMerges(points, { pacer: createPacer({ sliceMs: 0 }) });
  running = false;
  expect(turns).toBeGreaterThan(points.length);
  expect(paced).toEqual(await suggestMerges(points));
});

test('ends with the reason of its signal when aborted, before and while it works', async () => {
  const { points } = labelledSet('township-report');
  const reason = new Error('the page was closed');
  expect(() => createPacer({ signal: AbortSignal.abort(reason) })).toThrow(reason);
  const controller = new AbortController();
  const work = suggestMerges(points, { pacer: createPacer({ signal: controller.signal, sliceMs: 0 }) });
  setImmediate(() => controller.abort(reason));
  await expect(work).rejects.toBe(reason);
});

test('ten thousand points that are nearly one stay within bounds', async () => {
  const points = pointsOf(...Array.from({ length: 10_000 }, (_, at) => `${at % 400}号楼的路灯坏了没人修`));
  const suggestions = await suggestMerges(points);
  const suggested = suggestions.flatMap(({ pointIds }) => pointIds);
  expect(new Set(suggested).size).toBe(10_000);
  expect(suggested).toHaveLength(10_000);
});
