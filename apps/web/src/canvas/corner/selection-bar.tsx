import { boundsOf, type Card, cardRect, isClusterCard, type PointIndex, pointIdsOf, type Rect } from '@gongyi/board';
import { type ActionBadge, LIMITS } from '@gongyi/domain';
import { Button, Menu } from '@mantine/core';
import {
  IconArrowRight,
  IconChevronDown,
  IconExternalLink,
  IconFlag,
  IconFolderOpen,
  IconPencil,
  IconStack2,
  IconStackPop,
  IconTrash,
} from '@tabler/icons-react';
import { type Editor, useValue } from '@tldraw/tldraw';
import { type CSSProperties, type RefCallback, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { SessionView } from '../../api/trpc.ts';
import type { ClusterCommands } from '../../session/clusters/cluster-commands.ts';
import type { Votes } from '../../session/votes/use-votes.ts';
import { VoteStepper } from '../../session/votes/vote-stepper.tsx';
import { actionPath } from '../../ui/action/action-badge.tsx';
import { type CanvasRights, mayEditCard, mayMoveCard } from '../cards/canvas-rights.ts';
import type { CardCommands } from '../cards/card-commands.ts';
import type { AreaModel } from '../window/area-model.ts';
import type { CardSelection } from '../window/card-selection.ts';
import { inTopRow, type TopRoom, useTopRoom } from '../window/corner-room.ts';
import classes from './selection-bar.module.css';
import { SpotlightButton } from './spotlight-button.tsx';

type Props = {
  readonly editor: Editor;
  readonly index: PointIndex;
  readonly areas: AreaModel;
  readonly selection: CardSelection;
  readonly session: SessionView;
  readonly rights: CanvasRights;
  readonly commands: CardCommands;
  readonly clusters: ClusterCommands;
  readonly onOpenCluster: (clusterId: string) => void;
  readonly badges: ReadonlyMap<string, ActionBadge>;
  readonly votes: Votes;
  readonly onPromote: (pointIds: readonly string[]) => void;
};

const GAP_PX = 12;
/**
 * The bar stays this far inside the canvas, so that a selection at the edge can still be worked
 * with.
 */
const EDGE_PX = 8;
const HEIGHT_PX = 56;
/**
 * Further out, where cards are no higher than the bar, it would hide the neighbours of what is
 * selected.
 */
const LEAST_ZOOM_BESIDE_CARDS = 0.6;
/**
 * Then it stands at the top, between what else is there or below that, and above the areas when all
 * of them are in view.
 */
const TOP_PX = 10;
const ABOUT_CHARS = 20;
/** More at once is a slip of the hand. */
const MOST_MERGED = 50;

/**
 * What can be done with the selected cards, above them or at the top. Hidden while they are dragged
 * or typed in.
 */
export function SelectionBar(props: Props) {
  const { editor, index, areas, selection, session, rights, commands, clusters, badges, votes } = props;
  const { onPromote, onOpenCluster } = props;
  const { t } = useTranslation();
  const selected = useValue(selection.ids);
  const [bar, width] = useWidth();
  const isAtRest = useValue('at rest', () => isCanvasAtRest(editor), [editor]);
  // Of the points' changes, only those while something is selected.
  const revision = useValue('revision', () => (selected.size === 0 ? 0 : areas.revision.get()), [selected, areas]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the index says of the same points is another with each revision.
  const points = useMemo(
    () => (isAtRest ? [...selected].map((id) => index.get(id)).filter((point): point is Card => point !== null) : []),
    [selected, index, isAtRest, revision],
  );
  const bounds = useMemo(() => (points.length === 0 ? null : boundsOf(points.map(cardRect))), [points]);
  const room = useTopRoom(editor);
  const place = useValue('bar place', () => barPlace(editor, bounds, width, room), [editor, bounds, width, room]);
  const { editable, movable, deletable } = useMemo(() => {
    const own = points.filter((point) => mayEditCard(rights, point)).map(({ id }) => id);
    const mayMove = (card: Card): boolean => mayMoveCard(rights, { ...card, isCluster: isClusterCard(card) });
    return {
      editable: own,
      movable: points.filter(mayMove).map(({ id }) => id),
      deletable: own.filter((id) => !badges.has(id)),
    };
  }, [points, rights, badges]);
  if (!isAtRest || place === null || points.length === 0) return null;

  const pointIds = points.map(({ id }) => id);
  const isPromoted = (card: Card): boolean => pointIdsOf(card).some((id) => badges.has(id));
  const promotable = rights.mayPromote ? points.filter((card) => !isPromoted(card)).flatMap(pointIdsOf) : [];
  const [first] = points;
  const only = pointIds.length === 1 ? pointIds[0] : undefined;
  const cluster = first !== undefined && only !== undefined && isClusterCard(first) ? first : undefined;
  const badge =
    first === undefined || only === undefined || !rights.maySeeActions
      ? undefined
      : pointIdsOf(first).flatMap((id) => badges.get(id) ?? [])[0];
  const mayMerge = only === undefined && points.length <= MOST_MERGED && clusters.mayMerge();
  const theme = sameTheme(points);
  const maySpotlight = only !== undefined && session.rights.lead && !session.closed;
  const mayVote = only !== undefined && votes.open;
  const isEmpty =
    !maySpotlight &&
    !mayVote &&
    cluster === undefined &&
    movable.length === 0 &&
    editable.length === 0 &&
    promotable.length === 0 &&
    badge === undefined &&
    only !== undefined;
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
        <span className={classes.count}>{t('canvas.selection.count', { count: points.length })}</span>
      )}
      {mayVote && first !== undefined && (
        <span className={classes.votes}>
          <VoteStepper
            votes={votes}
            targetId={only}
            about={[...first.text].slice(0, ABOUT_CHARS).join('') || t('points.item.empty')}
            memberIds={first.members.map(({ id }) => id)}
          />
        </span>
      )}
      {only !== undefined && editable.length === 1 && (
        <Button {...PLAIN} leftSection={<IconPencil size={18} />} onClick={() => commands.edit(only)}>
          {t('canvas.selection.edit')}
        </Button>
      )}
      {cluster !== undefined && (
        <Button {...PLAIN} leftSection={<IconFolderOpen size={18} />} onClick={() => onOpenCluster(cluster.id)}>
          {t('merge.open')}
        </Button>
      )}
      {mayMerge && (
        <Button
          {...PLAIN}
          leftSection={<IconStack2 size={18} />}
          title={t('merge.mergeHint')}
          onClick={() => {
            const clusterId = clusters.merge(commands.inOrder(pointIds));
            if (clusterId !== null) selection.select([clusterId]);
          }}
        >
          {t('merge.merge')}
        </Button>
      )}
      {movable.length > 0 && (
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
                onClick={() => commands.moveToTheme(movable, id)}
              >
                {name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {promotable.length > 0 && promotable.length <= LIMITS.pointsPerPromotion && (
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
      {cluster !== undefined && clusters.mayMerge() && (
        <Button {...PLAIN} leftSection={<IconStackPop size={18} />} onClick={() => clusters.dissolve([cluster.id])}>
          {t('merge.dissolve')}
        </Button>
      )}
      {maySpotlight && <SpotlightButton session={session} pointId={only} />}
      {deletable.length > 0 && (
        <Button {...PLAIN} leftSection={<IconTrash size={18} />} onClick={() => commands.remove(editable)}>
          {t('canvas.selection.delete')}
        </Button>
      )}
    </div>
  );
}

const PLAIN = { variant: 'default', className: classes.button } as const;

function sameTheme(points: readonly Card[]): string | null {
  const first = points[0]?.themeId ?? null;
  return points.every(({ themeId }) => themeId === first) ? first : null;
}

function isCanvasAtRest(editor: Editor): boolean {
  const isIdle = editor.isInAny('select.idle', 'select.pointing_shape', 'select.pointing_selection', 'hand.idle');
  return isIdle && editor.getEditingShapeId() === null;
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

/**
 * Where the upper left corner of a bar of this width goes, in pixels of the canvas; null when there
 * should be none.
 */
function barPlace(editor: Editor, bounds: Rect | null, width: number, room: TopRoom): { x: number; y: number } | null {
  if (bounds === null) return null;
  const topLeft = editor.pageToViewport(bounds);
  const bottomRight = editor.pageToViewport({ x: bounds.x + bounds.w, y: bounds.y + bounds.h });
  const { w, h } = editor.getViewportScreenBounds();
  if (bottomRight.x < 0 || bottomRight.y < 0 || topLeft.x > w || topLeft.y > h) return null;
  if (editor.getZoomLevel() < LEAST_ZOOM_BESIDE_CARDS) {
    const inRow = inTopRow(w, width, room);
    return inRow === null ? { x: Math.round((w - width) / 2), y: TOP_PX + HEIGHT_PX } : { x: inRow, y: TOP_PX };
  }
  const above = topLeft.y - GAP_PX - HEIGHT_PX;
  const y = above >= EDGE_PX ? above : Math.min(bottomRight.y + GAP_PX, h - HEIGHT_PX - EDGE_PX);
  const x = Math.max(EDGE_PX, Math.min((topLeft.x + bottomRight.x - width) / 2, w - width - EDGE_PX));
  return { x: Math.round(x), y: Math.round(y) };
}
