import type { PointIndex } from '@gongyi/board';
import { pointIdOf, shapeIdOf } from '@gongyi/board/store-binding';
import { type Atom, atom, type Editor, react, type Signal } from '@tldraw/tldraw';
import { brushedPoints } from './brushed-points.ts';

export type CardSelection = {
  /** Ids of the selected points, whether or not their cards are in tldraw's store. */
  readonly ids: Signal<ReadonlySet<string>>;
  readonly isBrushing: () => boolean;
  readonly select: (pointIds: Iterable<string>) => void;
  /**
   * Whether some selected cards are not in the store, so that tldraw cannot do anything to them.
   */
  readonly hasBeyond: () => boolean;
  /**
   * Changes which cards the store holds; tldraw's own selection follows and is not taken for the
   * person's doing.
   */
  readonly adjust: (change: () => void) => void;
  readonly dispose: () => void;
};

const NOTHING: ReadonlySet<string> = new Set();

/**
 * What is selected, on the whole board. tldraw selects cards of its store only, which holds a
 * window of the board: so the truth is here, and tldraw's selection is the part of it that is in
 * the store.
 *
 * What the person does with tldraw's tools goes the other way: a click or a key that selects
 * replaces the selection, with Shift it changes the part in the store, and a marquee selects
 * whatever it covers by the document's index.
 */
export function createCardSelection(editor: Editor, index: PointIndex): CardSelection {
  const ids: Atom<ReadonlySet<string>> = atom('selected points', NOTHING);
  let isAdjusting = false;
  /**
   * The selection that a marquee in progress began with, which Shift keeps; null without a marquee.
   */
  let brushedFrom: { readonly before: ReadonlySet<string>; readonly kept: ReadonlySet<string> } | null = null;
  let isCancelled = false;

  function isInStore(pointId: string): boolean {
    return editor.store.has(shapeIdOf(pointId));
  }

  function ofTldraw(): string[] {
    return editor.getSelectedShapeIds().map(pointIdOf);
  }

  /**
   * The part of the selection that is in the store. Counted from the store's side, which is the
   * smaller one.
   */
  function heldPart(): string[] {
    const selected = ids.get();
    if (selected.size < 100) return [...selected].filter(isInStore);
    return [...editor.getCurrentPageShapeIds()].map(pointIdOf).filter((id) => selected.has(id));
  }

  function mirror(): void {
    const wanted = heldPart();
    const current = new Set(ofTldraw());
    if (wanted.length === current.size && wanted.every((id) => current.has(id))) return;
    editor.run(() => editor.setSelectedShapes(wanted.map(shapeIdOf)), { history: 'ignore' });
  }

  function adjust(change: () => void): void {
    const wasAdjusting = isAdjusting;
    isAdjusting = true;
    try {
      change();
      mirror();
    } finally {
      isAdjusting = wasAdjusting;
    }
  }

  function select(pointIds: Iterable<string>): void {
    const wanted = new Set<string>();
    for (const id of pointIds) if (index.get(id) !== null) wanted.add(id);
    adjust(() => ids.set(wanted));
  }

  const stopSelecting = react('selection of the person', () => {
    const chosen = ofTldraw();
    if (isAdjusting || brushedFrom !== null || editor.isIn('select.brushing')) return;
    const held = new Set(heldPart());
    if (chosen.length === held.size && chosen.every((id) => held.has(id))) return;
    const beyond = editor.inputs.shiftKey ? [...ids.get()].filter((id) => !isInStore(id)) : [];
    ids.set(new Set([...beyond, ...chosen]));
  });

  const onCancel = (info: { readonly type: string; readonly name?: string }): void => {
    if (brushedFrom !== null && info.type === 'misc' && info.name === 'cancel') isCancelled = true;
  };
  editor.on('before-event', onCancel);

  const stopBrushing = react('marquee', () => {
    const { brush } = editor.getInstanceState();
    if (brush === null) {
      const before = brushedFrom?.before;
      brushedFrom = null;
      if (before === undefined) return;
      const wanted = isCancelled ? before : ids.get();
      isCancelled = false;
      // tldraw has yet to leave its own state.
      queueMicrotask(() => select(wanted));
      return;
    }
    const { shiftKey, ctrlKey } = editor.inputs;
    brushedFrom ??= { before: ids.get(), kept: shiftKey ? ids.get() : NOTHING };
    const kept = shiftKey ? brushedFrom.kept : NOTHING;
    ids.set(new Set([...kept, ...brushedPoints(index, brush, { wholeOnly: ctrlKey })]));
  });

  const stopIndex = index.onChange((changes) => {
    const selected = ids.get();
    const gone = changes.filter(({ before, after }) => after === null && before !== null && selected.has(before.id));
    if (gone.length === 0) return;
    const left = new Set(selected);
    for (const { before } of gone) if (before !== null) left.delete(before.id);
    ids.set(left);
  });

  return {
    ids,
    isBrushing: () => brushedFrom !== null,
    select,
    hasBeyond: () => ids.get().size > heldPart().length,
    adjust,
    dispose() {
      stopSelecting();
      stopBrushing();
      stopIndex();
      editor.off('before-event', onCancel);
    },
  };
}
