import { widened } from '@gongyi/board';
import { type Editor, react, useEditor } from '@tldraw/tldraw';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { createPaintedSheet } from '../window/painted-sheet.ts';
import { drawStrokes, layersOf, strokeReach } from './draw-strokes.ts';
import type { Drawing } from './drawing.ts';
import { useDrawing } from './drawing-context.ts';
import { createLiveLines } from './live-lines.ts';
import classes from './painted-strokes.module.css';

/**
 * What everybody drew, above the cards: to circle some of them is what it is for. Presses go
 * through it.
 */
export function PaintedStrokes() {
  const drawing = useDrawing();
  return drawing === null ? null : <Strokes drawing={drawing} />;
}

function Strokes({ drawing }: { readonly drawing: Drawing }) {
  const { t } = useTranslation();
  const editor = useEditor();
  const sheet = useRef<HTMLDivElement>(null);
  const lines = useRef<SVGSVGElement>(null);
  const count = useSyncExternalStore(drawing.strokes.onChange, drawing.strokes.size);

  useEffect(() => {
    if (sheet.current === null || lines.current === null) return undefined;
    return paint(editor, drawing, sheet.current, lines.current);
  }, [editor, drawing]);

  return (
    <div
      className={classes.layer}
      {...(count === 0
        ? { 'aria-hidden': true }
        : { role: 'img', 'aria-label': t('canvas.drawing.picture', { count }) })}
    >
      <div ref={sheet} className={classes.sheet} />
      <svg ref={lines} className={classes.lines} aria-hidden />
    </div>
  );
}

function paint(editor: Editor, drawing: Drawing, parent: HTMLElement, svg: SVGSVGElement): () => void {
  const { strokes } = drawing;
  const showLines = createLiveLines(svg);
  const sheet = createPaintedSheet({
    parent,
    itemsIn: (area, zoom) => layersOf(strokes.within(widened(area, strokeReach(zoom)))),
    painter: ({ zoom }) => {
      const erased = drawing.erased.get();
      return (context, layers) => drawStrokes(context, layers, { zoom, isErased: (id) => erased.has(id) });
    },
    rectOf: ({ drawn }) => drawn.bounds,
    reach: strokeReach,
    onRest: drawing.onPainted,
  });
  let wereErased: ReadonlySet<string> = new Set();
  const stops = [
    react('camera over the strokes', () =>
      sheet.follow({ viewport: editor.getViewportPageBounds(), zoom: editor.getZoomLevel() }),
    ),
    react('lines of this page', () => showLines(drawing.lines.get())),
    react('strokes under the eraser', () => {
      const erased = drawing.erased.get();
      const others = [...erased].filter((id) => !wereErased.has(id));
      const restored = [...wereErased].filter((id) => !erased.has(id));
      wereErased = erased;
      const parts = [...others, ...restored].flatMap((id) => strokes.get(id)?.bounds ?? []);
      if (parts.length > 0) sheet.touch(parts);
    }),
    strokes.onChange(sheet.touch),
  ];
  return () => {
    for (const stop of stops) stop();
    sheet.dispose();
  };
}
