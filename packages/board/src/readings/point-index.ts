import type * as Y from 'yjs';
import type { Rect } from '../geometry/rect.ts';
import { CARD_HEIGHT, CARD_WIDTH } from '../geometry/theme-areas.ts';
import { recordsOf } from '../records/layout.ts';
import type { Card } from './card.ts';
import { observePoints } from './observe-points.ts';
import { createClusterTracker } from './track-clusters.ts';

type Position = { readonly x: number; readonly y: number };

/**
 * What one transaction did to a card: it came (`before` null), changed, or went (`after` null), for
 * instance into a cluster.
 */
export type IndexedChange = { readonly before: Card | null; readonly after: Card | null };

export type PointIndex = {
  /** Bumped with every change of what the index says. */
  readonly revision: () => number;
  readonly size: () => number;
  readonly get: (id: string) => Card | null;
  /** The card on which a point is: its own, or its cluster's. */
  readonly cardWith: (id: string) => Card | null;
  /** All cards, in no order that means anything: points on their own, and clusters. */
  readonly points: () => Iterable<Card>;
  /** The cards that overlap a rectangle of the page; touching edges do not. */
  readonly within: (area: Rect) => Card[];
  /** How many `within` would give, counted up to `atMost`. */
  readonly countWithin: (area: Rect, atMost: number) => number;
  /** The card at a page position, or null; of several, the youngest in the index. */
  readonly at: (position: Position) => Card | null;
  /** The lowest edge of all cards, page pixels; 0 without cards. */
  readonly bottom: () => number;
  /** Points of a theme, those in clusters among them. */
  readonly countOf: (themeId: string) => number;
  /** Whether two cards lie at exactly the same place. */
  readonly hasCoincident: () => boolean;
  /** Called inside the transaction's observers, after the index changed. Returns how to stop. */
  readonly onChange: (listener: (changes: readonly IndexedChange[]) => void) => () => void;
  /** Reads the document and keeps to it until the returned function is called; empty before. */
  readonly follow: () => () => void;
};

/**
 * Page pixels. A card of the default size lies in four cells at most, and a screen at 100 % touches
 * about a dozen.
 */
const CELL = 512;

/**
 * Where every card of a document lies, whether or not anything shows it: what selection, search and
 * the painted overview ask, because the canvas holds only the cards near its window. A change costs
 * as much as it touched. A record that was spoilt keeps its last good point, as its card does.
 */
export function createPointIndex(doc: Y.Doc): PointIndex {
  const tracker = createClusterTracker(doc);
  const byId = new Map<string, Card>();
  const cells = new Map<number, Set<Card>>();
  const counts = new Map<string, number>();
  /** How many cards lie at a place; only places of several are kept in `crowded`. */
  const places = new Map<string, number>();
  const listeners = new Set<(changes: readonly IndexedChange[]) => void>();
  let crowded = 0;
  let lowest: number | null = 0;
  let revision = 0;

  function insert(point: Card): void {
    byId.set(point.id, point);
    for (const key of cellsOf(cardRect(point))) {
      const cell = cells.get(key);
      if (cell === undefined) cells.set(key, new Set([point]));
      else cell.add(point);
    }
    counts.set(point.themeId, (counts.get(point.themeId) ?? 0) + pointsIn(point));
    const place = `${point.x},${point.y}`;
    const here = (places.get(place) ?? 0) + 1;
    places.set(place, here);
    if (here === 2) crowded++;
    if (lowest !== null) lowest = Math.max(lowest, point.y + CARD_HEIGHT);
  }

  function erase(point: Card): void {
    byId.delete(point.id);
    for (const key of cellsOf(cardRect(point))) {
      const cell = cells.get(key);
      cell?.delete(point);
      if (cell?.size === 0) cells.delete(key);
    }
    counts.set(point.themeId, (counts.get(point.themeId) ?? 0) - pointsIn(point));
    const place = `${point.x},${point.y}`;
    const left = (places.get(place) ?? 1) - 1;
    if (left === 0) places.delete(place);
    else places.set(place, left);
    if (left === 1) crowded--;
    // The lowest card went: who asks next counts again.
    if (lowest !== null && point.y + CARD_HEIGHT >= lowest) lowest = null;
  }

  function refresh(id: string): IndexedChange | null {
    const before = byId.get(id) ?? null;
    const after = tracker.cardOf(id);
    if (before === null && after === null) return null;
    if (before !== null) erase(before);
    if (after !== null) insert(after);
    return { before, after };
  }

  function tell(changes: readonly IndexedChange[]): void {
    if (changes.length === 0) return;
    revision++;
    for (const listener of listeners) listener(changes);
  }

  function refreshAll(ids: Iterable<string>): void {
    const changes: IndexedChange[] = [];
    for (const id of tracker.refresh(ids)) {
      const change = refresh(id);
      if (change !== null) changes.push(change);
    }
    tell(changes);
  }

  function* overlapping(area: Rect): Generator<Card> {
    const { columns, rows } = cellSpan(area);
    const isWide = (columns[1] - columns[0] + 1) * (rows[1] - rows[0] + 1) > cells.size;
    if (isWide) {
      for (const point of byId.values()) if (overlaps(point, area)) yield point;
      return;
    }
    for (let row = rows[0]; row <= rows[1]; row++) {
      for (let column = columns[0]; column <= columns[1]; column++) {
        for (const point of cells.get(cellKey(column, row)) ?? []) {
          // A card in several cells is given by the first of them that the rectangle covers.
          const isFirst =
            column === Math.max(columns[0], toCell(point.x)) && row === Math.max(rows[0], toCell(point.y));
          if (isFirst && overlaps(point, area)) yield point;
        }
      }
    }
  }

  return {
    revision: () => revision,
    size: () => byId.size,
    get: (id) => byId.get(id) ?? null,
    cardWith: (id) => byId.get(tracker.clusterOf(id) ?? id) ?? null,
    points: () => byId.values(),
    within: (area) => [...overlapping(area)],
    countWithin(area, atMost) {
      let count = 0;
      for (const _ of overlapping(area)) if (++count >= atMost) break;
      return count;
    },
    at({ x, y }) {
      let found: Card | null = null;
      for (const point of cells.get(cellKey(toCell(x), toCell(y))) ?? []) {
        const isInside = x >= point.x && x <= point.x + CARD_WIDTH && y >= point.y && y <= point.y + CARD_HEIGHT;
        if (isInside) found = point;
      }
      return found;
    },
    bottom() {
      if (lowest === null) {
        let bottom = 0;
        for (const { y } of byId.values()) bottom = Math.max(bottom, y + CARD_HEIGHT);
        lowest = bottom;
      }
      return lowest;
    },
    countOf: (themeId) => counts.get(themeId) ?? 0,
    hasCoincident: () => crowded > 0,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    follow() {
      refreshAll(recordsOf(doc).keys());
      const stop = observePoints(doc, ({ added, changed, removed }) => refreshAll([...added, ...changed, ...removed]));
      return () => {
        stop();
        const gone = [...byId.values()].map((before): IndexedChange => ({ before, after: null }));
        tracker.clear();
        byId.clear();
        cells.clear();
        counts.clear();
        places.clear();
        crowded = 0;
        lowest = 0;
        tell(gone);
      };
    },
  };
}

function pointsIn({ members }: Card): number {
  return Math.max(1, members.length);
}

export function cardRect({ x, y }: Position): Rect {
  return { x, y, w: CARD_WIDTH, h: CARD_HEIGHT };
}

function overlaps(card: Position, { x, y, w, h }: Rect): boolean {
  return card.x < x + w && card.x + CARD_WIDTH > x && card.y < y + h && card.y + CARD_HEIGHT > y;
}

function toCell(coordinate: number): number {
  return Math.floor(coordinate / CELL);
}

type Span = readonly [first: number, last: number];

function cellSpan({ x, y, w, h }: Rect): { readonly columns: Span; readonly rows: Span } {
  return { columns: [toCell(x), toCell(x + w)], rows: [toCell(y), toCell(y + h)] };
}

/**
 * One number for both: a coordinate is at most a million pixels, about two thousand cells, from the
 * origin.
 */
function cellKey(column: number, row: number): number {
  return column * 65_536 + row;
}

function* cellsOf(rect: Rect): Generator<number> {
  const { columns, rows } = cellSpan(rect);
  for (let row = rows[0]; row <= rows[1]; row++) {
    for (let column = columns[0]; column <= columns[1]; column++) yield cellKey(column, row);
  }
}
