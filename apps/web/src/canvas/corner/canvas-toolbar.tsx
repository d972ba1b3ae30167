import { ActionIcon, Button, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconArrowsMaximize,
  IconEraser,
  IconHandStop,
  IconPencil,
  IconPlus,
  IconPointer,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react';
import { type Editor, useValue } from '@tldraw/tldraw';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { chosenDrawingTool } from '../drawing/chosen-drawing-tool.ts';
import type { Undo } from '../input/use-undo.ts';
import classes from './canvas-toolbar.module.css';

type Props = {
  readonly editor: Editor;
  readonly undo: Undo;
  readonly mayAdd: boolean;
  readonly mayDraw: boolean;
  readonly mayChange: boolean;
  readonly onAdd: () => void;
  readonly onZoomFit: () => void;
};

/** The tools of the canvas. Each button says its name and its key. */
export const CanvasToolbar = memo(function CanvasToolbar(props: Props) {
  const { editor, undo, mayAdd, mayDraw, mayChange, onAdd, onZoomFit } = props;
  const { t } = useTranslation();
  const tool = useValue('tool', () => (editor.isIn('hand') ? 'hand' : (chosenDrawingTool(editor) ?? 'select')), [
    editor,
  ]);
  const choose = (id: string) => () => editor.setCurrentTool(id);
  return (
    <div
      className={classes.bar}
      role="toolbar"
      aria-label={t('canvas.toolbar.label')}
      data-draws={mayDraw || undefined}
    >
      <div className={classes.group}>
        <Tool label={t('canvas.toolbar.select')} pressed={tool === 'select'} onClick={choose('select')}>
          <IconPointer size={20} />
        </Tool>
        <Tool
          label={t('canvas.toolbar.hand')}
          className={classes.hand}
          pressed={tool === 'hand'}
          onClick={choose('hand')}
        >
          <IconHandStop size={20} />
        </Tool>
      </div>
      {mayDraw && (
        <div className={classes.group}>
          <Tool label={t('canvas.toolbar.pen')} pressed={tool === 'pen'} onClick={choose('pen')}>
            <IconPencil size={20} />
          </Tool>
          <Tool label={t('canvas.toolbar.eraser')} pressed={tool === 'eraser'} onClick={choose('eraser')}>
            <IconEraser size={20} />
          </Tool>
        </div>
      )}
      {mayAdd && (
        <Tooltip label={t('canvas.toolbar.addHint')} openDelay={400}>
          <Button
            className={classes.add}
            leftSection={<IconPlus size={18} aria-hidden />}
            aria-label={t('canvas.toolbar.add')}
            onClick={onAdd}
          >
            <span className={classes.addName}>{t('canvas.toolbar.add')}</span>
          </Button>
        </Tooltip>
      )}
      {(mayChange || undo.isOutOfReach) && (
        <div className={classes.group}>
          <Tool
            label={t('canvas.toolbar.undo')}
            keepsFocus
            disabled={!undo.canUndo}
            whyDisabled={undo.isOutOfReach ? t('points.undo.outOfReach') : undefined}
            onClick={undo.undo}
          >
            <IconArrowBackUp size={20} />
          </Tool>
          <Tool label={t('canvas.toolbar.redo')} keepsFocus disabled={!undo.canRedo} onClick={undo.redo}>
            <IconArrowForwardUp size={20} />
          </Tool>
        </div>
      )}
      <Zoom editor={editor} onZoomFit={onZoomFit} />
    </div>
  );
});

function Zoom({ editor, onZoomFit }: Pick<Props, 'editor' | 'onZoomFit'>) {
  const { t } = useTranslation();
  const percent = useValue('zoom', () => Math.round(editor.getZoomLevel() * 100), [editor]);
  return (
    <div className={classes.group}>
      <div className={`${classes.group} ${classes.fine}`}>
        <Tool label={t('canvas.toolbar.zoomOut')} onClick={() => editor.zoomOut()}>
          <IconZoomOut size={20} />
        </Tool>
        <button
          type="button"
          className={classes.percent}
          aria-label={t('canvas.toolbar.zoomLevel', { percent })}
          onClick={() => editor.resetZoom()}
        >
          {percent}%
        </button>
        <Tool label={t('canvas.toolbar.zoomIn')} onClick={() => editor.zoomIn()}>
          <IconZoomIn size={20} />
        </Tool>
      </div>
      <Tool label={t('canvas.toolbar.zoomFit')} onClick={onZoomFit}>
        <IconArrowsMaximize size={20} />
      </Tool>
    </div>
  );
}

type ToolProps = {
  readonly label: string;
  readonly className?: string | undefined;
  readonly onClick: () => void;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  /** The browser's own tooltip: it is all that a disabled button can show. */
  readonly whyDisabled?: string | undefined;
  /** The text field stays where the person types, also when this is pressed. */
  readonly keepsFocus?: boolean;
  readonly children: ReactNode;
};

function Tool({
  label,
  className,
  onClick,
  pressed,
  disabled = false,
  whyDisabled,
  keepsFocus = false,
  children,
}: ToolProps) {
  return (
    <Tooltip label={label} openDelay={400}>
      <ActionIcon
        size={44}
        variant={pressed === true ? 'light' : 'default'}
        className={`${classes.tool} ${className ?? ''}`}
        aria-label={label}
        aria-pressed={pressed}
        disabled={disabled}
        title={whyDisabled}
        onMouseDown={keepsFocus ? (event) => event.preventDefault() : undefined}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
