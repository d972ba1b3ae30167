import type { ThemeArea } from '@gongyi/board';
import type { Editor } from '@tldraw/tldraw';

/** What lies over the canvas: people and status above, the toolbar below. */
const INSETS_PX = { top: 72, right: 24, bottom: 84, left: 24 };
const MOVE_MS = 220;
/** Below this nothing but colours is left of the areas. */
const LEAST_USEFUL_ZOOM = 0.16;

type Options = {
  readonly animate: boolean;
  /**
   * Where all of it would be too small to be of use, begin with a part: as many rows as fit when there are very many cards,
   * the first theme on a phone.
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
  const h = Math.max(1, screen.h - INSETS_PX.top - INSETS_PX.bottom);
  const width = last.x + last.w - first.x;
  const zooms = [Math.min(w / width, h / first.h), w / width, w / first.w];
  const useful = orPart ? zooms.find((candidate) => candidate >= LEAST_USEFUL_ZOOM) : undefined;
  const zoom = Math.min(1, useful ?? zooms[0] ?? 1);
  // What is left over goes to both sides; a part begins at the upper left.
  const left = INSETS_PX.left + Math.max(0, (w - width * zoom) / 2);
  const top = INSETS_PX.top + Math.max(0, (h - first.h * zoom) / 2);
  const camera = { x: left / zoom - first.x, y: top / zoom - first.y, z: zoom };
  editor.setCamera(camera, animate ? { animation: { duration: MOVE_MS } } : { immediate: true });
}
