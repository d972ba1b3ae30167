import { isPointShape, type PointShapeProps } from '@gongyi/board/store-binding';
import type { TLShape, TLStore } from '@tldraw/tldraw';

type Props = Pick<PointShapeProps, 'authorId' | 'memberCount'>;

export type CardGuards = {
  readonly mayMove: (card: Props) => boolean;
  readonly mayDelete: (shapeId: TLShape['id'], card: Props) => boolean;
};

/**
 * What tldraw's tools may do to a card: place it and bring it to the front, if the person may edit
 * it. Whatever else they try keeps the card as it is; so a cancelled drag, which puts the whole old
 * record back, does not bring back an old text.
 */
export function guardCards(store: TLStore, { mayMove, mayDelete }: CardGuards): () => void {
  const { sideEffects } = store;
  const stops = [
    sideEffects.registerBeforeChangeHandler('shape', (before, after, source) => {
      if (source !== 'user' || !isPointShape(before)) return after;
      if (!mayMove(before.props)) return before;
      return { ...before, x: after.x, y: after.y, index: after.index } as TLShape;
    }),
    sideEffects.registerBeforeDeleteHandler('shape', (shape, source) => {
      if (source !== 'user' || !isPointShape(shape)) return undefined;
      return mayDelete(shape.id, shape.props) ? undefined : false;
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
