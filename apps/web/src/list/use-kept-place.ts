import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { pointElementId, pointIdOf } from '../session/points/point-element.ts';

/** What could be seen of the list, when it was last looked at. */
export type Sight = {
  /**
   * Of the rows in sight, even in part, by their points or clusters: how far below the list's
   * beginning, CSS pixels.
   */
  readonly tops: ReadonlyMap<string, number>;
  readonly scrollTop: number;
  /** The beginning of the list was above. */
  readonly isPast: boolean;
};

export const NOTHING_SEEN: Sight = { tops: new Map(), scrollTop: 0, isPast: false };

type Place = {
  readonly list: RefObject<HTMLElement | null>;
  readonly scroller: RefObject<HTMLElement | null>;
  /** Kept up to date here. */
  readonly sight: RefObject<Sight>;
  readonly isOff: boolean;
  readonly isScrolling: boolean;
};

/**
 * Rows that somebody looks at stay where they are when something above them comes, goes, or turns
 * out to be higher than was guessed. Most browsers do that for what stays in the page, but not all
 * do. It is done before a browser looks, so that nothing is left for one that does. At the
 * beginning of the list, and while somebody scrolls, rows are left to the browser.
 */
export function useKeptPlace({ list, scroller, sight, isOff, isScrolling }: Place): void {
  const heldAt = useRef<number | null>(null);
  useLayoutEffect(() => {
    const [rows, frame] = [list.current, scroller.current];
    if (isOff || rows === null || frame === null) return;
    const before = sight.current;
    // That this scrolled is no sign that somebody does.
    const isLeft = isScrolling && frame.scrollTop !== heldAt.current;
    // Whatever scrolled it meanwhile, as a way to a row does, meant to.
    if (before.isPast && !isLeft && frame.scrollTop === before.scrollTop) {
      const shift = commonShift(before.tops, rows);
      if (shift !== 0) {
        frame.scrollTop += shift;
        heldAt.current = frame.scrollTop;
      }
    }
    sight.current = lookAt(rows, frame);
  });

  useEffect(() => {
    const frame = scroller.current;
    if (isOff || frame === null) return;
    const look = () => {
      if (list.current !== null) sight.current = lookAt(list.current, frame);
    };
    frame.addEventListener('scroll', look, { passive: true });
    return () => frame.removeEventListener('scroll', look);
  }, [isOff, list, scroller, sight]);
}

function lookAt(list: HTMLElement, frame: HTMLElement): Sight {
  const { top, bottom } = frame.getBoundingClientRect();
  const begin = list.getBoundingClientRect().top;
  const tops = new Map<string, number>();
  for (const row of list.querySelectorAll(':scope > section > ul > li')) {
    const id = pointIdOf(row);
    const box = row.getBoundingClientRect();
    if (id !== null && box.bottom > top && box.top < bottom) tops.set(id, box.top - begin);
  }
  return { tops, scrollTop: frame.scrollTop, isPast: begin < top };
}

/**
 * How far down most of the rows have gone since. One that was moved, or goes up in the ranking,
 * does not take the others along.
 */
function commonShift(tops: ReadonlyMap<string, number>, list: HTMLElement): number {
  const begin = list.getBoundingClientRect().top;
  const shifts: number[] = [];
  for (const [id, before] of tops) {
    const row = document.getElementById(pointElementId(id));
    if (row !== null) shifts.push(row.getBoundingClientRect().top - begin - before);
  }
  shifts.sort((a, b) => a - b);
  return shifts[Math.floor((shifts.length - 1) / 2)] ?? 0;
}
