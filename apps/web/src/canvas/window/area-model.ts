import { CARD_HEIGHT, type PointIndex, type ThemeArea, themeAreas, withInbox } from '@gongyi/board';
import { INBOX_THEME_ID } from '@gongyi/domain';
import { atom, type Computed, computed, type Signal } from '@tldraw/tldraw';
import type { ThemeView } from '../../api/trpc.ts';

export type AreaModel = {
  /** Of the themes; and, last, of the inbox while something is in it. */
  readonly areas: Computed<readonly ThemeArea[]>;
  /** Cards by theme id. */
  readonly counts: Computed<ReadonlyMap<string, number>>;
  /** Changes with every change of a point. */
  readonly revision: Signal<number>;
  /** Keeps to the index until the returned function is called. */
  readonly follow: () => () => void;
};

/**
 * The themes' areas as they follow from all points. Readers are told only when an area or a count
 * is another.
 */
export function createAreaModel(index: PointIndex, themes: readonly ThemeView[]): AreaModel {
  const revision = atom('points', index.revision());
  return {
    areas: computed(
      'theme areas',
      () => {
        revision.get();
        // Cards change nothing but the common height, which the lowest of them gives.
        const grounds = index.countOf(INBOX_THEME_ID) > 0 ? withInbox(themes) : themes;
        return themeAreas(grounds, [{ y: index.bottom() - CARD_HEIGHT }]);
      },
      {
        isEqual: (a: readonly ThemeArea[], b: readonly ThemeArea[]) => a[0]?.h === b[0]?.h && a.length === b.length,
      },
    ),
    counts: computed(
      'card counts',
      () => {
        revision.get();
        return new Map([...themes, { id: INBOX_THEME_ID }].map(({ id }) => [id, index.countOf(id)]));
      },
      { isEqual: sameCounts },
    ),
    revision,
    follow() {
      revision.set(index.revision());
      return index.onChange(() => revision.set(index.revision()));
    },
  };
}

function sameCounts(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean {
  return a.size === b.size && [...a].every(([themeId, count]) => b.get(themeId) === count);
}
