import { observeElementOffset, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useMemo, useRef, useState } from 'react';
import { pointIdOf } from '../session/points/point-element.ts';
import { NOTHING_SEEN, useKeptPlace } from './use-kept-place.ts';
import { idsInRow, type ListRow, type ListSection } from './use-list-sections.ts';

/**
 * About the height of a heading, and of a row with one line, CSS pixels; the true ones are
 * measured.
 */
const HEADING_PX = 48;
const ROW_PX = 110;
/**
 * Rows above and below those in sight, and around one that somebody is led to: more than a screen
 * of them.
 */
const OVERSCAN = 12;
const AROUND_WANTED = 16;
/** Beside a row that stays where it is while others are scrolled to: Tab goes on from it. */
const AROUND_FOCUS = 2;

export type DrawnRow = {
  readonly row: ListRow;
  /** What is measured finds itself by it. */
  readonly index: number;
  /** Its place in its section, from 1. */
  readonly position: number;
  /** The height of what is not drawn between the one before and this, 0 when that is nothing. */
  readonly roomPx: number;
};

type DrawnSection = {
  readonly section: ListSection;
  /** Of its heading, as for a row. */
  readonly index: number;
  readonly rows: readonly DrawnRow[];
  /** Below the last row. */
  readonly roomPx: number;
};

type Needs = {
  /** The element of all sections. */
  readonly list: RefObject<HTMLElement | null>;
  readonly sections: readonly ListSection[];
  /** All rows are drawn. */
  readonly isWhole: boolean;
  /** Points or clusters that are drawn wherever they are: what a link leads to, what is edited. */
  readonly needed: readonly (string | null)[];
};

export type RowWindow = {
  readonly drawn: readonly DrawnSection[];
  /** The ref of every heading and row. */
  readonly measure: (element: HTMLElement | null) => void;
  /** Has the row of a point or cluster stay, or no longer. */
  readonly keep: (pointId: string, keep: boolean) => void;
};

type Entry = { readonly key: string; readonly row: ListRow | null };

/**
 * Which rows of the list are drawn: those in sight and near it, and wherever they are the one with
 * the focus, those with something open, and those that text is selected in. Headings always are.
 */
export function useRowWindow({ list, sections, isWhole, needed }: Needs): RowWindow {
  const scroller = useRef<HTMLElement | null>(null);
  const sight = useRef(NOTHING_SEEN);
  const [gapPx] = useState(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 2);
  const [kept] = useState(() => new Map<string, number>());
  const [keep] = useState(() => (pointId: string, isKept: boolean) => {
    // The same point may be counted twice, when its cluster moves.
    const times = (kept.get(pointId) ?? 0) + (isKept ? 1 : -1);
    if (times > 0) kept.set(pointId, times);
    else kept.delete(pointId);
  });
  const { entries, indexOf, getItemKey } = useMemo(() => {
    const all: Entry[] = sections.flatMap(({ key, rows }) => [
      { key: `heading ${key}`, row: null },
      ...rows.map((row) => ({ key: row.id, row })),
    ]);
    const indexes = new Map<string, number>();
    all.forEach(({ row }, index) => {
      if (row !== null) for (const id of idsInRow(row)) indexes.set(id, index);
    });
    return { entries: all, indexOf: indexes, getItemKey: (index: number) => all[index]?.key ?? index };
  }, [sections]);

  const virtual = useVirtualizer<HTMLElement, HTMLElement>({
    count: entries.length,
    getItemKey,
    gap: gapPx,
    overscan: OVERSCAN,
    useScrollendEvent: true,
    estimateSize: (index) => (entries[index]?.row === null ? HEADING_PX : ROW_PX),
    getScrollElement: () => {
      scroller.current ??= scrollerOf(list.current);
      return scroller.current;
    },
    // So that rows are there in the first rendering, for whoever is led to one of them.
    initialRect: { width: window.innerWidth, height: window.innerHeight },
    // From the list's own beginning, wherever what stands above it has pushed it.
    observeElementOffset: (instance, tell) => {
      const offset = () => offsetOf(list.current, instance.scrollElement);
      tell(offset(), false);
      return observeElementOffset(instance, (_, isScrolling) => tell(offset(), isScrolling));
    },
    // Whoever leads to a row scrolls to its element.
    scrollToFn: () => {},
    measureElement: exactHeight,
    rangeExtractor: ({ startIndex, endIndex, overscan, count }) => {
      if (isWhole) return Array.from({ length: count }, (_, index) => index);
      const drawn = new Set<number>();
      const draw = (from: number, to: number) => {
        for (let index = Math.max(from, 0); index <= to && index < count; index += 1) drawn.add(index);
      };
      const drawAround = (id: string | null, around: number) => {
        const index = id === null ? undefined : indexOf.get(id);
        if (index !== undefined) draw(index - around, index + around);
      };
      entries.forEach(({ row }, index) => {
        if (row === null) drawn.add(index);
      });
      draw(startIndex - overscan, endIndex + overscan);
      for (const id of needed) drawAround(id, AROUND_WANTED);
      for (const id of kept.keys()) drawAround(id, 0);
      for (const id of sight.current.tops.keys()) drawAround(id, 0);
      drawAround(pointIdOf(document.activeElement), AROUND_FOCUS);
      const selected = selectedIndexes(list.current);
      if (selected !== null) draw(selected.from ?? 0, selected.to ?? count - 1);
      return [...drawn].sort((a, b) => a - b);
    },
  });
  // What changes its height above the rows in sight does not move them: see `useKeptPlace`.
  virtual.shouldAdjustScrollPositionOnItemSizeChange = () => false;
  useKeptPlace({ list, scroller, sight, isOff: isWhole, isScrolling: virtual.isScrolling });
  return { drawn: drawnSections(virtual, entries, sections, gapPx), measure: virtual.measureElement, keep };
}

function drawnSections(
  virtual: Virtualizer<HTMLElement, HTMLElement>,
  entries: readonly Entry[],
  sections: readonly ListSection[],
  gapPx: number,
): DrawnSection[] {
  type Open = { section: ListSection; index: number; rows: DrawnRow[]; roomPx: number };
  const drawn: Open[] = [];
  let last: { readonly index: number; readonly end: number } | undefined;
  for (const { index, start, end } of virtual.getVirtualItems()) {
    const row = entries[index]?.row ?? null;
    // Both edges of what is not drawn have a gap.
    const roomPx = last === undefined || index === last.index + 1 ? 0 : start - last.end - 2 * gapPx;
    last = { index, end };
    const section = sections[drawn.length];
    const open = drawn.at(-1);
    if (row !== null) open?.rows.push({ row, index, position: index - open.index, roomPx });
    else {
      if (open !== undefined) open.roomPx = roomPx;
      if (section !== undefined) drawn.push({ section, index, rows: [], roomPx: 0 });
    }
  }
  const open = drawn.at(-1);
  if (open !== undefined && last !== undefined && last.index < entries.length - 1) {
    open.roomPx = virtual.getTotalSize() - last.end - gapPx;
  }
  return drawn;
}

/** Not rounded: a hundred rows would be half a hundred pixels off. */
function exactHeight(
  element: HTMLElement,
  entry: ResizeObserverEntry | undefined,
  { options, itemSizeCache, indexFromElement }: Virtualizer<HTMLElement, HTMLElement>,
): number {
  const box = entry?.borderBoxSize[0];
  if (box !== undefined) return box.blockSize;
  // A row that comes back is looked at again by the observer, which costs no layout now.
  return itemSizeCache.get(options.getItemKey(indexFromElement(element))) ?? element.getBoundingClientRect().height;
}

function scrollerOf(element: HTMLElement | null): HTMLElement | null {
  let above = element?.parentElement ?? null;
  while (above !== null && !/auto|scroll/.test(getComputedStyle(above).overflowY)) above = above.parentElement;
  return above ?? document.documentElement;
}

/** How far the list is scrolled past its own beginning. */
function offsetOf(list: HTMLElement | null, scroller: HTMLElement | null): number {
  if (list === null || scroller === null) return 0;
  return Math.max(scroller.getBoundingClientRect().top - list.getBoundingClientRect().top, 0);
}

/**
 * The entries in which a selection of text begins and ends; null where that is outside the list;
 * nothing without one in it.
 */
function selectedIndexes(
  list: HTMLElement | null,
): { readonly from: number | null; readonly to: number | null } | null {
  const selection = document.getSelection();
  if (list === null || selection === null || selection.isCollapsed || !selection.containsNode(list, true)) return null;
  const range = selection.getRangeAt(0);
  return { from: indexAt(range.startContainer), to: indexAt(range.endContainer) };

  function indexAt(node: Node): number | null {
    const element = node instanceof Element ? node : node.parentElement;
    const entry = element?.closest<HTMLElement>('[data-index]') ?? null;
    return entry !== null && list?.contains(entry) === true ? Number(entry.dataset.index) : null;
  }
}
