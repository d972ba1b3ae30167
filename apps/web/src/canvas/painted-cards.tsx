import { type Card, cardRect, HELD_WHOLE } from '@gongyi/board';
import { type Editor, react, useEditor } from '@tldraw/tldraw';
import { useEffect, useRef } from 'react';
import { type CardSurroundings, useCardSurroundings } from './cards/card-context.ts';
import { type CardLook, drawCards } from './draw-cards.ts';
import type { CanvasWiring } from './input/use-canvas-wiring.ts';
import { useWiring } from './input/wiring-context.ts';
import classes from './painted-cards.module.css';
import { SELECTION_HELD_WHOLE } from './window/card-window.ts';
import { createPaintedSheet, type PaintedSheet, type SheetScale } from './window/painted-sheet.ts';

/**
 * All cards of the board, painted beneath those that tldraw draws: from far away they are all there
 * is, nearer they stand in for a moment for cards that are on their way into the store.
 */
export function PaintedCards() {
  const editor = useEditor();
  const surroundings = useCardSurroundings();
  const wiring = useWiring();
  const resting = useRef<HTMLDivElement>(null);
  const moving = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (wiring === null || resting.current === null || moving.current === null) return undefined;
    return paint(editor, surroundings, wiring, resting.current, moving.current);
  }, [editor, surroundings, wiring]);

  return (
    <div className={classes.layer} aria-hidden>
      <div ref={resting} className={classes.sheet} />
      <div ref={moving} className={classes.sheet} />
    </div>
  );
}

/** A picture of so much more than the screen takes most of its time for its pixels. */
const STAND_IN_SHARPNESS = 0.5;

function paint(
  editor: Editor,
  { index, themeById, search }: CardSurroundings,
  { selection, window: cardWindow, crowdMoves }: CanvasWiring,
  resting: HTMLElement,
  moving: HTMLElement,
): () => void {
  const fontFamily = getComputedStyle(editor.getContainer()).fontFamily;
  const painter = (scale: SheetScale) => {
    const { isFound, current } = search.found.get();
    const selected = selection.ids.get();
    const look: CardLook = {
      ...scale,
      fontFamily,
      colorOf: (themeId) => themeById.get(themeId)?.color ?? '#8d867d',
      // The cards of a small selection are all in the store, which outlines them.
      isSelected: (id) => selected.size > SELECTION_HELD_WHOLE && selected.has(id),
      isFound: (id) => isFound.has(id),
      currentlyFound: current,
      withText: cardWindow.isOverview.get(),
    };
    return (context: CanvasRenderingContext2D, cards: readonly Card[]) => drawCards(context, cards, look);
  };
  const sheetOf = (parent: HTMLElement, isPainted: (id: string) => boolean, sharpness = () => 1): PaintedSheet =>
    createPaintedSheet({
      parent,
      itemsIn: (area) => index.within(area).filter(({ id }) => isPainted(id)),
      painter,
      sharpness,
      rectOf: cardRect,
      // The outline of a found card.
      reach: (zoom) => 6 / zoom,
    });
  const sheet = sheetOf(
    resting,
    (id) => index.size() > HELD_WHOLE && !cardWindow.moving.get().has(id),
    // Without letters, and covered by the cards themselves a moment later.
    () => (cardWindow.isOverview.get() ? 1 : STAND_IN_SHARPNESS),
  );
  let crowdSheet: PaintedSheet | null = null;
  let hadOutlines = false;
  let wereMoving: ReadonlySet<string> = new Set();

  const stops = [
    react('camera over the painted cards', () => {
      const view = { viewport: editor.getViewportPageBounds(), zoom: editor.getZoomLevel() };
      sheet.follow(view);
      crowdSheet?.follow(view);
    }),
    react('what is found', () => {
      search.found.get();
      sheet.repaint();
    }),
    react('overview', () => {
      if (cardWindow.isOverview.get()) sheet.repaint();
    }),
    react('cards on their way', () => {
      const moving = cardWindow.moving.get();
      const touched = new Set([...wereMoving, ...moving]);
      wereMoving = moving;
      const points = [...touched].map((id) => index.get(id)).filter((point) => point !== null);
      if (points.length > 0) sheet.touch(points.map(cardRect));
    }),
    react('large selections', () => {
      if (selection.ids.get().size > SELECTION_HELD_WHOLE || hadOutlines) sheet.repaint();
      hadOutlines = selection.ids.get().size > SELECTION_HELD_WHOLE;
    }),
    index.onChange((changes) => {
      const parts = changes.flatMap(({ before, after }) =>
        [before, after].filter((point) => point !== null).map(cardRect),
      );
      sheet.touch(parts);
      crowdSheet?.touch(parts);
    }),
    react('crowd', () => {
      const crowd = crowdMoves.crowd.get();
      if (crowd !== null && crowdSheet === null) {
        const { pointIds } = crowd;
        crowdSheet = sheetOf(moving, (id) => pointIds.has(id));
        crowdSheet.follow({ viewport: editor.getViewportPageBounds(), zoom: editor.getZoomLevel() });
      }
      if (crowd === null && crowdSheet !== null) {
        crowdSheet.dispose();
        crowdSheet = null;
      }
      moving.style.transform = crowd === null ? '' : `translate(${crowd.x}px, ${crowd.y}px)`;
    }),
  ];
  return () => {
    for (const stop of stops) stop();
    sheet.dispose();
    crowdSheet?.dispose();
  };
}
