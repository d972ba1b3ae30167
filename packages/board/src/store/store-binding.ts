import type { TLPageId, TLShape, TLStore } from '@tldraw/tldraw';
import type * as Y from 'yjs';
import { placeCard } from '../edits/place-card.ts';
import { deletePoints, OWN_EDIT } from '../edits/point-operations.ts';
import { readPoint } from '../model/point.ts';
import { type Card, cardOfPoint } from '../readings/card.ts';
import { observePoints } from '../readings/observe-points.ts';
import type { PointIndex } from '../readings/point-index.ts';
import { pointRecord, recordsOf } from '../records/layout.ts';
import {
  isPointShape,
  isSameCard,
  type PointShape,
  pointIdOf,
  shapeIdOf,
  toPointShape,
} from './store-binding-shape.ts';

export {
  isPointShape,
  POINT_SHAPE,
  type PointShape,
  type PointShapeProps,
  pointIdOf,
  pointShapeProps,
  shapeIdOf,
} from './store-binding-shape.ts';

/**
 * A drag is written this often; its last place is always written. Each write stays in the
 * document's history for good.
 */
const MOVE_WRITE_INTERVAL_MS = 100;
/**
 * Many cards in one hand are written less often, but others see at least this often where they are.
 */
const MOVE_WRITE_MOST_MS = 1_000;
const MOVES_PER_INTERVAL = 25;

export type StoreBindingOptions = {
  readonly doc: Y.Doc;
  readonly store: TLStore;
  readonly pageId: TLPageId;
  /**
   * Of the same document, and following it by now: says which points are in clusters. Left out,
   * each point has a card.
   */
  readonly index?: PointIndex;
  /**
   * The points whose cards the store holds, until `showOnly` says otherwise; left out, all of them.
   */
  readonly shown?: ReadonlySet<string>;
  /** Origin of the writes, for undo. */
  readonly origin?: unknown;
  /**
   * A record of the document that no card can be made of. Told once for each record until it is
   * mended.
   */
  readonly onSkipped?: (pointId: string, reason: string) => void;
  /** Cards that the person moved, after their new places were written. */
  readonly onMoved?: (pointIds: readonly string[]) => void;
  /** Calls back before the next frame is drawn; returns how to cancel. */
  readonly onNextFrame?: (run: () => void) => () => void;
};

export type StoreBinding = {
  /** Writes moves that still wait for their turn. */
  readonly flush: () => void;
  /**
   * Shows changes of the document that still wait for the next frame, for instance to edit a card
   * that was just added.
   */
  readonly show: () => void;
  /**
   * The store holds the cards of just these points from now on: those that enter and leave do so in
   * one batch, and nothing happens to the document but that a move which still waits is written
   * before its card leaves.
   */
  readonly showOnly: (pointIds: ReadonlySet<string>) => void;
  readonly dispose: () => void;
};

/**
 * Keeps the points of a document and the cards of a tldraw store alike, until disposed.
 *
 * The document is the truth. Into the store goes whatever a point says, record by record, gathered
 * per frame; a record that does not fit is skipped and told of, and the others go on. Out of the
 * store come two things only: where the person moved a card, and which cards they removed. Anything
 * else that is done to a card in the store is undone from the document. Echoes end because a card
 * that already shows what the document says is not put again.
 *
 * tldraw's cost grows with the cards in its store, so a large board shows a part of its points only
 * (`showOnly`); a change of a point that is not shown touches no card.
 *
 * While a move of this person waits to be written, the store's place stands; the move is newer than
 * what the document says.
 */
export function createStoreBinding(options: StoreBindingOptions): StoreBinding {
  const { doc, store, pageId, index, origin = OWN_EDIT, onSkipped, onMoved } = options;
  const { onNextFrame = nextAnimationFrame } = options;
  const dirty = new Set<string>();
  const moved = new Set<string>();
  const skipped = new Set<string>();
  let cancelFrame: (() => void) | null = null;
  let moveTimer: ReturnType<typeof setTimeout> | null = null;
  let shown = options.shown ?? null;

  function cardOf(pointId: string): PointShape | null {
    const record = store.unsafeGetWithoutCapture(shapeIdOf(pointId));
    return record !== undefined && isPointShape(record) ? record : null;
  }

  function skip(pointId: string, reason: string): void {
    if (skipped.has(pointId)) return;
    skipped.add(pointId);
    onSkipped?.(pointId, reason);
  }

  function cardInDocument(id: string): Card | null {
    const point = readPoint(doc, id);
    if (index === undefined) return point === null ? null : cardOfPoint(point);
    // A spoilt record is told of, though the index still has its last good point.
    return point === null && pointRecord(doc, id) !== null ? null : index.get(id);
  }

  /** Whether there is a card of that id, or a point of which none can be made. */
  function isThere(id: string): boolean {
    if (index === undefined) return pointRecord(doc, id) !== null;
    return index.get(id) !== null || (pointRecord(doc, id) !== null && readPoint(doc, id) === null);
  }

  /**
   * The card that the store should hold, or null when the point cannot be shown. A skipped point
   * keeps its last good card.
   */
  function wantedCard(pointId: string): PointShape | null {
    const said = cardInDocument(pointId);
    if (said === null) {
      skip(pointId, 'unreadable record');
      return null;
    }
    const current = cardOf(pointId);
    const card = toPointShape(said, pageId, current?.index);
    const wanted = current !== null && moved.has(pointId) ? { ...card, x: current.x, y: current.y } : card;
    try {
      store.schema.types.shape.validate(wanted as unknown as TLShape);
    } catch (error) {
      skip(pointId, error instanceof Error ? error.message : String(error));
      return null;
    }
    skipped.delete(pointId);
    return current !== null && isSameCard(current, wanted) ? null : wanted;
  }

  function applyToStore(pointIds: Iterable<string>): void {
    const cards: PointShape[] = [];
    const gone: TLShape['id'][] = [];
    for (const id of pointIds) {
      if (!isThere(id)) {
        skipped.delete(id);
        moved.delete(id);
        if (cardOf(id) !== null) gone.push(shapeIdOf(id));
        continue;
      }
      if (shown !== null && !shown.has(id)) {
        if (cardOf(id) !== null) gone.push(shapeIdOf(id));
        if (cardInDocument(id) === null) skip(id, 'unreadable record');
        else skipped.delete(id);
        continue;
      }
      const card = wantedCard(id);
      if (card !== null) cards.push(card);
    }
    change(cards, gone);
  }

  function change(cards: readonly PointShape[], gone: TLShape['id'][]): void {
    if (cards.length === 0 && gone.length === 0) return;
    store.mergeRemoteChanges(() => {
      store.put(cards as unknown as TLShape[]);
      store.remove(gone);
    });
  }

  function show(): void {
    cancelFrame?.();
    cancelFrame = null;
    const pointIds = [...dirty];
    dirty.clear();
    applyToStore(pointIds);
  }

  function markDirty(pointId: string): void {
    dirty.add(pointId);
    cancelFrame ??= onNextFrame(show);
  }

  function flush(): void {
    if (moveTimer !== null) clearTimeout(moveTimer);
    moveTimer = null;
    const written: string[] = [];
    const pointIds = [...moved];
    moved.clear();
    doc.transact(() => {
      for (const id of pointIds) {
        const card = cardOf(id);
        const said = cardInDocument(id);
        if (card === null || said === null) continue;
        const { x, y } = card;
        if (Math.round(x) === said.x && Math.round(y) === said.y) continue;
        if (placeCard(doc, id, { themeId: said.themeId, x, y }, origin)) written.push(id);
      }
    }, origin);
    // The document rounds; and a card that ended where it began still has the fraction of its drag.
    for (const id of pointIds) markDirty(id);
    if (written.length > 0) onMoved?.(written);
  }

  function noteMoves(pointIds: readonly string[]): void {
    if (pointIds.length === 0) return;
    for (const id of pointIds) moved.add(id);
    const wait = MOVE_WRITE_INTERVAL_MS * Math.ceil(moved.size / MOVES_PER_INTERVAL);
    moveTimer ??= setTimeout(flush, Math.min(wait, MOVE_WRITE_MOST_MS));
  }

  function showOnly(pointIds: ReadonlySet<string>): void {
    const before = shown ?? new Set(recordsOf(doc).keys());
    const leaving = [...before].filter((id) => !pointIds.has(id));
    if (leaving.some((id) => moved.has(id))) flush();
    shown = pointIds;
    const cards: PointShape[] = [];
    for (const id of pointIds) {
      const card = before.has(id) || !isThere(id) ? null : wantedCard(id);
      if (card !== null) cards.push(card);
    }
    change(cards, leaving.filter((id) => cardOf(id) !== null).map(shapeIdOf));
  }

  const stopListening = store.listen(
    ({ changes }) => {
      const removed = Object.values(changes.removed).filter(isPointShape);
      if (removed.length > 0) {
        const pointIds = removed.map((card) => pointIdOf(card.id));
        deletePoints(doc, pointIds, origin);
        // A cluster, or a card whose record was malformed, is no point: it is not deleted, and
        // comes back if it can be shown.
        for (const id of pointIds) markDirty(id);
      }
      for (const card of Object.values(changes.added)) {
        if (isPointShape(card)) markDirty(pointIdOf(card.id));
      }
      const movedNow: string[] = [];
      for (const [before, after] of Object.values(changes.updated)) {
        if (!isPointShape(before) || !isPointShape(after)) continue;
        if (before.x !== after.x || before.y !== after.y) movedNow.push(pointIdOf(after.id));
        else markDirty(pointIdOf(after.id));
      }
      noteMoves(movedNow);
    },
    { source: 'user', scope: 'document' },
  );

  const stopObserving = observePoints(doc, ({ added, changed, removed }) => {
    for (const ids of [added, changed, removed]) for (const id of ids) markDirty(id);
  });
  // A point that joins or leaves a cluster changes the cards of others.
  const stopIndex = index?.onChange((changes) => {
    for (const { before, after } of changes) {
      const id = (after ?? before)?.id;
      if (id !== undefined) markDirty(id);
    }
  });

  const present = store.query.records('shape').get().filter(isPointShape);
  applyToStore(new Set([...recordsOf(doc).keys(), ...present.map((card) => pointIdOf(card.id))]));

  return {
    flush,
    show,
    showOnly,
    dispose() {
      flush();
      stopListening();
      stopObserving();
      stopIndex?.();
      cancelFrame?.();
    },
  };
}

function nextAnimationFrame(run: () => void): () => void {
  const frame = requestAnimationFrame(run);
  return () => cancelAnimationFrame(frame);
}
