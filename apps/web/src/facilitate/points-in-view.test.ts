import { AREA_WIDTH, addPoint, readPoints, themeAreas } from '@gongyi/board';
import { describe, expect, it } from 'vitest';
import { Doc } from 'yjs';
import { pointsInView, themeInView } from './points-in-view.ts';

const areas = themeAreas(['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, prompts: [] })));
const place = (index: number) => areas[index] ?? { x: Number.NaN, y: 0, w: 0, h: 0 };

describe('what a leader looks at', () => {
  it('is the theme in the middle of the view, with parts of its neighbours beside it', () => {
    const { x, y, w } = place(2);
    const view = { x: x - AREA_WIDTH, y, w: w + 2 * AREA_WIDTH, h: 900 };
    expect(themeInView(areas, view)).toBe('c');
  });

  it('is no theme in particular when all are in view, or none', () => {
    const { x, y } = place(0);
    expect(themeInView(areas, { x, y, w: 5 * AREA_WIDTH, h: 900 })).toBeNull();
    expect(themeInView(areas, { x: x - 5_000, y, w: 800, h: 600 })).toBeNull();
    expect(themeInView(areas, { x, y: y - 5_000, w: 800, h: 600 })).toBeNull();
  });

  it('are the points whose cards are in the view, the upper left first', () => {
    const doc = new Doc();
    const add = (x: number, y: number) =>
      addPoint(doc, { themeId: 'a', text: `${x} ${y}`, authorId: 'me', author: '', x, y });
    add(400, 300);
    add(100, 300);
    add(100, 0);
    add(5_000, 300);
    const shown = pointsInView(readPoints(doc), { x: 0, y: 200, w: 1_000, h: 500 });
    expect(shown.map(({ text }) => text)).toEqual(['100 300', '400 300']);
  });
});
