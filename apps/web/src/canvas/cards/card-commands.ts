import {
  addPoint,
  type Card,
  deletePoints,
  freePlace,
  freePlaces,
  isClusterCard,
  OWN_EDIT,
  type PointIndex,
  placeCard,
  type ThemeArea,
  themeAt,
} from '@gongyi/board';
import { pointIdOf, type StoreBinding, shapeIdOf } from '@gongyi/board/store-binding';
import { LIMITS } from '@gongyi/domain';
import { type Editor, react } from '@tldraw/tldraw';
import type { Doc } from 'yjs';
import type { SessionView } from '../../api/trpc.ts';
import type { ClusterNote } from '../../session/clusters/cluster-commands.ts';
import type { CardSelection } from '../window/card-selection.ts';
import type { CardWindow } from '../window/card-window.ts';
import { inReadingOrder } from '../window/reading-order.ts';
import { type CanvasRights, mayEditCard, mayMoveCard } from './canvas-rights.ts';
import { leaveEditingState } from './end-editing.ts';
import { makeReadable } from './focus-card.ts';
import { isEmptyText } from './is-empty-text.ts';
import { landingAt, nearestTheme } from './place-in-area.ts';
import { settleCards } from './settle-cards.ts';

/** What the person should be told about something that they did. */
export type CanvasNote =
  | { readonly kind: 'outside'; readonly themeId: string }
  | { readonly kind: 'deleted' | 'copied' | 'pasted'; readonly count: number }
  | { readonly kind: 'notDeleted' | 'pasteTooLong' | 'clusterKept' }
  | ClusterNote;

export type CardCommandsOptions = {
  readonly editor: Editor;
  readonly doc: Doc;
  readonly index: PointIndex;
  readonly binding: StoreBinding;
  readonly selection: CardSelection;
  readonly window: CardWindow;
  readonly areas: () => readonly ThemeArea[];
  /** Whom the document names as the author of what this page adds. */
  readonly author: () => SessionView['me']['author'];
  readonly rights: () => CanvasRights;
  readonly isPromoted: (pointId: string) => boolean;
  readonly onNote: (note: CanvasNote) => void;
  /** What follows is taken back by itself, not together with what came just before. */
  readonly onBeginStep: () => void;
  /** The transactions of `run` are taken back together, each as an update of its own. */
  readonly asOneStep: (run: () => void) => void;
};

export type CardCommands = ReturnType<typeof createCardCommands>;

/**
 * Points that are deleted in one transaction. Undo writes as many anew, and the server reads no
 * message of more than a megabyte.
 */
const DELETED_AT_ONCE = 1_000;

type Position = { readonly x: number; readonly y: number };

/** Origin of a removal that undo must not bring back: nobody wants an empty card again. */
const TIDY_UP = Symbol('tidy up');

/**
 * What a person does to cards on this page, each in one transaction of the document. Dispose with
 * the editor.
 */
export function createCardCommands(options: CardCommandsOptions) {
  const { editor, doc, index, binding, selection, window, areas, author, rights, isPromoted, onNote } = options;
  /** Cards of this page that were added without a text. */
  const fresh = new Set<string>();

  function selectedPointIds(): string[] {
    return [...selection.ids.get()];
  }

  function editableOf(pointIds: readonly string[]): string[] {
    return pointIds.filter((id) => {
      const point = index.get(id);
      return point !== null && mayEditCard(rights(), point);
    });
  }

  function movableOf(cardIds: readonly string[]): string[] {
    return cardIds.filter((id) => {
      const card = index.get(id);
      return card !== null && mayMoveCard(rights(), { ...card, isCluster: isClusterCard(card) });
    });
  }

  /**
   * The theme that a new card gets when no area is pointed at: that of the selection, else what the
   * window shows.
   */
  function likelyTheme(): string | null {
    const selected = selectedPointIds()[0];
    const ofSelection = selected === undefined ? undefined : index.get(selected)?.themeId;
    if (ofSelection !== undefined && areas().some(({ themeId }) => themeId === ofSelection)) return ofSelection;
    return nearestTheme(areas(), editor.getViewportPageBounds().center);
  }

  function add(at: Position | null, text = ''): string | null {
    if (!rights().mayAdd) return null;
    const landing = at === null ? null : landingAt(areas(), at);
    const themeId = landing?.themeId ?? (at === null ? null : themeAt(areas(), at)?.themeId) ?? likelyTheme();
    if (themeId === null) return null;
    const place = landing ?? freePlace(areas(), themeId, index.points());
    const { id: authorId, name, unit } = author();
    const pointId = addPoint(doc, { themeId, x: place.x, y: place.y, text, authorId, author: name, unit });
    return pointId;
  }

  /**
   * Selects a card, or the cluster that a point is in, and brings it into view, large enough to
   * read; `edit` starts typing in it. False when it is gone.
   */
  function focus(id: string, { edit }: { readonly edit: boolean }): boolean {
    const pointId = index.cardWith(id)?.id;
    if (pointId === undefined) return false;
    window.bringIn([pointId]);
    editor.setCurrentTool('select');
    selection.select([pointId]);
    makeReadable(editor, index, pointId, { edit });
    const shapeId = shapeIdOf(pointId);
    if (edit && editor.getShape(shapeId) !== undefined) {
      editor.setEditingShape(shapeId);
      editor.setCurrentTool('select.editing_shape', { target: 'shape', shape: editor.getShape(shapeId) });
    }
    return true;
  }

  const stopWatchingEditing = react('editing', () => {
    const shapeId = editor.getEditingShapeId();
    const editing = shapeId === null ? null : pointIdOf(shapeId);
    // After the change that led here: removing a card inside of it would be a change within a
    // change.
    queueMicrotask(() => {
      tidyUp(editing);
      if (editing === null) {
        leaveEditingState(editor);
        return;
      }
      options.onBeginStep();
      // tldraw's own ways into a card, double-click and Enter, leave it as small as it is.
      makeReadable(editor, index, editing, { edit: true });
    });
  });

  function tidyUp(editing: string | null): void {
    for (const pointId of fresh) {
      if (pointId === editing) continue;
      fresh.delete(pointId);
      const point = index.get(pointId);
      if (point !== null && isEmptyText(point.text)) deletePoints(doc, [pointId], TIDY_UP);
    }
  }

  return {
    selectedPointIds,
    editableOf,
    movableOf,
    focus,

    /** Adds an empty card at a place, or where it fits when there is none, and starts typing. */
    addAndEdit(at: Position | null): void {
      const pointId = add(at);
      if (pointId === null) return;
      fresh.add(pointId);
      focus(pointId, { edit: true });
    },

    /** One card for each text; the first where it is wanted, the others where there is room. */
    addTexts(at: Position | null, texts: readonly string[]): void {
      const wanted = texts.map((text) => text.trim()).filter((text) => text !== '');
      if (wanted.length === 0) return;
      options.onBeginStep();
      const added: string[] = [];
      for (const text of wanted) {
        const pointId = add(added.length === 0 ? at : null, shortened(text));
        if (pointId === null) return;
        if (added.length === 0) selection.select([pointId]);
        added.push(pointId);
      }
      if (wanted.some((text) => shortened(text).length < text.length)) onNote({ kind: 'pasteTooLong' });
      else if (added.length > 1) onNote({ kind: 'pasted', count: added.length });
      if (added[0] !== undefined) focus(added[0], { edit: false });
      if (added.length > 1) selection.select(added);
    },

    edit(pointId: string): void {
      if (editableOf([pointId]).length > 0) focus(pointId, { edit: true });
    },

    moveToTheme(pointIds: readonly string[], themeId: string): void {
      const moving = movableOf(pointIds).filter((id) => index.get(id)?.themeId !== themeId);
      if (moving.length === 0) return;
      const isMoving = new Set(moving);
      const others = [...index.points()].filter(({ id }) => !isMoving.has(id));
      const nextPlace = freePlaces(areas(), themeId, others);
      options.onBeginStep();
      doc.transact(() => {
        for (const id of moving) placeCard(doc, id, { themeId, ...nextPlace() });
      }, OWN_EDIT);
    },

    remove(pointIds: readonly string[]): void {
      const isAnyCluster = pointIds.some((id) => (index.get(id)?.members.length ?? 0) > 0);
      if (isAnyCluster) onNote({ kind: 'clusterKept' });
      const own = editableOf(pointIds);
      const removable = own.filter((id) => !isPromoted(id));
      if (removable.length < own.length) onNote({ kind: 'notDeleted' });
      if (removable.length === 0) return;
      // Or the words typed just before would be taken back together with it, and the card come back
      // empty.
      options.onBeginStep();
      options.asOneStep(() => {
        for (let first = 0; first < removable.length; first += DELETED_AT_ONCE) {
          deletePoints(doc, removable.slice(first, first + DELETED_AT_ONCE));
        }
      });
      binding.show();
      onNote({ kind: 'deleted', count: removable.length });
    },

    /** As people read them: of those that are merged, the first stays where it is. */
    inOrder(cardIds: readonly string[]): string[] {
      const cards = cardIds.map((id) => index.get(id)).filter((card): card is Card => card !== null);
      return inReadingOrder(cards, areas()).map(({ id }) => id);
    },

    /** The texts of cards, in the order in which people read them. */
    textsOf(pointIds: readonly string[]): string[] {
      const cards = pointIds.map((id) => index.get(id)).filter((card): card is Card => card !== null);
      return inReadingOrder(cards, areas())
        .flatMap<{ readonly text: string }>((card) => (isClusterCard(card) ? card.members : card))
        .filter(({ text }) => !isEmptyText(text))
        .map(({ text }) => text.trim());
    },

    /** After cards were moved, by the tools (`by` left out) or along with those. */
    settleMoved(pointIds: Iterable<string>, by?: Position): void {
      const themeId = settleCards(doc, index, areas(), pointIds, by);
      if (themeId !== null) onNote({ kind: 'outside', themeId });
    },

    dispose(): void {
      stopWatchingEditing();
      tidyUp(null);
    },
  };
}

/** Not cut through the middle of a symbol of two units. */
function shortened(text: string): string {
  return text.slice(0, LIMITS.pointTextChars).replace(/[\uD800-\uDBFF]$/, '');
}
