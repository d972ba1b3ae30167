import { POINT_SOURCES, type PointSource } from '@gongyi/domain';
import { type IndexKey, type RecordProps, T, type TLBaseShape, type TLPageId, type TLShapeId } from '@tldraw/tldraw';
import type { Card } from '../readings/card.ts';

/**
 * The name of our only shape. Two records of the document never share a shape: `shape:<point id>`.
 */
export const POINT_SHAPE = 'point';

/** What a card shows. A projection of the document: changing it here changes nothing there. */
export type PointShapeProps = {
  readonly text: string;
  readonly themeId: string;
  readonly authorId: string;
  readonly author: string;
  readonly unit: string;
  readonly source: PointSource | null;
  readonly channel: string;
  /** Of a cluster, how many points it has; 0 for a point. */
  readonly memberCount: number;
};

export type PointShape = TLBaseShape<typeof POINT_SHAPE, PointShapeProps>;

export const pointShapeProps: RecordProps<PointShape> = {
  text: T.string,
  themeId: T.string,
  authorId: T.string,
  author: T.string,
  unit: T.string,
  source: T.nullable(T.literalEnum(...POINT_SOURCES)),
  channel: T.string,
  memberCount: T.number,
};

const SHAPE_ID_PREFIX = 'shape:';

/**
 * Every card begins at the same height; bringing one to the front is a matter of this page alone.
 */
const FIRST_INDEX = 'a1' as IndexKey;

export function shapeIdOf(pointId: string): TLShapeId {
  return `${SHAPE_ID_PREFIX}${pointId}` as TLShapeId;
}

export function pointIdOf(shapeId: TLShapeId): string {
  return shapeId.slice(SHAPE_ID_PREFIX.length);
}

export function isPointShape(record: { readonly typeName: string }): record is PointShape {
  return record.typeName === 'shape' && 'type' in record && record.type === POINT_SHAPE;
}

/**
 * How a card is shown; `index` is the place among overlapping cards that this page already gave it.
 */
export function toPointShape(card: Card, pageId: TLPageId, index: IndexKey = FIRST_INDEX): PointShape {
  const { text, themeId, authorId, author, unit, source, channel, members } = card;
  return {
    id: shapeIdOf(card.id),
    typeName: 'shape',
    type: POINT_SHAPE,
    parentId: pageId,
    index,
    x: card.x,
    y: card.y,
    rotation: 0,
    isLocked: false,
    opacity: 1,
    meta: {},
    props: { text, themeId, authorId, author, unit, source, channel, memberCount: members.length },
  };
}

/** Whether both show the same, so that an edit that comes back from the document costs nothing. */
export function isSameCard(a: PointShape, b: PointShape): boolean {
  if (a.x !== b.x || a.y !== b.y || a.parentId !== b.parentId || a.rotation !== b.rotation) return false;
  if (a.isLocked !== b.isLocked || a.opacity !== b.opacity) return false;
  const names = Object.keys(pointShapeProps) as (keyof PointShapeProps)[];
  return names.every((name) => a.props[name] === b.props[name]);
}
