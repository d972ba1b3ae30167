import type { ThemeArea } from '@gongyi/board';
import type { Editor } from '@tldraw/tldraw';
import { topInset } from './corner-room.ts';

/** What lies over the canvas: the toolbar below; above, people and status, as much as there is. */
const INSETS_PX = { right: 24, bottom: 84, left: 24 };
const MOVE_MS = 220;
/** Below this nothing but colours is left of the areas. */
const LEAST_USEFUL_ZOOM = 0.16;
/** As far as the camera goes. Areas of thousands of cards are too high even for that. */
export const LEAST_ZOOM = 0.02;
/** A theme is shown as large as its cards can be read by most, and not larger. */
const THEME_ZOOM = 0.8;

/** Where the camera went when it last brought all areas into view. */
const fits = new WeakMap<Editor, { readonly x: number; readonly y: number; readonly z: number }>();

type Options = {
  readonly animate: boolean;
  /**
   * Where all of it would be too small to be of use, begin with a part: as many rows as fit when
   * there are very many cards, the first theme on a phone.
   */
  readonly orPart?: boolean;
};

/** Brings all theme areas into view. */
export function zoomToAreas(editor: Editor, areas: readonly ThemeArea[], { animate, orPart = false }: Options): void {
  const first = areas[0];
  const last = areas.at(-1);
  if (first === undefined || last === undefined) return;
  const screen = editor.getViewportScreenBounds();
  const w = Math.max(1, screen.w - INSETS_PX.left - INSETS_PX.right);
  const inset = topInset(editor);
  const h = Math.max(1, screen.h - inset - INSETS_PX.bottom);
  const width = last.x + last.w - first.x;
  const zooms = [Math.min(w / width, h / first.h), w / width, w / first.w];
  const isTooHigh = (zooms[0] ?? 1) < LEAST_ZOOM;
  const useful = orPart || isTooHigh ? zooms.find((candidate) => candidate >= LEAST_USEFUL_ZOOM) : undefined;
  const zoom = Math.min(1, useful ?? zooms[0] ?? 1);
  // What is left over goes to both sides; a part begins at the upper left.
  const left = INSETS_PX.left + Math.max(0, (w - width * zoom) / 2);
  const top = inset + Math.max(0, (h - first.h * zoom) / 2);
  const camera = { x: left / zoom - first.x, y: top / zoom - first.y, z: zoom };
  editor.setCamera(camera, animate ? { animation: { duration: MOVE_MS } } : { immediate: true });
  fits.set(editor, camera);
}

/** Whether the camera is still where `zoomToAreas` put it. */
export function isFitted(editor: Editor): boolean {
  const fit = fits.get(editor);
  const { x, y, z } = editor.getCamera();
  return fit !== undefined && Math.hypot(fit.x - x, fit.y - y) * z < 1 && Math.abs(fit.z - z) < 0.001;
}

/** Brings one theme into view: all of its width, its title at the top. */
export function zoomToArea(editor: Editor, area: ThemeArea): void {
  const { w } = editor.getViewportScreenBounds();
  const width = Math.max(1, w - INSETS_PX.left - INSETS_PX.right);
  const zoom = Math.min(THEME_ZOOM, width / area.w);
  const camera = { x: w / 2 / zoom - (area.x + area.w / 2), y: topInset(editor) / zoom - area.y, z: zoom };
  editor.setCamera(camera, { animation: { duration: MOVE_MS } });
}

/** Brings a place into the middle; from far away, near enough to see cards. */
export function goTo(editor: Editor, place: { readonly x: number; readonly y: number }): void {
  const { w, h } = editor.getViewportScreenBounds();
  const zoom = editor.getZoomLevel();
  editor.setCamera({ x: w / 2 / zoom - place.x, y: h / 2 / zoom - place.y, z: zoom });
}
