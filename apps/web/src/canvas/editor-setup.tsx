import {
  HandTool,
  SelectTool,
  type TLCameraOptions,
  type TLEditorComponents,
  type TldrawOptions,
  ZoomTool,
} from '@tldraw/tldraw';
import { cspNonce } from '../ui/layout/csp-nonce.ts';
import { CardIndicators } from './cards/card-indicators.tsx';
import { EraserTool } from './drawing/eraser-tool.ts';
import { PaintedStrokes } from './drawing/painted-strokes.tsx';
import { PenTool } from './drawing/pen-tool.ts';
import { PaintedCards } from './painted-cards.tsx';
import { ThemeAreasLayer } from './theme-areas-layer.tsx';
import { LEAST_ZOOM } from './window/zoom-to-areas.ts';

/*
 * What makes tldraw our canvas. All of it stands outside of components: tldraw makes a new editor,
 * and forgets camera and selection, when it is given another object. Its own assets (fonts, icons,
 * translations) are asked for by nothing here.
 */

export const CANVAS_TOOLS = [SelectTool, HandTool, ZoomTool, PenTool, EraserTool];

export const CANVAS_COMPONENTS: TLEditorComponents = {
  OnTheCanvas: CanvasGround,
  ShapeIndicators: CardIndicators,
  Overlays: PaintedStrokes,
  ErrorFallback: EditorFault,
  SelectionForeground: null,
  Handles: null,
  Handle: null,
  Grid: null,
  Scribble: null,
  LoadingScreen: null,
  Spinner: null,
};

export const CANVAS_OPTIONS: Partial<TldrawOptions> = {
  nonce: cspNonce() || undefined,
  maxPages: 1,
  // Cards come from the document alone. With no room for more, tldraw's own ways of making shapes
  // (duplicating by Alt-drag, dropped files) end before they begin.
  maxShapesPerPage: 0,
  createTextOnCanvasDoubleClick: false,
};

/** Down to 2 %: twelve themes side by side on a phone. */
export const CAMERA_OPTIONS: Partial<TLCameraOptions> = {
  zoomSteps: [LEAST_ZOOM, 0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 4],
};

/** What lies beneath the cards of tldraw's store, and moves with the page. */
function CanvasGround() {
  return (
    <>
      <ThemeAreasLayer />
      <PaintedCards />
    </>
  );
}

/**
 * Hands what went wrong in tldraw on to the page's own boundary, which speaks the person's
 * language.
 */
function EditorFault({ error }: { readonly error: unknown }): never {
  throw error;
}
