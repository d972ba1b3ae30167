import { CARD_HEIGHT, CARD_WIDTH, type PointIndex } from '@gongyi/board';
import { atom, type Editor, type Signal, type TLEventInfo } from '@tldraw/tldraw';

/**
 * The card over which dragged cards are, and whether they become one with it when they are let go.
 */
type DropTarget = { readonly cardId: string; readonly isReady: boolean };

export type DropToMerge = {
  readonly target: Signal<DropTarget | null>;
  readonly begin: (cardIds: ReadonlySet<string>) => void;
  /** The card onto which the dragged ones were let go, or null. */
  readonly end: () => string | null;
  readonly dispose: () => void;
};

/** Long enough that nobody merges who only passes, or puts a card down beside another. */
export const HOVER_MS = 600;
/** Of the card's size, on each side: the pointer must be well over it. */
const EDGE = 0.12;
/** Further out one does not see what one would merge. */
const LEAST_ZOOM = 0.25;
const MOST_CARDS = 50;

/** Merging by hand: cards that are dragged onto another one, and held there for a moment. */
export function createDropToMerge(editor: Editor, index: PointIndex, mayMerge: () => boolean): DropToMerge {
  const target = atom<DropTarget | null>('drop target', null);
  let dragged: ReadonlySet<string> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function aimAt(cardId: string | null): void {
    if ((target.get()?.cardId ?? null) === cardId) return;
    clearTimeout(timer);
    target.set(cardId === null ? null : { cardId, isReady: false });
    if (cardId === null) return;
    timer = setTimeout(() => target.set({ cardId, isReady: true }), HOVER_MS);
  }

  function look(): void {
    const cards = dragged;
    if (cards === null) return;
    const { x, y } = editor.inputs.currentPagePoint;
    const [dx, dy] = [CARD_WIDTH * EDGE, CARD_HEIGHT * EDGE];
    const found = index
      .within({ x: x - 1, y: y - 1, w: 2, h: 2 })
      .findLast(
        (card) =>
          !cards.has(card.id) &&
          x > card.x + dx &&
          x < card.x + CARD_WIDTH - dx &&
          y > card.y + dy &&
          y < card.y + CARD_HEIGHT - dy,
      );
    aimAt(editor.getZoomLevel() < LEAST_ZOOM ? null : (found?.id ?? null));
  }

  function stop(): void {
    dragged = null;
    aimAt(null);
  }

  const onEvent = (info: TLEventInfo): void => {
    if (dragged !== null && info.type === 'pointer' && info.name === 'pointer_move') look();
  };
  const onBefore = (info: TLEventInfo): void => {
    if (info.type === 'misc' && (info.name === 'cancel' || info.name === 'interrupt')) stop();
  };
  editor.on('event', onEvent);
  editor.on('before-event', onBefore);
  // Somebody else took the card away, or put it elsewhere.
  const stopIndex = index.onChange((changes) => {
    const current = target.get();
    if (current === null || !changes.some(({ before }) => before?.id === current.cardId)) return;
    const [now] = changes.flatMap(({ before, after }) => (before?.id === current.cardId ? [after] : []));
    const isElsewhere = changes.some(
      ({ before, after }) => before?.id === current.cardId && (before.x !== after?.x || before.y !== after?.y),
    );
    if (now == null || isElsewhere) aimAt(null);
  });

  return {
    target,
    begin(cardIds) {
      dragged = mayMerge() && cardIds.size <= MOST_CARDS ? cardIds : null;
    },
    end() {
      const current = target.get();
      stop();
      return current?.isReady === true ? current.cardId : null;
    },
    dispose() {
      stop();
      stopIndex();
      editor.off('event', onEvent);
      editor.off('before-event', onBefore);
    },
  };
}
