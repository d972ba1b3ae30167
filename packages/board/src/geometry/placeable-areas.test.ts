import { INBOX_THEME_ID } from '@gongyi/domain';
import { expect, test } from 'vitest';
import { freePlaces } from '../edits/free-place.ts';
import { CARD_GAP, CARD_HEIGHT, CARD_WIDTH, placeableAreas, themeAreas, themeAt, withInbox } from './theme-areas.ts';

const THEMES = withInbox([
  { id: 'a', prompts: ['一', '二', '三'] },
  { id: 'b', prompts: [] },
]);
const AREAS = themeAreas(THEMES);
const NONE = { add: 'none', editOwn: false, move: false, editAny: false } as const;

test('the inbox is the last area, and has no prompt cards', () => {
  expect(AREAS.map(({ themeId, prompts }) => [themeId, prompts.length])).toEqual([
    ['a', 3],
    ['b', 0],
    [INBOX_THEME_ID, 0],
  ]);
});

test.each([
  ['nothing at all', NONE, []],
  ['adding alone', { ...NONE, add: 'themes' }, []],
  ['editing one’s own', { ...NONE, editOwn: true }, [INBOX_THEME_ID]],
  ['editing one’s own and adding to the inbox', { ...NONE, editOwn: true, add: 'inbox' }, [INBOX_THEME_ID]],
  ['editing one’s own and adding to themes', { ...NONE, editOwn: true, add: 'themes' }, ['a', 'b', INBOX_THEME_ID]],
  ['moving', { ...NONE, move: true }, ['a', 'b', INBOX_THEME_ID]],
  ['editing any', { ...NONE, editAny: true }, ['a', 'b', INBOX_THEME_ID]],
] as const)('with the right of %s their own points may be placed where they belong', (_right, rights, themeIds) => {
  expect(placeableAreas(AREAS, rights).map(({ themeId }) => themeId)).toEqual(themeIds);
});

test('an area reaches to its edges, and they are still its own', () => {
  for (const { themeId, x, y, w } of AREAS) {
    expect(themeAt(AREAS, { x, y })?.themeId).toBe(themeId);
    expect(themeAt(AREAS, { x: x + w, y })?.themeId).toBe(themeId);
    expect(themeAt(AREAS, { x: x - 1, y })).toBeNull();
    expect(themeAt(AREAS, { x: x + w + 1, y })).toBeNull();
    expect(themeAt(AREAS, { x, y: y - 1 })).toBeNull();
  }
});

test('cards that only touch take no place of each other; by one pixel they do', () => {
  const [area] = AREAS;
  if (area === undefined) throw new Error('there is no area');
  const { grid } = area;
  const first = (x: number, y: number) => freePlaces(AREAS, 'a', [{ x: grid.x + x, y: grid.y + y }])();
  expect(first(-CARD_WIDTH, 0)).toEqual(grid);
  expect(first(-CARD_WIDTH + 1, 0)).not.toEqual(grid);
  expect(first(0, -CARD_HEIGHT)).toEqual(grid);
  expect(first(0, -CARD_HEIGHT + 1)).not.toEqual(grid);
  // From the other side, with the second place of the first row.
  const second = (x: number) => {
    const next = freePlaces(AREAS, 'a', [{ x: grid.x + x, y: grid.y }]);
    next();
    return next();
  };
  const beside = { x: grid.x + CARD_WIDTH + CARD_GAP, y: grid.y };
  expect(second(2 * CARD_WIDTH + CARD_GAP)).toEqual(beside);
  expect(second(2 * CARD_WIDTH + CARD_GAP - 1)).not.toEqual(beside);
});

test('near a place above the grid, the first row is meant', () => {
  const [area] = AREAS;
  if (area === undefined) throw new Error('there is no area');
  const { grid } = area;
  const near = (y: number) => freePlaces(AREAS, 'a', [], { x: grid.x, y })();
  expect(near(grid.y - 10_000)).toEqual(grid);
  expect(near(grid.y)).toEqual(grid);
  expect(near(grid.y + CARD_HEIGHT + CARD_GAP).y).toBe(grid.y + CARD_HEIGHT + CARD_GAP);
  expect(() => freePlaces(AREAS, 'nowhere', [])).toThrow(RangeError);
});
