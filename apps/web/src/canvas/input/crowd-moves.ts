import { isPointShape, pointIdOf, shapeIdOf } from '@gongyi/board/store-binding';
import { atom, type Editor, type Signal, type TLStore } from '@tldraw/tldraw';
import type { CardSelection } from '../window/card-selection.ts';

/** Cards that are on their way with the others, though the store does not hold them. */
type Crowd = {
  readonly pointIds: ReadonlySet<string>;
  /** How far they are from where the document says, page pixels. */
  readonly x: number;
  readonly y: number;
};

export type CrowdMoves = {
  readonly crowd: Signal<Crowd | null>;
  /** Ends the move: places the cards where they were seen to go. */
  readonly settle: () => void;
  readonly dispose: () => void;
};

export type CrowdMovesOptions = {
  readonly editor: Editor;
  readonly selection: CardSelection;
  /** Whether the pointer has the cards; they are then placed when it lets go. */
  readonly isDragging: () => boolean;
  readonly mayMove: (pointId: string) => boolean;
  readonly onBegin: () => () => void;
  readonly onSettle: (pointIds: ReadonlySet<string>, by: { readonly x: number; readonly y: number }) => void;
};

/** After the last key that moves cards. Shorter than what undo takes for one step. */
const KEYS_REST_MS = 300;

/**
 * Moves the selected cards that the store does not hold along with one that it holds: wherever
 * tldraw's tools take that one, by dragging or by keys, the crowd goes as far. Seen at once,
 * written once.
 */
export function createCrowdMoves(options: CrowdMovesOptions): CrowdMoves {
  const { editor, selection, isDragging, mayMove, onBegin, onSettle } = options;
  const crowd = atom<Crowd | null>('crowd', null);
  let leader: string | null = null;
  let restTimer: ReturnType<typeof setTimeout> | undefined;
  let onEnd: () => void = () => undefined;

  function begin(shapeId: string): Crowd {
    leader = shapeId;
    onEnd = isDragging() ? () => undefined : onBegin();
    const pointIds = new Set<string>();
    const held = editor.getCurrentPageShapeIds();
    for (const id of selection.ids.get()) {
      if (!held.has(shapeIdOf(id)) && mayMove(id)) pointIds.add(id);
    }
    return { pointIds, x: 0, y: 0 };
  }

  function settle(): void {
    reportChanges(editor.store);
    clearTimeout(restTimer);
    const moved = crowd.get();
    leader = null;
    if (moved === null) return;
    if (moved.x !== 0 || moved.y !== 0) onSettle(moved.pointIds, moved);
    crowd.set(null);
    onEnd();
  }

  const stopListening = editor.store.listen(
    ({ changes }) => {
      for (const [before, after] of Object.values(changes.updated)) {
        if (!isPointShape(before) || !isPointShape(after)) continue;
        const by = { x: after.x - before.x, y: after.y - before.y };
        if (by.x === 0 && by.y === 0) continue;
        if (leader === null) {
          if (!selection.ids.get().has(pointIdOf(after.id)) || !selection.hasBeyond()) return;
          crowd.set(begin(after.id));
        }
        if (after.id !== leader) continue;
        crowd.update((current) => current && { ...current, x: current.x + by.x, y: current.y + by.y });
        if (!isDragging()) {
          clearTimeout(restTimer);
          restTimer = setTimeout(settle, KEYS_REST_MS);
        }
        return;
      }
    },
    { source: 'user', scope: 'document' },
  );

  return {
    crowd,
    settle,
    dispose() {
      settle();
      stopListening();
    },
  };
}

/**
 * Has the store tell its listeners now of what it would tell them with the next frame: it does so
 * before it takes another.
 */
export function reportChanges(store: TLStore): void {
  store.listen(() => undefined)();
}
