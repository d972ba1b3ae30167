import type { KeyboardCoordinateGetter } from '@dnd-kit/core';

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/**
 * Arrow keys carry a card from column to column, in the order in which they stand, and stop at the
 * ends.
 */
export const columnKeyboard: KeyboardCoordinateGetter = (event, { context, currentCoordinates }) => {
  const step = STEPS[event.code];
  if (step === undefined) return undefined;
  event.preventDefault();
  const columns = context.droppableContainers
    .getEnabled()
    .flatMap(({ id }) => {
      const rect = context.droppableRects.get(id);
      return rect === undefined ? [] : [{ id, rect }];
    })
    .sort((a, b) => a.rect.left - b.rect.left);
  const here = columns.findIndex(({ id }) => id === context.over?.id);
  const next = columns[here === -1 ? 0 : here + step];
  if (next === undefined) return undefined;
  const width = context.collisionRect?.width ?? 0;
  // Centre on centre: a closed lane is narrower than a card, whose left edge would reach into the
  // next one.
  return { x: next.rect.left + (next.rect.width - width) / 2, y: currentCoordinates.y };
};
