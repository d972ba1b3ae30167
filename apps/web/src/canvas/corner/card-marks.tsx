import { CARD_HEIGHT, CARD_WIDTH, type PointIndex } from '@gongyi/board';
import { type Editor, useValue } from '@tldraw/tldraw';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { personColor } from '../../session/document/person-color.ts';
import { HOVER_MS } from '../input/drop-to-merge.ts';
import type { CanvasWiring } from '../input/use-canvas-wiring.ts';
import type { AreaModel } from '../window/area-model.ts';
import classes from './card-marks.module.css';

type Props = {
  readonly editor: Editor;
  readonly index: PointIndex;
  readonly areas: AreaModel;
  readonly wiring: CanvasWiring;
};

type Mark = {
  readonly key: string;
  readonly style: CSSProperties;
} & (
  | { readonly kind: 'target'; readonly isReady: boolean }
  | { readonly kind: 'held'; readonly name: string; readonly isMineToo: boolean }
);

const NONE: readonly Mark[] = [];
/** Further out a name is larger than the card. */
const LEAST_ZOOM = 0.2;

/**
 * Over the cards: onto which one those in hand would be merged, and which ones somebody else has in
 * hand.
 */
export function CardMarks({ editor, index, areas, wiring }: Props) {
  const { t } = useTranslation();
  const marks = useValue('card marks', () => marksOf(editor, index, areas, wiring), [editor, index, areas, wiring]);
  return (
    <div className={classes.layer} style={{ '--hover-ms': `${HOVER_MS}ms` } as CSSProperties}>
      {marks.map((mark) =>
        mark.kind === 'target' ? (
          <div key={mark.key} className={classes.target} style={mark.style} data-ready={mark.isReady || undefined}>
            <span className={classes.words} role="status">
              {t(mark.isReady ? 'merge.drop.ready' : 'merge.drop.wait')}
            </span>
          </div>
        ) : (
          <div key={mark.key} className={classes.held} style={mark.style}>
            <span className={classes.name}>
              {t(mark.isMineToo ? 'merge.holding.both' : 'merge.holding.one', {
                name: mark.name || t('merge.holding.somebody'),
              })}
            </span>
          </div>
        ),
      )}
    </div>
  );
}

function marksOf(
  editor: Editor,
  index: PointIndex,
  areas: AreaModel,
  { dropToMerge, held, selection, window }: CanvasWiring,
): readonly Mark[] {
  const target = dropToMerge.target.get();
  const ofOthers = held.get();
  const zoom = editor.getZoomLevel();
  if ((target === null && ofOthers.length === 0) || zoom < LEAST_ZOOM) return NONE;
  areas.revision.get();

  function styleOf(cardId: string, color?: string): CSSProperties | null {
    // A card in our own hand is where the pointer has it, before the document says so.
    const place = editor.getShape(`shape:${cardId}` as never) ?? index.get(cardId);
    if (place === null) return null;
    const { x, y } = editor.pageToViewport(place);
    const size = { width: CARD_WIDTH * zoom, height: CARD_HEIGHT * zoom };
    return {
      ...size,
      transform: `translate(${x}px, ${y}px)`,
      ...(color === undefined ? {} : { '--person-color': color }),
    } as CSSProperties;
  }

  const moving = window.moving.get();
  const marks: Mark[] = ofOthers.flatMap(({ cardId, clientId, personId, name }) => {
    const style = styleOf(cardId, personColor(personId));
    const isMineToo = moving.has(cardId) && selection.ids.get().has(cardId);
    return style === null ? [] : [{ key: `${clientId} ${cardId}`, kind: 'held', style, name, isMineToo }];
  });
  const style = target === null ? null : styleOf(target.cardId);
  if (target !== null && style !== null) {
    marks.push({ key: `target ${target.cardId}`, kind: 'target', style, isReady: target.isReady });
  }
  return marks;
}
