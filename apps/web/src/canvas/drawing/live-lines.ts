import { HALO, haloWidth, INK, strokeWidth } from './draw-strokes.ts';
import type { LiveLine } from './drawing.ts';
import type { InkLine } from './ink-line.ts';
import { smoothPath } from './smooth-path.ts';

const SVG = 'http://www.w3.org/2000/svg';

type Shown = { readonly group: SVGGElement; readonly update: () => void };

/**
 * Draws lines while they come into being, as SVG: with each movement of the pointer only the last
 * part of a line is another.
 */
export function createLiveLines(parent: SVGSVGElement): (lines: readonly LiveLine[]) => void {
  const shown = new Map<InkLine, Shown>();
  return (lines) => {
    for (const [line, { group }] of shown) {
      if (lines.some((other) => other.line === line)) continue;
      group.remove();
      shown.delete(line);
    }
    for (const live of lines) {
      let known = shown.get(live.line);
      if (known === undefined) {
        known = begin(live);
        parent.append(known.group);
        shown.set(live.line, known);
      }
      known.update();
    }
  };
}

function begin({ line, pen, zoom }: LiveLine): Shown {
  const group = document.createElementNS(SVG, 'g');
  const halo = () => pathIn(group, HALO, haloWidth(pen.width, zoom));
  const ink = () => pathIn(group, INK[pen.color], strokeWidth(pen.width, zoom));
  const [settledHalo, freshHalo, settledInk, freshInk] = [halo(), halo(), ink(), ink()];
  let settledPoints = 0;
  return {
    group,
    update() {
      const settled = line.settled();
      if (settled.length > 1 && settled.length !== settledPoints) {
        settledPoints = settled.length;
        const path = smoothPath(settled);
        settledHalo.setAttribute('d', path);
        settledInk.setAttribute('d', path);
      }
      const path = smoothPath(line.fresh());
      freshHalo.setAttribute('d', path);
      freshInk.setAttribute('d', path);
    },
  };
}

function pathIn(group: SVGGElement, color: string, width: number): SVGPathElement {
  const path = document.createElementNS(SVG, 'path');
  const looks = {
    fill: 'none',
    stroke: color,
    'stroke-width': String(width),
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  };
  for (const [name, value] of Object.entries(looks)) path.setAttribute(name, value);
  group.append(path);
  return path;
}
