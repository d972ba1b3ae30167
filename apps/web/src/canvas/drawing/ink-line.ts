import type { Position } from './line-distance.ts';
import { simplifyLine } from './simplify-line.ts';

/** A line that is being drawn. */
export type InkLine = {
  readonly add: (at: Position) => void;
  /** What will not change any more, simplified. It grows at its end only. */
  readonly settled: () => readonly Position[];
  /** What was drawn since, point by point; it begins where the settled part ends. */
  readonly fresh: () => readonly Position[];
  /** All of it, simplified. */
  readonly whole: () => readonly Position[];
};

/**
 * So many points are simplified together: however long somebody draws, a movement of the pointer
 * costs the same.
 */
const SETTLED_TOGETHER = 200;

/** `tolerance` in page pixels: as far as a point may lie beside the simplified line. */
export function createInkLine(from: Position, tolerance: number): InkLine {
  const settled: Position[] = [from];
  let fresh: Position[] = [from];

  function simplified(): Position[] {
    return simplifyLine(fresh, tolerance).slice(1);
  }

  return {
    add(at) {
      const last = fresh.at(-1) ?? from;
      if (last.x === at.x && last.y === at.y) return;
      fresh.push(at);
      if (fresh.length < SETTLED_TOGETHER) return;
      settled.push(...simplified());
      fresh = [at];
    },
    settled: () => settled,
    fresh: () => fresh,
    whole: () => [...settled, ...simplified()],
  };
}
