import { type ThemeArea, themeAreas } from '@gongyi/board';
import { isPointShape, type PointShape } from '@gongyi/board/store-binding';
import { type Computed, computed, type TLStore } from '@tldraw/tldraw';
import type { ThemeView } from '../api/trpc.ts';

export type AreaModel = {
  readonly areas: Computed<readonly ThemeArea[]>;
  /** Cards by theme id. */
  readonly counts: Computed<ReadonlyMap<string, number>>;
};

/** The themes' areas as they follow from the cards in the store. Readers are told only when an area or a count is another. */
export function createAreaModel(store: TLStore, themes: readonly ThemeView[]): AreaModel {
  const shapes = store.query.records('shape');
  const cards = computed('cards', () => shapes.get().filter(isPointShape) as PointShape[]);
  return {
    areas: computed('theme areas', () => themeAreas(themes, cards.get()), {
      // Themes are fixed here; cards change nothing but the common height.
      isEqual: (a: readonly ThemeArea[], b: readonly ThemeArea[]) => a[0]?.h === b[0]?.h,
    }),
    counts: computed('card counts', () => countByTheme(cards.get()), { isEqual: sameCounts }),
  };
}

function countByTheme(cards: readonly PointShape[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { props } of cards) counts.set(props.themeId, (counts.get(props.themeId) ?? 0) + 1);
  return counts;
}

function sameCounts(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean {
  return a.size === b.size && [...a].every(([themeId, count]) => b.get(themeId) === count);
}
