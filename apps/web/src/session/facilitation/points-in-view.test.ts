import { AREA_WIDTH, addPoint, type Point, readPoints, themeAreas } from '@gongyi/board';
import { describe, expect, it } from 'vitest';
import { Doc } from 'yjs';
import { pointsInView, themeInView } from './points-in-view.ts';

const THEMES = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, prompts: [] }));
const areas = themeAreas(THEMES);
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
    const shown = pointsInView(pointsAt([400, 300], [100, 300], [100, 0], [5_000, 300]), VIEW, []);
    expect(shown.map(({ text }) => text)).toEqual(['100 300', '400 300']);
  });

  it('are those of its theme first, from the top on while that is in view', () => {
    const { x, y, w } = place(1);
    const points = pointsAt([x - AREA_WIDTH, y + 100, 'a'], [x + 300, y + 100, 'b'], [x + 20, y + 100, 'b']);
    const shown = pointsInView(points, { x: x - AREA_WIDTH, y: y - 10, w: w + 2 * AREA_WIDTH, h: 900 }, areas);
    expect(shown.map((point) => point.x - x)).toEqual([20, 300, -AREA_WIDTH]);
  });

  it('begin in the middle of the view inside a theme', () => {
    const { x, y, w } = place(1);
    const points = pointsAt([x + 20, y + 1_000, 'b'], [x + 20, y + 1_600, 'b'], [x + 20, y + 1_300, 'b']);
    const shown = pointsInView(points, { x, y: y + 950, w, h: 900 }, themeAreas(THEMES, points));
    expect(shown.map((point) => point.y - y)).toEqual([1_300, 1_600, 1_000]);
  });
});

const VIEW = { x: 0, y: 200, w: 1_000, h: 500 };

function pointsAt(...places: readonly (readonly [x: number, y: number, themeId?: string])[]): Point[] {
  const doc = new Doc();
  for (const [x, y, themeId = 'a'] of places) {
    addPoint(doc, { themeId, text: `${x} ${y}`, authorId: 'me', author: '', x, y });
  }
  return readPoints(doc);
}
