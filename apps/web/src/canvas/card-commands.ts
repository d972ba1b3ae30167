import {
  addPoint,
  CARD_HEIGHT,
  CARD_WIDTH,
  deletePoints,
  freePlace,
  movePointToTheme,
  OWN_EDIT,
  placePoint,
  readPoint,
  readPoints,
  type ThemeArea,
  themeAt,
} from '@gongyi/board';
import { isPointShape, pointIdOf, type StoreBinding, shapeIdOf } from '@gongyi/board/store-binding';
import { LIMITS } from '@gongyi/domain';
import { type Editor, react } from '@tldraw/tldraw';
import type { Doc } from 'yjs';
import type { SessionView } from '../api/trpc.ts';
import { type CanvasRights, mayEditPoint } from './canvas-rights.ts';
import { leaveEditingState } from './end-editing.ts';
import { focusCard, makeReadable } from './focus-card.ts';
import { isEmptyText } from './is-empty-text.ts';
import { landingAt, nearestTheme } from './place-in-area.ts';

/** What the person should be told about something that they did. */
export type CanvasNote =
  | { readonly kind: 'outside'; readonly themeId: string }
  | { readonly kind: 'deleted'; readonly count: number }
  | { readonly kind: 'notDeleted' | 'pasteTooLong' };

export type CardCommandsOptions = {
  readonly editor: Editor;
  readonly doc: Doc;
  readonly binding: StoreBinding;
  readonly areas: () => readonly ThemeArea[];
  readonly me: () => SessionView['me'];
  readonly rights: () => CanvasRights;
  readonly isPromoted: (pointId: string) => boolean;
  readonly onNote: (note: CanvasNote) => void;
  /** What follows is taken back by itself, not together with what came just before. */
  readonly onBeginStep: () => void;
};

export type CardCommands = ReturnType<typeof createCardCommands>;

type Position = { readonly x: number; readonly y: number };

/** Origin of a removal that undo must not bring back: nobody wants an empty card again. */
const TIDY_UP = Symbol('tidy up');

/** What a person does to cards on this page, each in one transaction of the document. Dispose with the editor. */
export function createCardCommands(options: CardCommandsOptions) {
  const { editor, doc, binding, areas, me, rights, isPromoted, onNote, onBeginStep } = options;
  /** Cards of this page that were added without a text. */
  const fresh = new Set<string>();

  function selectedPointIds(): string[] {
    return editor
      .getSelectedShapes()
      .filter(isPointShape)
      .map((card) => pointIdOf(card.id));
  }

  function editableOf(pointIds: readonly string[]): string[] {
    return pointIds.filter((id) => {
      const point = readPoint(doc, id);
      return point !== null && mayEditPoint(rights(), point);
    });
  }

  /** The theme that a new card gets when no area is pointed at: that of the selection, else what the window shows. */
  function likelyTheme(): string | null {
    const selected = selectedPointIds()[0];
    const ofSelection = selected === undefined ? undefined : readPoint(doc, selected)?.themeId;
    if (ofSelection !== undefined && areas().some(({ themeId }) => themeId === ofSelection)) return ofSelection;
    return nearestTheme(areas(), editor.getViewportPageBounds().center);
  }

  function add(at: Position | null, text = ''): string | null {
    if (!rights().mayAdd) return null;
    const landing = at === null ? null : landingAt(areas(), at);
    const themeId = landing?.themeId ?? (at === null ? null : themeAt(areas(), at)?.themeId) ?? likelyTheme();
    if (themeId === null) return null;
    const place = landing ?? freePlace(areas(), themeId, readPoints(doc));
    const { id: authorId, name: author, unit } = me();
    const pointId = addPoint(doc, { themeId, x: place.x, y: place.y, text, authorId, author, unit });
    binding.show();
    return pointId;
  }

  const stopWatchingEditing = react('editing', () => {
    const shapeId = editor.getEditingShapeId();
    const editing = shapeId === null ? null : pointIdOf(shapeId);
    // After the change that led here: removing a card inside of it would be a change within a change.
    queueMicrotask(() => {
      tidyUp(editing);
      if (editing === null) {
        leaveEditingState(editor);
        return;
      }
      onBeginStep();
      // tldraw's own ways into a card, double-click and Enter, leave it as small as it is.
      makeReadable(editor, editing, { edit: true });
    });
  });

  function tidyUp(editing: string | null): void {
    for (const pointId of fresh) {
      if (pointId === editing) continue;
      fresh.delete(pointId);
      const point = readPoint(doc, pointId);
      if (point !== null && isEmptyText(point.text)) deletePoints(doc, [pointId], TIDY_UP);
    }
  }

  return {
    selectedPointIds,
    editableOf,

    /** Adds an empty card at a place, or where it fits when there is none, and starts typing. */
    addAndEdit(at: Position | null): void {
      const pointId = add(at);
      if (pointId === null) return;
      fresh.add(pointId);
      focusCard(editor, pointId, { edit: true });
    },

    addText(at: Position | null, text: string): void {
      const wanted = text.trim();
      if (wanted === '') return;
      // Not through the middle of a symbol of two units.
      const kept = wanted.slice(0, LIMITS.pointTextChars).replace(/[\uD800-\uDBFF]$/, '');
      const pointId = add(at, kept);
      if (pointId === null) return;
      if (kept.length < wanted.length) onNote({ kind: 'pasteTooLong' });
      focusCard(editor, pointId, { edit: false });
    },

    edit(pointId: string): void {
      if (editableOf([pointId]).length > 0) focusCard(editor, pointId, { edit: true });
    },

    moveToTheme(pointIds: readonly string[], themeId: string): void {
      onBeginStep();
      doc.transact(() => {
        for (const id of editableOf(pointIds)) {
          if (readPoint(doc, id)?.themeId !== themeId) movePointToTheme(doc, id, themeId, areas());
        }
      }, OWN_EDIT);
    },

    remove(pointIds: readonly string[]): void {
      const own = editableOf(pointIds);
      const removable = own.filter((id) => !isPromoted(id));
      if (removable.length < own.length) onNote({ kind: 'notDeleted' });
      if (removable.length === 0) return;
      // Or the words typed just before would be taken back together with it, and the card come back empty.
      onBeginStep();
      deletePoints(doc, removable);
      binding.show();
      onNote({ kind: 'deleted', count: removable.length });
    },

    /**
     * After cards were moved: each gets the theme of the area that its centre is in. On a title or outside of all areas it
     * takes a free place, outside with its old theme.
     */
    settleMoved(pointIds: readonly string[]): void {
      let outside: string | null = null;
      doc.transact(() => {
        for (const id of pointIds) {
          const point = readPoint(doc, id);
          if (point === null) continue;
          const center = { x: point.x + CARD_WIDTH / 2, y: point.y + CARD_HEIGHT / 2 };
          const landing = landingAt(areas(), center);
          if (landing !== null) {
            if (landing.themeId !== point.themeId || landing.x !== point.x || landing.y !== point.y) {
              placePoint(doc, id, landing);
            }
            continue;
          }
          const area = themeAt(areas(), center);
          const themeId = area?.themeId ?? point.themeId;
          if (!areas().some((candidate) => candidate.themeId === themeId)) continue;
          if (area === null) outside = themeId;
          movePointToTheme(doc, id, themeId, areas());
        }
      }, OWN_EDIT);
      if (outside !== null) onNote({ kind: 'outside', themeId: outside });
    },

    select(pointIds: readonly string[]): void {
      editor.setSelectedShapes(pointIds.map(shapeIdOf).filter((id) => editor.getShape(id) !== undefined));
    },

    dispose(): void {
      stopWatchingEditing();
      tidyUp(null);
    },
  };
}
