import { contains, grown, meets, type Rect } from '@gongyi/board';
import { expect, test } from 'vitest';
import { planSheet } from './plan-sheet.ts';

/** A strip of ten columns, as a board of many cards is. */
function strip(count: number): Rect[] {
  return Array.from({ length: count }, (_, at) => ({
    x: (at % 10) * 256,
    y: Math.floor(at / 10) * 148,
    w: 240,
    h: 132,
  }));
}

function planOf(cards: readonly Rect[], viewport: Rect, zoom: number, sharpness = 1) {
  return planSheet(
    { viewport, zoom },
    {
      itemsIn: (area) => cards.filter((card) => meets(card, area)),
      rectOf: (card) => card,
      reach: () => 0,
      sharpness,
    },
  );
}

const view = (x: number, y: number, zoom: number, w = 1_440, h = 900): Rect => ({ x, y, w: w / zoom, h: h / zoom });
const pixelsOf = ({ area, scale }: ReturnType<typeof planOf>) => [area.w * scale, area.h * scale] as const;

test('from afar one sheet has the whole strip, and serves for two screens on each side', () => {
  const cards = strip(2_000);
  const viewport = view(-34_000, -10_000, 0.02);
  const plan = planOf(cards, viewport, 0.02);
  expect(plan.items).toHaveLength(cards.length);
  for (const card of cards) expect(contains(plan.area, card)).toBe(true);
  expect(contains(plan.covered, grown(viewport, 1.9))).toBe(true);
  const [w, h] = pixelsOf(plan);
  expect(w * h).toBeLessThan((1_440 * 900) / 4);
});

test('near, where a screen is full, it reaches a third of it beyond', () => {
  const viewport = view(200, 4_000, 1);
  const plan = planOf(strip(2_000), viewport, 1);
  expect(contains(plan.covered, grown(viewport, 0.25))).toBe(true);
  expect(contains(grown(viewport, 0.35), plan.covered)).toBe(true);
  expect(plan.scale).toBe(1);
});

test('everything that meets what it covers has its room', () => {
  for (const zoom of [0.02, 0.05, 0.1, 0.25, 0.5, 1]) {
    const cards = strip(10_000);
    const { items, area, covered } = planOf(cards, view(-500, 30_000, zoom), zoom);
    const missing = cards.filter((card) => meets(card, covered) && !items.includes(card));
    expect(missing).toEqual([]);
    expect(contains(covered, area)).toBe(true);
    for (const { x, y } of items) {
      const isWithin = x >= covered.x && y >= covered.y;
      if (isWithin) expect(x >= area.x && y >= area.y, `${x}, ${y} at ${zoom}`).toBe(true);
    }
  }
});

test('no side is longer than a texture may be, and no canvas larger than memory bears', () => {
  for (const sharpness of [1, 2, 3]) {
    for (const zoom of [0.02, 0.05, 0.1, 0.4, 1]) {
      for (const [w, h] of [
        [390, 844],
        [1_440, 900],
        [3_840, 2_160],
      ] as const) {
        const [width, height] = pixelsOf(planOf(strip(10_000), view(0, 20_000, zoom, w, h), zoom, sharpness));
        expect(Math.max(width, height)).toBeLessThanOrEqual(8_192);
        expect(width * height).toBeLessThanOrEqual(8_000_001);
      }
    }
  }
});

test('where there is nothing, nothing is painted, two screens far', () => {
  const viewport = view(50_000, 50_000, 1);
  const plan = planOf(strip(100), viewport, 1);
  expect(plan).toMatchObject({ items: [], scale: 0 });
  expect(contains(plan.covered, grown(viewport, 1.9))).toBe(true);
});
