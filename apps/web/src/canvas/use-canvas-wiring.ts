import { observePoints, settleOwnPlaces } from '@gongyi/board';
import { createStoreBinding, pointIdOf } from '@gongyi/board/store-binding';
import type { Editor } from '@tldraw/tldraw';
import { type RefObject, useEffect, useState } from 'react';
import type { Doc } from 'yjs';
import type { SessionView } from '../api/trpc.ts';
import type { AreaModel } from './area-model.ts';
import { type CanvasRights, mayEditPoint } from './canvas-rights.ts';
import { type CanvasNote, type CardCommands, createCardCommands } from './card-commands.ts';
import { guardCards } from './guard-cards.ts';
import type { Undo } from './use-undo.ts';
import { watchDrags } from './watch-drags.ts';

/** What listeners ask for at the moment when something happens. */
export type CanvasNow = {
  readonly session: SessionView;
  readonly rights: CanvasRights;
  readonly undo: Undo;
  readonly isPromoted: (pointId: string) => boolean;
  readonly onNote: (note: CanvasNote) => void;
  readonly onSkipped: () => void;
};

/** Ours at once; those of people whose phone is asleep after a moment in which their own page could have done it. */
const SETTLE_OWN_MS = 300;
const SETTLE_ALL_MS = 2_500;

/** Ties editor and document together while both are there. Null until they are. */
export function useCanvasWiring(
  editor: Editor | null,
  doc: Doc,
  areas: AreaModel,
  now: RefObject<CanvasNow>,
): CardCommands | null {
  const [commands, setCommands] = useState<CardCommands | null>(null);

  useEffect(() => {
    if (editor === null) return undefined;
    const created = wire(editor, doc, areas, now);
    setCommands(created.commands);
    return () => {
      setCommands(null);
      created.dispose();
    };
  }, [editor, doc, areas, now]);

  return commands;
}

function wire(editor: Editor, doc: Doc, areas: AreaModel, now: RefObject<CanvasNow>) {
  const dragged = new Set<string>();
  let settleTimer: ReturnType<typeof setTimeout> | null = null;

  const binding = createStoreBinding({
    doc,
    store: editor.store,
    pageId: editor.getCurrentPageId(),
    onSkipped: () => now.current.onSkipped(),
    onMoved: (pointIds) => {
      if (!drags.isDragging()) commands.settleMoved(pointIds);
      else for (const id of pointIds) dragged.add(id);
    },
  });
  const commands = createCardCommands({
    editor,
    doc,
    binding,
    areas: () => areas.areas.get(),
    me: () => now.current.session.me,
    rights: () => now.current.rights,
    isPromoted: (pointId) => now.current.isPromoted(pointId),
    onNote: (note) => now.current.onNote(note),
    onBeginStep: () => now.current.undo.beginStep(),
  });
  const drags = watchDrags(editor, () => {
    const endStep = now.current.undo.holdStep();
    const moving = editor.getSelectedShapeIds();
    // Not inside the change that began the drag.
    queueMicrotask(() => editor.run(() => editor.bringToFront(moving), { history: 'ignore' }));
    return () => {
      queueMicrotask(() => {
        binding.flush();
        commands.settleMoved([...dragged]);
        dragged.clear();
        endStep();
      });
    };
  });
  const stopGuarding = guardCards(editor.store, {
    mayMove: (card) => mayEditPoint(now.current.rights, card),
    mayDelete: (shapeId, card) => mayEditPoint(now.current.rights, card) && !now.current.isPromoted(pointIdOf(shapeId)),
  });
  const stopSettling = observePoints(doc, ({ local }) => {
    const { mayEditAny, mayEditOwn, personId } = now.current.rights;
    if (local || settleTimer !== null || !(mayEditAny || mayEditOwn)) return;
    settleTimer = setTimeout(
      () => {
        settleTimer = null;
        settleOwnPlaces(doc, mayEditAny ? null : personId, areas.areas.get());
      },
      mayEditAny ? SETTLE_ALL_MS : SETTLE_OWN_MS,
    );
  });

  return {
    commands,
    dispose() {
      if (settleTimer !== null) clearTimeout(settleTimer);
      stopSettling();
      stopGuarding();
      drags.dispose();
      commands.dispose();
      binding.dispose();
    },
  };
}
