import type { Editor } from '@tldraw/tldraw';
import { useEffect, useState } from 'react';

/** Marks what lies over the canvas at its top, for those who keep clear of it. */
export const CORNER = { 'data-canvas-corner': '' } as const;

/** Between it and what keeps clear. */
const GAP_PX = 6;
/** Of an ordinary corner, for the moments before there is one. */
const LEAST_INSET_PX = 72;

/** How much of the canvas's top is covered, in pixels: on a phone there may be several rows. */
export function topInset(editor: Editor): number {
  const corner = cornerOf(editor);
  return corner === null ? LEAST_INSET_PX : Math.max(LEAST_INSET_PX, bottomOf(corner) + GAP_PX);
}

/** Tells of each other `topInset`, until the returned function is called. */
export function onTopInset(editor: Editor, listener: () => void): () => void {
  const corner = cornerOf(editor);
  if (corner === null) return () => undefined;
  let inset = topInset(editor);
  const observer = new ResizeObserver(() => {
    const before = inset;
    inset = topInset(editor);
    if (inset !== before) listener();
  });
  observer.observe(corner);
  return () => observer.disconnect();
}

/** The free part of the topmost row, in pixels of the canvas from its left edge. */
export type TopRoom = { readonly left: number; readonly right: number };

/**
 * Where something of this width begins in the topmost row of a canvas of the width `w`: in its
 * middle, or as near to that as the corners allow. Null when there is no room between them.
 */
export function inTopRow(w: number, width: number, { left, right }: TopRoom): number | null {
  if (width > right - left) return null;
  return Math.round(Math.max(left, Math.min((w - width) / 2, right - width)));
}

/**
 * What is between the left corner, which says more at times, and the right one, which grows with
 * the people.
 */
export function useTopRoom(editor: Editor): TopRoom {
  const [room, setRoom] = useState<TopRoom>({ left: 0, right: Number.POSITIVE_INFINITY });
  useEffect(() => {
    const corner = cornerOf(editor);
    if (corner === null) return;
    const measure = () => {
      const edges = [...corner.children].map((child) => child.getBoundingClientRect());
      const { left: canvasLeft, right: canvasRight, top } = corner.getBoundingClientRect();
      const middle = (canvasLeft + canvasRight) / 2;
      const inFirstRow = edges.filter(
        (edge) => edge.width > 0 && edge.height > 0 && edge.top - top < LEAST_INSET_PX / 2,
      );
      const onTheLeft = inFirstRow.filter((edge) => edge.left < middle);
      const onTheRight = inFirstRow.filter((edge) => edge.left >= middle);
      const offset = editor.getContainer().getBoundingClientRect().left;
      setRoom({
        left: Math.max(0, ...onTheLeft.map((edge) => edge.right - offset)) + GAP_PX,
        right: Math.min(canvasRight - offset, ...onTheRight.map((edge) => edge.left - offset)) - GAP_PX,
      });
    };
    const observer = new ResizeObserver(measure);
    observer.observe(corner);
    for (const child of corner.children) observer.observe(child);
    return () => observer.disconnect();
  }, [editor]);
  return room;
}

function cornerOf(editor: Editor): HTMLElement | null {
  return editor.getContainer().parentElement?.querySelector<HTMLElement>('[data-canvas-corner]') ?? null;
}

function bottomOf(corner: HTMLElement): number {
  return corner.offsetTop + corner.offsetHeight;
}
