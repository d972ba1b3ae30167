import { LIMITS, TEMPLATES } from '@gongyi/domain';
import { describe, expect, test } from 'vitest';
import { freePlace } from '../edits/free-place.ts';
import { seededRandom } from '../test/seeded-random.ts';
import { SEEDS } from '../test/seeds.ts';
import { contains, type Rect } from './rect.ts';
import { CARD_HEIGHT, CARD_WIDTH, type ThemeArea, themeAreas, themeAt } from './theme-areas.ts';

const card = (corner: { x: number; y: number }): Rect => ({ ...corner, w: CARD_WIDTH, h: CARD_HEIGHT });
const overlap = (a: Rect, b: Rect) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

const themesOf = (count: number, prompts: number = LIMITS.promptsPerTheme) =>
  Array.from({ length: count }, (_, index) => ({
    id: `theme-${index}`,
    prompts: Array.from({ length: (prompts + index) % (LIMITS.promptsPerTheme + 1) }, (_, prompt) => `${prompt}`),
  }));

const campaigns = [
  ...TEMPLATES.map((template) => ({
    name: template.name,
    themes: template.themes.map(({ code, prompts }) => ({ id: code, prompts })),
  })),
  { name: `${LIMITS.minThemes} themes without prompts`, themes: themesOf(LIMITS.minThemes, 0) },
  { name: `${LIMITS.maxThemes} themes full of prompts`, themes: themesOf(LIMITS.maxThemes) },
];

describe.each(campaigns)('areas of $name', ({ themes }) => {
  const areas = themeAreas(themes);

  test('lie side by side, with header, prompts and thirty cards inside and apart', () => {
    for (const [index, { themeId }] of areas.entries()) {
      const cards: Rect[] = [];
      for (let n = 0; n < 30; n++) cards.push(card(freePlace(areas, themeId, cards)));
      const grown = themeAreas(themes, cards);
      const area = grown[index] as ThemeArea;
      for (const other of grown.slice(index + 1)) expect(overlap(area, other)).toBe(false);
      const parts = [area.header, ...area.prompts, ...cards];
      expect(area.prompts).toHaveLength(themes[index]?.prompts.length ?? -1);
      for (const [at, part] of parts.entries()) {
        expect(contains(area, part)).toBe(true);
        for (const later of parts.slice(at + 1)) expect(overlap(part, later)).toBe(false);
      }
    }
  });

  test('grow downwards only, and keep a free row beneath the lowest card', () => {
    const cards: Rect[] = [];
    const theme = areas[0]?.themeId ?? '';
    for (let n = 0; n < 200; n++) cards.push(card(freePlace(areas, theme, cards)));
    const grown = themeAreas(themes, cards);
    for (const [index, area] of areas.entries()) {
      const { h: _, ...fixed } = area;
      expect(grown[index]).toMatchObject(fixed);
    }
    expect(contains(grown[0] as Rect, card(freePlace(areas, theme, cards)))).toBe(true);
  });

  test('every free place belongs to its theme', () => {
    for (const { themeId } of areas) {
      expect(themeAt(areas, freePlace(areas, themeId, []))?.themeId).toBe(themeId);
    }
  });
});

describe('themeAt', () => {
  const areas = themeAreas(themesOf(3));
  const [first, second] = areas as [(typeof areas)[0], (typeof areas)[0]];

  test('is the theme above, for a position beneath an area', () => {
    expect(themeAt(areas, { x: second.x + 5, y: second.y + second.h + 5_000 })?.themeId).toBe('theme-1');
  });

  test('is null between areas and above them', () => {
    expect(themeAt(areas, { x: (first.x + first.w + second.x) / 2, y: 50 })).toBeNull();
    expect(themeAt(areas, { x: first.x + 5, y: first.y - 1 })).toBeNull();
  });
});

describe('freePlace', () => {
  test('fills gaps first, from the top left', () => {
    const areas = themeAreas(themesOf(3));
    const filled: Rect[] = [];
    for (let n = 0; n < 9; n++) filled.push(card(freePlace(areas, 'theme-1', filled)));
    const gap = filled[4] as Rect;
    expect(
      freePlace(
        areas,
        'theme-1',
        filled.filter((one) => one !== gap),
      ),
    ).toEqual({ x: gap.x, y: gap.y });
  });

  test('refuses a theme that has no area', () => {
    expect(() => freePlace(themeAreas(themesOf(3)), 'gone', [])).toThrow(RangeError);
  });

  test.each(SEEDS)('never overlaps a card, wherever cards lie (seed %i)', (seed) => {
    const random = seededRandom(seed);
    const areas = themeAreas(themesOf(5));
    for (let round = 0; round < 30; round++) {
      const cards = Array.from({ length: random.below(80) }, () =>
        card({ x: random.below(4_000) - 200, y: random.below(3_000) - 200 }),
      );
      for (const { themeId } of areas) {
        const place = card(freePlace(areas, themeId, cards));
        expect(cards.filter((one) => overlap(one, place))).toEqual([]);
      }
    }
  });
});
