import { useState } from 'react';
import { useWantedPoint } from '../session/document/wanted-point.ts';

/**
 * Rows of one group at first, and more with each press of its button. Of ten thousand points all
 * rows would be a hundred and fifty thousand elements, and each edit of anybody would look at them;
 * the groups of an ordinary session are whole.
 */
const ROWS_AT_ONCE = 300;

export type ShownPart<Item> = {
  readonly shown: readonly Item[];
  readonly rest: number;
  /** How many more the next press brings. */
  readonly next: number;
  readonly showMore: () => void;
};

type Needs<Item> = {
  /** What a link leads to, or is being edited. */
  readonly needed: readonly (string | null)[];
  /** Of all that stands in the row of an item: itself, or a cluster and its points. */
  readonly idsOf: (item: Item) => readonly string[];
};

/**
 * The beginning of a long list, so far that everything that is needed or wanted is in it. It never
 * becomes shorter again.
 */
export function useShownPart<Item>(items: readonly Item[], { needed, idsOf }: Needs<Item>): ShownPart<Item> {
  const [limit, setLimit] = useState(ROWS_AT_ONCE);
  const wanted = useWantedPoint();
  const isNeeded = (id: string) => id === wanted || needed.includes(id);
  const last = items.length <= limit ? -1 : items.findLastIndex((item) => idsOf(item).some(isNeeded));
  if (last >= limit) setLimit(last + 1);
  const count = Math.min(items.length, Math.max(limit, last + 1));
  const rest = items.length - count;
  return {
    shown: rest === 0 ? items : items.slice(0, count),
    rest,
    next: Math.min(rest, ROWS_AT_ONCE),
    showMore: () => setLimit(count + ROWS_AT_ONCE),
  };
}
