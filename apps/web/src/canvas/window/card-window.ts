import { type PointIndex, planHolds, planWindow, type Rect, type WindowPlan } from '@gongyi/board';
import { type StoreBinding, shapeIdOf } from '@gongyi/board/store-binding';
import { atom, type Editor, react, type Signal } from '@tldraw/tldraw';
import type { CardSelection } from './card-selection.ts';

export type CardWindow = {
  /** Whether so much is in view that the cards are painted and not held. */
  readonly isOverview: Signal<boolean>;
  /**
   * Puts cards into the store now, wherever they are, and keeps them there until what follows keeps
   * them or the next press ends.
   */
  readonly bringIn: (pointIds: Iterable<string>) => void;
  /** The points whose cards are on their way with the pointer, and not where the document says. */
  readonly moving: Signal<ReadonlySet<string>>;
  /** While cards are dragged, the selected ones neither enter nor leave. */
  readonly freeze: (isFrozen: boolean) => void;
  readonly dispose: () => void;
};

/**
 * A selection up to this is held whole, so that tldraw's tools see all of it; of a larger one, what
 * is in the window.
 */
export const SELECTION_HELD_WHOLE = 100;
/** Cards that enter in one frame: each costs about a third of a millisecond to draw. */
const ENTER_PER_FRAME = 24;

const NOTHING: ReadonlySet<string> = new Set();

/** A double click comes after its second press, and needs the card still. */
const UNPIN_MS = 600;

/**
 * Keeps in the store the cards near what is in view, and those that are selected, edited or held,
 * whatever is in view.
 */
export function createCardWindow(
  editor: Editor,
  index: PointIndex,
  binding: StoreBinding,
  selection: CardSelection,
): CardWindow {
  const isOverview = atom('overview', false);
  const moving = atom<ReadonlySet<string>>('moving', NOTHING);
  const pinned = new Set<string>();
  let shown: ReadonlySet<string> = new Set();
  let plan: WindowPlan | null = null;
  let isStale = true;
  let frame: number | null = null;
  let unpinTimer: ReturnType<typeof setTimeout> | undefined;

  function kept(): Set<string> {
    const keep = new Set(pinned);
    const editing = editor.getEditingShapeId();
    if (editing !== null) keep.add(editing.slice('shape:'.length));
    const selected = selection.ids.get();
    if (selected.size <= SELECTION_HELD_WHOLE) for (const id of selected) keep.add(id);
    else {
      // One at least, or tldraw would believe that nothing is selected and its keys would do
      // nothing.
      const held = [...shown].find((id) => selected.has(id)) ?? selected.values().next().value;
      if (held !== undefined) keep.add(held);
    }
    return keep;
  }

  function currentPlan(): WindowPlan {
    const viewport: Rect = editor.getViewportPageBounds();
    if (plan === null || isStale || plan.isOverview || !planHolds(plan, viewport)) {
      plan = planWindow(index, viewport, plan);
      isStale = false;
      isOverview.set(plan.isOverview);
    }
    return plan;
  }

  /** One step towards the plan: everything leaves that should, and a few enter. */
  function step(enterAtMost: number): void {
    if (selection.isBrushing()) {
      schedule();
      return;
    }
    const wanted = currentPlan();
    const next = kept();
    const onTheirWay = moving.get();
    if (onTheirWay.size > 0) for (const id of shown) if (onTheirWay.has(id)) next.add(id);
    let entered = 0;
    let isComplete = true;
    for (const id of wanted.pointIds) {
      if (next.has(id)) continue;
      if (!shown.has(id)) {
        if (onTheirWay.has(id)) continue;
        if (entered === enterAtMost) {
          isComplete = false;
          continue;
        }
        entered++;
      }
      next.add(id);
    }
    show(next);
    if (!isComplete) schedule();
  }

  function show(next: ReadonlySet<string>): void {
    if (next.size === shown.size && [...next].every((id) => shown.has(id))) return;
    shown = next;
    selection.adjust(() => binding.showOnly(next));
  }

  function schedule(): void {
    frame ??= requestAnimationFrame(() => {
      frame = null;
      step(ENTER_PER_FRAME);
    });
  }

  function bringIn(pointIds: Iterable<string>): void {
    const wanted = [...pointIds].filter((id) => index.get(id) !== null);
    for (const id of wanted) pinned.add(id);
    // A point that was added a moment ago may be among those shown and have no card yet.
    if (wanted.every((id) => shown.has(id) && editor.store.has(shapeIdOf(id)))) return;
    show(new Set([...shown, ...wanted]));
    binding.show();
    schedule();
  }

  /**
   * Before tldraw looks what is under the pointer, a painted card becomes one that can be taken.
   */
  function onPointerDown(event: PointerEvent): void {
    if (!(event.target instanceof Element) || event.target.closest('.tl-canvas') === null) return;
    const point = index.at(editor.screenToPage({ x: event.clientX, y: event.clientY }));
    if (point !== null && !shown.has(point.id)) bringIn([point.id]);
  }

  function onPointerUp(): void {
    clearTimeout(unpinTimer);
    unpinTimer = setTimeout(() => {
      pinned.clear();
      schedule();
    }, UNPIN_MS);
  }

  const container = editor.getContainer();
  container.addEventListener('pointerdown', onPointerDown, { capture: true });
  container.addEventListener('pointerup', onPointerUp);
  container.addEventListener('pointercancel', onPointerUp);
  const stopWatching = react('window', () => {
    editor.getViewportPageBounds();
    editor.getEditingShapeId();
    selection.ids.get();
    schedule();
  });
  const stopIndex = index.onChange(() => {
    isStale = true;
    schedule();
  });
  // The first view is whole, so that nothing that opens the canvas finds it empty.
  step(Number.POSITIVE_INFINITY);

  return {
    isOverview,
    moving,
    bringIn,
    freeze(isFrozen) {
      moving.set(isFrozen ? selection.ids.get() : NOTHING);
      schedule();
    },
    dispose() {
      stopWatching();
      stopIndex();
      clearTimeout(unpinTimer);
      if (frame !== null) cancelAnimationFrame(frame);
      container.removeEventListener('pointerdown', onPointerDown, { capture: true });
      container.removeEventListener('pointerup', onPointerUp);
      container.removeEventListener('pointercancel', onPointerUp);
    },
  };
}
