import type { ActionSummary } from '@gongyi/domain';
import { expect, test } from 'vitest';
import { testAction } from '../test/test-action.ts';
import { type ActionPages, asMoved, findInPages, isKnown, isOfList, withSummary } from './action-cache.ts';

const action = (number: number, changes: Partial<ActionSummary> = {}): ActionSummary =>
  testAction({ id: `a-${number}`, number: `营商-00${number}`, ...changes });

/** Two pages that were read, and perhaps more to come. */
function read(next: string | null): ActionPages {
  return {
    pages: [
      { rows: [action(2), action(4)], next: '.1.4' },
      { rows: [action(6), action(8)], next },
    ],
    pageParams: [null, '.1.4'],
  };
}
const numbersOf = ({ pages }: ActionPages) => pages.map(({ rows }) => rows.map(({ place }) => place.number));

test.each([
  [
    1,
    [
      [1, 2, 4],
      [6, 8],
    ],
  ],
  [
    3,
    [
      [2, 3, 4],
      [6, 8],
    ],
  ],
  [
    5,
    [
      [2, 4],
      [5, 6, 8],
    ],
  ],
  [
    7,
    [
      [2, 4],
      [6, 7, 8],
    ],
  ],
] as const)('%i comes into its place', (number, expected) => {
  for (const next of [null, '.1.8']) expect(numbersOf(withSummary(read(next), action(number), true))).toEqual(expected);
});

test('what stands after the last row comes with the page that is still to be read', () => {
  expect(numbersOf(withSummary(read(null), action(9), true))).toEqual([
    [2, 4],
    [6, 8, 9],
  ]);
  expect(numbersOf(withSummary(read('.1.8'), action(9), true))).toEqual([
    [2, 4],
    [6, 8],
  ]);
});

test('an action stands once, as it was told last, and goes where it does not belong any more', () => {
  const changed = withSummary(read(null), action(4, { leader: '新' }), true);
  expect(numbersOf(changed)).toEqual([
    [2, 4],
    [6, 8],
  ]);
  expect(findInPages(changed, 'a-4')?.leader).toBe('新');
  expect(numbersOf(withSummary(read(null), action(4), false))).toEqual([[2], [6, 8]]);
  expect(numbersOf(withSummary(read(null), action(5), false))).toEqual([
    [2, 4],
    [6, 8],
  ]);
});

test('the last of a page goes away and comes back', () => {
  const gone = withSummary(read('.1.8'), action(8), false);
  expect(numbersOf(withSummary(gone, action(8), true))).toEqual([
    [2, 4],
    [6, 8],
  ]);
});

test('an empty list takes its first action', () => {
  const empty: ActionPages = { pages: [{ rows: [], next: null }], pageParams: [null] };
  expect(numbersOf(withSummary(empty, action(1), true))).toEqual([[1]]);
});

test('an older answer that comes late says nothing new', () => {
  const list = withSummary(read(null), action(4, { version: 3 }), true);
  expect(isKnown(list, action(4, { version: 2 }))).toBe(true);
  expect(isKnown(list, action(4, { version: 3 }))).toBe(false);
  expect(isKnown(list, action(5))).toBe(false);
  expect(isKnown(undefined, action(4))).toBe(false);
});

test('a list has what its filters leave; of a search only the server knows', () => {
  const one = action(1, { supportUnitIds: ['u-2'], leader: '张三', owners: ['李四'] });
  expect(isOfList({}, one)).toBe(true);
  expect(isOfList({ states: ['draft'] }, one)).toBe(false);
  expect(isOfList({ states: ['draft', 'notStarted'], themeId: 't-1' }, one)).toBe(true);
  expect(isOfList({ themeId: 't-2' }, one)).toBe(false);
  for (const unitId of ['u-1', 'u-2']) expect(isOfList({ unitId }, one)).toBe(true);
  expect(isOfList({ unitId: 'u-3' }, one)).toBe(false);
  for (const person of ['张三', '李四', '']) expect(isOfList({ person }, one)).toBe(true);
  expect(isOfList({ person: '王五' }, one)).toBe(false);
  expect(isOfList({ text: '路灯' }, one)).toBeUndefined();
  expect(isOfList({ text: '路灯', themeId: 't-2' }, one)).toBe(false);
  expect(isOfList({ text: ' ' }, one)).toBe(true);
});

test('a move is shown before the server has answered, and no other can be made meanwhile', () => {
  const moved = asMoved(action(1, { mayMove: ['accept', 'defer'] }), 'defer');
  expect(moved).toMatchObject({ state: 'deferred', stateBefore: 'notStarted', mayMove: [], version: 1 });
  expect(asMoved(moved, 'resume')).toMatchObject({ state: 'notStarted', stateBefore: null });
  // Somebody else was faster: it stays where it is.
  expect(asMoved(action(1), 'verify').state).toBe('notStarted');
});
