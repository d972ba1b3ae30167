import { readPoint } from '@gongyi/board';
import { isPointShape, type PointShape, pointIdOf } from '@gongyi/board/store-binding';
import type { ActionBadge } from '@gongyi/domain';
import { Button, Menu } from '@mantine/core';
import {
  IconArrowRight,
  IconChevronDown,
  IconExternalLink,
  IconFlag,
  IconPencil,
  IconTrash,
} from '@tabler/icons-react';
import { type Editor, useValue } from '@tldraw/tldraw';
import { type CSSProperties, type RefCallback, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Doc } from 'yjs';
import { actionPath } from '../actions/action-badge.tsx';
import type { SessionView } from '../api/trpc.ts';
import { type CanvasRights, mayEditPoint } from './canvas-rights.ts';
import type { CardCommands } from './card-commands.ts';
import classes from './selection-bar.module.css';

type Props = {
  readonly editor: Editor;
  readonly doc: Doc;
  readonly session: SessionView;
  readonly rights: CanvasRights;
  readonly commands: CardCommands;
  readonly badges: ReadonlyMap<string, ActionBadge>;
  readonly onPromote: (pointIds: readonly string[]) => void;
};

const GAP_PX = 12;
/** The bar stays this far inside the canvas, so that a selection at the edge can still be worked with. */
const EDGE_PX = 8;
const HEIGHT_PX = 56;

/** What can be done with the selected cards, above them. Hidden while they are dragged or typed in. */
export function SelectionBar({ editor, doc, session, rights, commands, badges, onPromote }: Props) {
  const { t } = useTranslation();
  const cards = useValue('selected', () => editor.getSelectedShapes().filter(isPointShape) as PointShape[], [editor]);
  const [bar, width] = useWidth();
  const place = useValue('bar place', () => barPlace(editor, width), [editor, width]);
  if (place === null || cards.length === 0) return null;

  const pointIds = cards.map((card) => pointIdOf(card.id));
  const editable = cards.filter((card) => mayEditPoint(rights, card.props)).map((card) => pointIdOf(card.id));
  const deletable = editable.filter((id) => !badges.has(id));
  const promotable = rights.mayPromote ? pointIds.filter((id) => !badges.has(id) && readPoint(doc, id) !== null) : [];
  const only = pointIds.length === 1 ? pointIds[0] : undefined;
  const badge = only === undefined || !rights.maySeeActions ? undefined : badges.get(only);
  const theme = sameTheme(cards);
  const isEmpty = editable.length === 0 && promotable.length === 0 && badge === undefined && only !== undefined;
  if (isEmpty) return null;

  return (
    <div
      ref={bar}
      className={classes.bar}
      role="toolbar"
      aria-label={t('canvas.selection.label')}
      style={{ '--bar-x': `${place.x}px`, '--bar-y': `${place.y}px` } as CSSProperties}
    >
      {only === undefined && (
        <span className={classes.count}>{t('canvas.selection.count', { count: cards.length })}</span>
      )}
      {only !== undefined && editable.length === 1 && (
        <Button {...PLAIN} leftSection={<IconPencil size={18} />} onClick={() => commands.edit(only)}>
          {t('canvas.selection.edit')}
        </Button>
      )}
      {editable.length > 0 && (
        <Menu position="bottom-start" withinPortal>
          <Menu.Target>
            <Button {...PLAIN} leftSection={<IconArrowRight size={18} />} rightSection={<IconChevronDown size={16} />}>
              {t('canvas.selection.move')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {session.themes.map(({ id, name, color }) => (
              <Menu.Item
                key={id}
                disabled={id === theme}
                leftSection={<span className={classes.swatch} style={{ backgroundColor: color }} />}
                onClick={() => commands.moveToTheme(editable, id)}
              >
                {name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {promotable.length > 0 && (
        <Button {...PLAIN} leftSection={<IconFlag size={18} />} onClick={() => onPromote(promotable)}>
          {t('canvas.selection.promote')}
        </Button>
      )}
      {badge !== undefined && (
        <Button
          {...PLAIN}
          component={Link}
          to={actionPath(session.campaignId, badge.actionId)}
          leftSection={<IconExternalLink size={18} />}
        >
          {t('canvas.selection.openAction')}
        </Button>
      )}
      {deletable.length > 0 && (
        <Button {...PLAIN} leftSection={<IconTrash size={18} />} onClick={() => commands.remove(editable)}>
          {t('canvas.selection.delete')}
        </Button>
      )}
    </div>
  );
}

const PLAIN = { variant: 'default', className: classes.button } as const;

function sameTheme(cards: readonly PointShape[]): string | null {
  const first = cards[0]?.props.themeId ?? null;
  return cards.every(({ props }) => props.themeId === first) ? first : null;
}

/** The width of the element that gets the ref, in pixels; 0 while there is none. */
function useWidth(): [ref: RefCallback<HTMLElement>, width: number] {
  const [width, setWidth] = useState(0);
  const ref = useCallback((element: HTMLElement | null) => {
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setWidth(element.offsetWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}

/** Where the upper left corner of a bar of this width goes, in pixels of the canvas; null when there should be none. */
function barPlace(editor: Editor, width: number): { x: number; y: number } | null {
  const isAtRest = editor.isInAny('select.idle', 'select.pointing_shape', 'select.pointing_selection', 'hand.idle');
  if (!isAtRest || editor.getEditingShapeId() !== null) return null;
  const bounds = editor.getSelectionPageBounds();
  if (bounds === null) return null;
  const topLeft = editor.pageToViewport(bounds.point);
  const bottomRight = editor.pageToViewport({ x: bounds.maxX, y: bounds.maxY });
  const { w, h } = editor.getViewportScreenBounds();
  if (bottomRight.x < 0 || bottomRight.y < 0 || topLeft.x > w || topLeft.y > h) return null;
  const above = topLeft.y - GAP_PX - HEIGHT_PX;
  const y = above >= EDGE_PX ? above : Math.min(bottomRight.y + GAP_PX, h - HEIGHT_PX - EDGE_PX);
  const x = Math.max(EDGE_PX, Math.min((topLeft.x + bottomRight.x - width) / 2, w - width - EDGE_PX));
  return { x: Math.round(x), y: Math.round(y) };
}
