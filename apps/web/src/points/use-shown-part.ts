import { useState } from 'react';

/**
 * Rows of one group at first, and more with each press of its button. Of ten thousand points all rows would be a hundred and fifty
 * thousand elements, and each edit of anybody would look at them; the groups of an ordinary session are whole.
 */
const ROWS_AT_ONCE = 300;

export type ShownPart<Item> = {
  readonly shown: readonly Item[];
  readonly rest: number;
  /** How many more the next press brings. */
  readonly next: number;
  readonly showMore: () => void;
};

/** The beginning of a long list, at least up to `needed`: what a link leads to, or is being edited. */
export function useShownPart<Item>(items: readonly Item[], isNeeded: (item: Item) => boolean): ShownPart<Item> {
  const [limit, setLimit] = useState(ROWS_AT_ONCE);
  const count = items.length <= limit ? items.length : Math.max(limit, items.findLastIndex(isNeeded) + 1);
  const rest = items.length - count;
  return {
    shown: rest === 0 ? items : items.slice(0, count),
    rest,
    next: Math.min(rest, ROWS_AT_ONCE),
    showMore: () => setLimit(count + ROWS_AT_ONCE),
  };
}
