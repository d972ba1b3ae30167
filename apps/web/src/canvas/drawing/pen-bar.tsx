import { STROKE_COLORS, STROKE_WIDTHS } from '@gongyi/domain';
import { Button } from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconTrash } from '@tabler/icons-react';
import { type Editor, useValue } from '@tldraw/tldraw';
import { type CSSProperties, type ReactNode, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { chosenDrawingTool } from './chosen-drawing-tool.ts';
import { INK, strokeWidth } from './draw-strokes.ts';
import type { Drawing } from './drawing.ts';
import classes from './pen-bar.module.css';

type Props = {
  readonly editor: Editor;
  readonly drawing: Drawing;
  readonly mayClear: boolean;
};

/**
 * Above the tools while one of those for drawing is chosen: what the pen draws, and for who leads
 * the way to an empty sheet.
 */
export function PenBar({ editor, drawing, mayClear }: Props) {
  const { t } = useTranslation();
  const tool = useValue('drawing tool', () => chosenDrawingTool(editor), [editor]);
  const pen = useValue(drawing.pen);
  const count = useSyncExternalStore(drawing.strokes.onChange, drawing.strokes.size);
  const offersClearing = mayClear && count > 0;
  if (tool === null || (tool === 'eraser' && !offersClearing)) return null;

  function clear(): void {
    modals.openConfirmModal({
      title: t('canvas.drawing.clear'),
      children: t('canvas.drawing.clearText', { count }),
      labels: { confirm: t('canvas.drawing.clear'), cancel: t('common.cancel') },
      onConfirm: drawing.clear,
    });
  }

  return (
    <div className={classes.bar} role="toolbar" aria-label={t('canvas.drawing.label')}>
      {tool === 'pen' && (
        <>
          <div className={classes.group}>
            {STROKE_COLORS.map((color) => (
              <Choice
                key={color}
                label={t(`canvas.drawing.color.${color}`)}
                isChosen={pen.color === color}
                onClick={() => drawing.pen.set({ ...pen, color })}
              >
                <span className={classes.swatch} style={{ '--ink': INK[color] } as CSSProperties} />
              </Choice>
            ))}
          </div>
          <div className={classes.group}>
            {STROKE_WIDTHS.map((width) => (
              <Choice
                key={width}
                label={t(`canvas.drawing.width.${width}`)}
                isChosen={pen.width === width}
                onClick={() => drawing.pen.set({ ...pen, width })}
              >
                <span
                  className={classes.line}
                  style={{ '--ink': INK[pen.color], '--width': `${strokeWidth(width, 1)}px` } as CSSProperties}
                />
              </Choice>
            ))}
          </div>
        </>
      )}
      {offersClearing && (
        <Button
          variant="subtle"
          color="dark"
          h={44}
          px="sm"
          leftSection={<IconTrash size={18} aria-hidden />}
          onClick={clear}
        >
          {t('canvas.drawing.clear')}
        </Button>
      )}
    </div>
  );
}

type ChoiceProps = {
  readonly label: string;
  readonly isChosen: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
};

function Choice({ label, isChosen, onClick, children }: ChoiceProps) {
  return (
    <button
      type="button"
      className={classes.choice}
      aria-label={label}
      title={label}
      aria-pressed={isChosen}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
