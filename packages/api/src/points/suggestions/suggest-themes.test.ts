import { describe, expect, test } from 'vitest';
import { createPacer } from './pacer.ts';
import type { MergeablePoint } from './suggest-merges.ts';
import { suggestThemes } from './suggest-themes.ts';
import { labelledSet } from './test/labelled-set.ts';

const THEMES = [
  { id: 'cars', name: '停车与交通', prompts: ['停车位够不够、收费合不合理？'] },
  { id: 'clean', name: '环境卫生', prompts: ['垃圾分类、清运做得怎样？', '绿化和楼道干净吗？'] },
  { id: 'old', name: '养老托幼', prompts: ['老人吃饭、看病、陪护有什么困难？'] },
];

const point = (id: string, text: string, themeId: string | null = null): MergeablePoint => ({ id, text, themeId });

test('a theme is recognised by its own words before it has any point', async () => {
  expect(await suggestThemes([point('p', '楼下的垃圾三天没有清运')], THEMES)).toMatchObject([
    { pointId: 'p', themeId: 'clean', shared: ['垃圾', '清运'], likePointIds: [] },
  ]);
});

test('points that people have placed teach the words of a theme', async () => {
  const placed = point('placed', '东门的路口没有红绿灯', 'cars');
  const stray = point('stray', '北门路口也该装红绿灯');
  expect(await suggestThemes([stray], THEMES)).toEqual([]);
  const [suggestion] = await suggestThemes([placed, stray], THEMES);
  expect(suggestion).toMatchObject({ pointId: 'stray', themeId: 'cars', likePointIds: ['placed'] });
  expect(suggestion?.shared[0]).toBe('红绿灯');
});

describe('leaves alone', () => {
  test.each([
    ['what is like no theme', '广场舞的音响太吵', null],
    ['what has a theme', '楼下的垃圾三天没有清运', 'cars'],
  ])('%s', async (_, text, themeId) => {
    expect(await suggestThemes([point('p', text, themeId)], THEMES)).toEqual([]);
  });

  test('what is as much like one theme as like another', async () => {
    const alike = [
      { id: 'one', name: '停车', prompts: ['停车位够不够？'] },
      { id: 'other', name: '停车', prompts: ['停车位够不够？'] },
    ];
    expect(await suggestThemes([point('p', '停车位不够')], alike)).toEqual([]);
  });

  test('everything when there is no theme', async () => {
    expect(await suggestThemes([point('p', '楼下的垃圾三天没有清运')], [])).toEqual([]);
  });
});

test('asked for misplaced points, it needs more to move one than to place it', async () => {
  const points = [
    point('wrong', '楼下的垃圾三天没有清运，垃圾分类做得不好', 'cars'),
    point('right', '停车位收费不合理', 'cars'),
    point('unclear', '停车位边上的垃圾', 'cars'),
  ];
  const found = await suggestThemes(points, THEMES, { misplaced: true });
  expect(found.map(({ pointId, themeId }) => [pointId, themeId])).toEqual([['wrong', 'clean']]);
});

test('answers the same each time, however it is paced, and ends when aborted', async () => {
  const { points, themes } = labelledSet('neighbourhood-report');
  const strays = points.map((labelled, at) => (at % 2 === 0 ? { ...labelled, themeId: null } : labelled));
  const found = await suggestThemes(strays, themes, { pacer: createPacer({ sliceMs: 0 }) });
  expect(found.length).toBeGreaterThan(0);
  expect(found).toEqual(await suggestThemes(strays, themes));
  const controller = new AbortController();
  const work = suggestThemes(strays, themes, { pacer: createPacer({ signal: controller.signal, sliceMs: 0 }) });
  controller.abort(new Error('enough'));
  await expect(work).rejects.toThrow('enough');
});
