import { observePoints, type PointIndex, placeableAreas, settleOwnPlaces, themeAreas, withInbox } from '@gongyi/board';
import { createStoreBinding, pointIdOf } from '@gongyi/board/store-binding';
import { atom, type Editor, react, type Signal } from '@tldraw/tldraw';
import { type RefObject, useEffect, useState } from 'react';
import type { Awareness } from 'y-protocols/awareness';
import type { Doc } from 'yjs';
import type { SessionView } from '../../api/trpc.ts';
import { type ClusterCommands, createClusterCommands } from '../../session/clusters/cluster-commands.ts';
import { createHolding, type Held } from '../../session/clusters/holding.ts';
import type { Votes } from '../../session/votes/use-votes.ts';
import { type CanvasRights, mayEditPoint, mayMoveCard } from '../cards/canvas-rights.ts';
import { type CanvasNote, type CardCommands, createCardCommands } from '../cards/card-commands.ts';
import { chosenDrawingTool } from '../drawing/chosen-drawing-tool.ts';
import { createDrawing, type Drawing, type DrawingNote } from '../drawing/drawing.ts';
import { giveDrawing } from '../drawing/drawing-tool.ts';
import { createStrokeIndex } from '../drawing/stroke-index.ts';
import type { AreaModel } from '../window/area-model.ts';
import { type CardSelection, createCardSelection } from '../window/card-selection.ts';
import { type CardWindow, createCardWindow } from '../window/card-window.ts';
import { type CrowdMoves, createCrowdMoves, reportChanges } from './crowd-moves.ts';
import { createDropToMerge, type DropToMerge } from './drop-to-merge.ts';
import { guardCards } from './guard-cards.ts';
import type { Undo } from './use-undo.ts';
import { watchDrags } from './watch-drags.ts';

/** What listeners ask for at the moment when something happens. */
export type CanvasNow = {
  readonly session: SessionView;
  readonly rights: CanvasRights;
  readonly areas: AreaModel;
  readonly undo: Undo;
  readonly votes: Votes;
  readonly isPromoted: (pointId: string) => boolean;
  readonly onNote: (note: CanvasNote | DrawingNote) => void;
  readonly onSkipped: () => void;
  readonly onOpenCluster: (clusterId: string) => void;
};

/**
 * Ours at once; those of people whose phone is asleep after a moment in which their own page could
 * have done it.
 */
const SETTLE_OWN_MS = 300;
const SETTLE_ALL_MS = 2_500;

export type CanvasWiring = {
  readonly commands: CardCommands;
  readonly clusters: ClusterCommands;
  readonly dropToMerge: DropToMerge;
  /** Cards that others have in hand. */
  readonly held: Signal<readonly Held[]>;
  readonly selection: CardSelection;
  readonly window: CardWindow;
  readonly crowdMoves: CrowdMoves;
  readonly drawing: Drawing;
};

/** Ties editor and document together while both are there. Null until they are. */
export function useCanvasWiring(
  editor: Editor | null,
  doc: Doc,
  index: PointIndex,
  awareness: Awareness,
  now: RefObject<CanvasNow>,
): CanvasWiring | null {
  const [wiring, setWiring] = useState<CanvasWiring | null>(null);

  useEffect(() => {
    if (editor === null) return undefined;
    const created = wire(editor, doc, index, awareness, now);
    setWiring(created.wiring);
    return () => {
      setWiring(null);
      created.dispose();
    };
  }, [editor, doc, index, awareness, now]);

  return wiring;
}

const NO_CARDS: ReadonlySet<string> = new Set();

function wire(editor: Editor, doc: Doc, index: PointIndex, awareness: Awareness, now: RefObject<CanvasNow>) {
  const dragged = new Set<string>();
  let settleTimer: ReturnType<typeof setTimeout> | null = null;

  const binding = createStoreBinding({
    doc,
    store: editor.store,
    pageId: editor.getCurrentPageId(),
    index,
    shown: NO_CARDS,
    onSkipped: () => now.current.onSkipped(),
    onMoved: (pointIds) => {
      if (!drags.isDragging()) commands.settleMoved(pointIds);
      else for (const id of pointIds) dragged.add(id);
    },
  });
  const selection = createCardSelection(editor, index);
  const window = createCardWindow(editor, index, binding, selection);
  const commands = createCardCommands({
    editor,
    doc,
    index,
    binding,
    selection,
    window,
    areas: () => now.current.areas.areas.get(),
    author: () => now.current.session.me.author,
    rights: () => now.current.rights,
    isPromoted: (pointId) => now.current.isPromoted(pointId),
    onNote: (note) => now.current.onNote(note),
    onBeginStep: () => now.current.undo.beginStep(),
    asOneStep: (run) => now.current.undo.asOneStep(run),
  });
  const strokes = createStrokeIndex(doc);
  const stopStrokes = strokes.follow();
  const drawing = createDrawing({
    editor,
    doc,
    strokes,
    authorId: () => now.current.session.me.author.id,
    rights: () => now.current.rights,
    asOneStep: (run) => now.current.undo.asOneStep(run, 'drawing'),
    onNote: (note) => now.current.onNote(note),
  });
  giveDrawing(editor, drawing);
  const stopWatchingTools = react('drawing tools', () => {
    const isDrawing = chosenDrawingTool(editor) !== null;
    markDrawing(editor, isDrawing);
    if (isDrawing && selection.ids.get().size > 0) selection.select([]);
  });
  const clusters = createClusterCommands({
    doc,
    index,
    areas: () => themeAreas(withInbox(now.current.session.themes)),
    author: () => now.current.session.me.author,
    mayMerge: () => now.current.rights.mayMove && !editor.getIsReadonly(),
    onNote: (note) => now.current.onNote(note),
    onBeginStep: () => now.current.undo.beginStep(),
  });
  const held = atom<readonly Held[]>('held by others', []);
  const holding = createHolding(awareness, (next) => held.set(next));
  held.set(holding.held());
  const dropToMerge = createDropToMerge(editor, index, clusters.mayMerge);
  const drags = watchDrags(editor, () => {
    const endStep = now.current.undo.holdStep();
    const moving = editor.getSelectedShapeIds();
    const inHand = selection.ids.get();
    window.freeze(true);
    // Who is working on which card would tell who wrote it.
    if (!now.current.session.anonymous) holding.hold(inHand);
    dropToMerge.begin(inHand);
    // Not inside the change that began the drag.
    queueMicrotask(() => editor.run(() => editor.bringToFront(moving), { history: 'ignore' }));
    return () => {
      const onto = dropToMerge.end();
      holding.release();
      queueMicrotask(() => {
        // The last of the way as well.
        reportChanges(editor.store);
        binding.flush();
        commands.settleMoved(dragged);
        dragged.clear();
        crowdMoves.settle();
        const clusterId = onto === null ? null : clusters.dropOn(onto, [...inHand]);
        if (clusterId !== null) selection.select([clusterId]);
        window.freeze(false);
        endStep();
      });
    };
  });
  const crowdMoves = createCrowdMoves({
    editor,
    selection,
    isDragging: drags.isDragging,
    mayMove: (pointId) => commands.movableOf([pointId]).length > 0,
    onBegin: () => {
      const endStep = now.current.undo.holdStep();
      window.freeze(true);
      return () => {
        binding.flush();
        window.freeze(false);
        endStep();
      };
    },
    onSettle: (pointIds, by) => commands.settleMoved(pointIds, by),
  });
  const stopGuarding = guardCards(editor.store, {
    mayMove: (card) => mayMoveCard(now.current.rights, { ...card, isCluster: card.memberCount > 0 }),
    mayDelete: (shapeId, card) =>
      card.memberCount === 0 && mayEditPoint(now.current.rights, card) && !now.current.isPromoted(pointIdOf(shapeId)),
  });
  const stopSettling = observePoints(doc, ({ local }) => {
    const { mayEditAny, mayEditOwn, personId } = now.current.rights;
    // Looking through all points for those at one place costs much on a large board, and there is
    // rarely one.
    if (local || settleTimer !== null || !(mayEditAny || mayEditOwn) || !index.hasCoincident()) return;
    settleTimer = setTimeout(
      () => {
        settleTimer = null;
        const { session } = now.current;
        const areas = placeableAreas(themeAreas(withInbox(session.themes)), session.rights);
        settleOwnPlaces(doc, mayEditAny ? null : personId, areas);
      },
      mayEditAny ? SETTLE_ALL_MS : SETTLE_OWN_MS,
    );
  });

  const wiring: CanvasWiring = { commands, clusters, dropToMerge, held, selection, window, crowdMoves, drawing };
  return {
    wiring,
    dispose() {
      if (settleTimer !== null) clearTimeout(settleTimer);
      stopSettling();
      stopGuarding();
      stopWatchingTools();
      giveDrawing(editor, null);
      stopStrokes();
      drags.dispose();
      dropToMerge.dispose();
      holding.dispose();
      crowdMoves.dispose();
      commands.dispose();
      window.dispose();
      selection.dispose();
      binding.dispose();
    },
  };
}

/**
 * Only to a pen that draws the hand beside it is no finger: elsewhere tldraw, once it has seen a
 * pen, would leave fingers without effect.
 */
function markDrawing(editor: Editor, isDrawing: boolean): void {
  if (isDrawing) editor.getContainer().dataset.drawing = '';
  else delete editor.getContainer().dataset.drawing;
  if (!isDrawing && editor.getInstanceState().isPenMode) editor.updateInstanceState({ isPenMode: false });
}
