import type { Card, PointIndex } from '@gongyi/board';
import { atom, type Signal } from '@tldraw/tldraw';
import { filterPoints, NO_FILTER } from '../../session/points/filter-points.ts';

export type Found = {
  readonly text: string;
  /** In reading order. */
  readonly pointIds: readonly string[];
  readonly isFound: ReadonlySet<string>;
  /** The one that was stepped to. */
  readonly current: string | null;
};

export type CardSearch = {
  readonly isOpen: Signal<boolean>;
  readonly found: Signal<Found>;
  readonly open: () => void;
  readonly close: () => void;
  readonly look: (text: string) => void;
  /**
   * The next card that was found, or with -1 the one before; round and round. Null when there is
   * none.
   */
  readonly step: (by: 1 | -1) => string | null;
  /** Keeps the results to the points until the returned function is called. */
  readonly follow: () => () => void;
};

const NOTHING: Found = { text: '', pointIds: [], isFound: new Set(), current: null };

/** A remote edit of a large board does not search it anew each time. */
const REFRESH_MS = 500;

/**
 * Looks through all points of the board, whatever the canvas shows of them. `inReadingOrder` sorts
 * what was found.
 */
export function createCardSearch(
  index: PointIndex,
  inReadingOrder: (cards: readonly Card[]) => readonly Card[],
): CardSearch {
  const isOpen = atom('search is open', false);
  const found = atom<Found>('found', NOTHING);

  function look(text: string): void {
    if (text.trim() === '') {
      found.set({ ...NOTHING, text });
      return;
    }
    // A cluster is found by its title and by every wording in it.
    const cards = [...index.points()];
    const fitting = new Set<unknown>(
      filterPoints([...cards, ...cards.flatMap(({ members }) => members)], { ...NO_FILTER, text }),
    );
    const fits = cards.filter((card) => fitting.has(card) || card.members.some((member) => fitting.has(member)));
    const pointIds = inReadingOrder(fits).map(({ id }) => id);
    const isFound = new Set<string>(pointIds);
    const { current } = found.get();
    found.set({ text, pointIds, isFound, current: current !== null && isFound.has(current) ? current : null });
  }

  return {
    isOpen,
    found,
    open: () => void isOpen.set(true),
    close() {
      isOpen.set(false);
      found.set(NOTHING);
    },
    look,
    step(by) {
      const { pointIds, current } = found.get();
      if (pointIds.length === 0) return null;
      const at = current === null ? (by === 1 ? -1 : 0) : pointIds.indexOf(current);
      const next = pointIds[(at + by + pointIds.length) % pointIds.length] ?? null;
      found.update((old) => ({ ...old, current: next }));
      return next;
    },
    follow() {
      let timer: ReturnType<typeof setTimeout> | null = null;
      const stop = index.onChange(() => {
        if (!isOpen.get() || found.get().text === '' || timer !== null) return;
        timer = setTimeout(() => {
          timer = null;
          look(found.get().text);
        }, REFRESH_MS);
      });
      return () => {
        stop();
        if (timer !== null) clearTimeout(timer);
      };
    },
  };
}
