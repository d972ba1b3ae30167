import { addPoint, CARD_GAP, CARD_HEIGHT, createPointIndex, readPoint, themeAreas } from '@gongyi/board';
import { expect, it } from 'vitest';
import { Doc } from 'yjs';
import { settleCards } from './settle-cards.ts';

const AREAS = themeAreas([
  { id: 'roads', prompts: [] },
  { id: 'service', prompts: [] },
]);
const [ROADS, SERVICE] = AREAS as [(typeof AREAS)[0], (typeof AREAS)[0]];

function board(places: readonly { x: number; y: number; themeId: string }[]) {
  const doc = new Doc();
  const ids = places.map((place) => addPoint(doc, { ...place, text: '路灯不亮', authorId: 'a', author: '甲' }));
  const index = createPointIndex(doc);
  index.follow();
  let updates = 0;
  doc.on('update', () => updates++);
  return { doc, index, ids, updates: () => updates };
}

it('gives cards that went along the theme under which they came to lie, in one update', () => {
  const { doc, index, ids, updates } = board([
    { ...ROADS.grid, themeId: 'roads' },
    { x: ROADS.grid.x, y: ROADS.grid.y + CARD_HEIGHT + CARD_GAP, themeId: 'roads' },
  ]);
  expect(settleCards(doc, index, AREAS, ids, { x: SERVICE.x - ROADS.x, y: 40 })).toBeNull();
  expect(ids.map((id) => readPoint(doc, id))).toMatchObject([
    { themeId: 'service', x: SERVICE.grid.x, y: SERVICE.grid.y + 40 },
    { themeId: 'service', x: SERVICE.grid.x, y: SERVICE.grid.y + 40 + CARD_HEIGHT + CARD_GAP },
  ]);
  expect(updates()).toBe(1);
});

it('finds each card that ended outside of all areas a place of its own in its old theme, and says so', () => {
  const { doc, index, ids } = board([
    { ...ROADS.grid, themeId: 'roads' },
    { x: -5_000, y: -5_000, themeId: 'roads' },
    { x: -5_001, y: -5_000, themeId: 'roads' },
  ]);
  expect(settleCards(doc, index, AREAS, ids)).toBe('roads');
  const places = ids.map((id) => readPoint(doc, id)).map((point) => `${point?.themeId} ${point?.x},${point?.y}`);
  expect(new Set(places).size).toBe(3);
  expect(places[0]).toBe(`roads ${ROADS.grid.x},${ROADS.grid.y}`);
  expect(places.every((place) => place.startsWith('roads'))).toBe(true);
});

it('writes nothing for cards that are where they belong', () => {
  const { doc, index, ids, updates } = board([{ ...ROADS.grid, themeId: 'roads' }]);
  settleCards(doc, index, AREAS, [...ids, 'gone']);
  expect(updates()).toBe(0);
});
