import { AREA_WIDTH, CARD_HEIGHT, CARD_WIDTH, themeAreas, themeAt } from '@gongyi/board';
import { describe, expect, it } from 'vitest';
import { landingAt, nearestTheme } from './place-in-area.ts';

const areas = themeAreas([
  { id: 'a', prompts: ['一', '二'] },
  { id: 'b', prompts: [] },
]);
const [a, b] = [areas[0], areas[1]];
if (a === undefined || b === undefined) throw new Error('two areas');

describe('landingAt', () => {
  it('keeps a card where it was put, in the area of its centre', () => {
    const center = { x: b.x + b.w / 2, y: b.grid.y + 300 };
    const landing = landingAt(areas, center);
    expect(landing).toEqual({ themeId: 'b', x: center.x - CARD_WIDTH / 2, y: center.y - CARD_HEIGHT / 2 });
  });

  it('moves a card off the edge of its area', () => {
    for (const x of [a.x, a.x + a.w]) {
      const landing = landingAt(areas, { x, y: a.grid.y + 200 });
      if (landing === null) throw new Error('it was inside');
      expect(landing.x).toBeGreaterThan(a.x);
      expect(landing.x + CARD_WIDTH).toBeLessThan(a.x + AREA_WIDTH);
      expect(themeAt(areas, landing)?.themeId).toBe('a');
    }
  });

  it('never covers the prompt cards', () => {
    expect(landingAt(areas, { x: a.x + 200, y: a.grid.y - 10 })).toBeNull();
    expect(landingAt(areas, { x: a.x + 200, y: a.grid.y + 1 })?.y).toBe(a.grid.y);
  });

  it('is null outside of all areas', () => {
    expect(landingAt(areas, { x: a.x - 50, y: a.grid.y + 50 })).toBeNull();
    expect(landingAt(areas, { x: (a.x + a.w + b.x) / 2, y: a.grid.y + 50 })).toBeNull();
  });
});

describe('nearestTheme', () => {
  it('finds the area beside which something lies', () => {
    expect(nearestTheme(areas, { x: a.x - 500, y: 0 })).toBe('a');
    expect(nearestTheme(areas, { x: a.x + a.w + 1, y: 0 })).toBe('a');
    expect(nearestTheme(areas, { x: b.x + b.w + 900, y: 0 })).toBe('b');
    expect(nearestTheme([], { x: 0, y: 0 })).toBeNull();
  });
});
