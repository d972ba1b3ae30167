import { CARD_HEIGHT, CARD_WIDTH } from '@gongyi/board';
import { POINT_SHAPE, type PointShape, pointShapeProps } from '@gongyi/board/store-binding';
import { type Geometry2d, HTMLContainer, Rectangle2d, ShapeUtil } from '@tldraw/tldraw';
import { PointCard } from './point-card.tsx';

export type PointShapeOptions = {
  /** Asked when somebody is about to type into a card. */
  readonly mayEdit: (card: PointShape) => boolean;
};

/**
 * How tldraw sees a card: a rectangle of one size that can be moved and edited, and nothing else.
 */
export class PointShapeUtil extends ShapeUtil<PointShape> {
  static override type = POINT_SHAPE;
  static override props = pointShapeProps;

  override options: PointShapeOptions = { mayEdit: () => false };

  override getDefaultProps(): PointShape['props'] {
    return { text: '', themeId: '', authorId: '', author: '', unit: '', source: null, channel: '', memberCount: 0 };
  }

  override getGeometry(): Geometry2d {
    return new Rectangle2d({ width: CARD_WIDTH, height: CARD_HEIGHT, isFilled: true });
  }

  override canEdit(card: PointShape): boolean {
    return this.options.mayEdit(card);
  }

  override canResize(): boolean {
    return false;
  }

  override canBind(): boolean {
    return false;
  }

  override canSnap(): boolean {
    return false;
  }

  override canCrop(): boolean {
    return false;
  }

  override hideRotateHandle(): boolean {
    return true;
  }

  override hideResizeHandles(): boolean {
    return true;
  }

  override hideSelectionBoundsBg(): boolean {
    return true;
  }

  override hideSelectionBoundsFg(): boolean {
    return true;
  }

  override getText(card: PointShape): string {
    return card.props.text;
  }

  override component(card: PointShape) {
    return (
      <HTMLContainer>
        <PointCard card={card} />
      </HTMLContainer>
    );
  }

  override indicator() {
    return <rect width={CARD_WIDTH} height={CARD_HEIGHT} rx={8} ry={8} />;
  }
}
