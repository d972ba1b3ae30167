import { addPoint, CARD_HEIGHT, CARD_WIDTH, createPointIndex } from '@gongyi/board';
import { expect, it } from 'vitest';
import { Doc } from 'yjs';
import { brushedPoints } from './brushed-points.ts';

function board() {
  const doc = new Doc();
  const at = (x: number, y: number) =>
    addPoint(doc, { themeId: 'roads', text: '路灯不亮', authorId: 'a', author: '甲', x, y });
  const [left, right] = [at(0, 0), at(1_000, 0)];
  const index = createPointIndex(doc);
  index.follow();
  return { index, left, right };
}

it('selects what a marquee touches, and with the other way of it what it covers whole', () => {
  const { index, left, right } = board();
  const brush = { x: -10, y: -10, w: 1_100, h: 300 };
  expect(new Set(brushedPoints(index, brush, { wholeOnly: false }))).toEqual(new Set([left, right]));
  expect(brushedPoints(index, brush, { wholeOnly: true })).toEqual([left]);
});

it('selects nothing that it does not touch, nor the card inside of which it is drawn', () => {
  const { index } = board();
  expect(brushedPoints(index, { x: 300, y: 0, w: 600, h: 100 }, { wholeOnly: false })).toEqual([]);
  const inside = { x: 5, y: 5, w: CARD_WIDTH - 10, h: CARD_HEIGHT - 10 };
  expect(brushedPoints(index, inside, { wholeOnly: false })).toEqual([]);
});
