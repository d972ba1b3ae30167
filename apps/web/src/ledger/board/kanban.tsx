import {
  type CollisionDetection,
  closestCenter,
  DndContext,
  type DragEndEvent,
  DragOverlay,
  KeyboardSensor,
  MouseSensor,
  pointerWithin,
  TouchSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { ACTION_STATES, type ActionCounts, type ActionSummary } from '@gongyi/domain';
import { notifications } from '@mantine/notifications';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBoard } from '../data/board-context.ts';
import type { BoardFilters } from '../data/board-filters.ts';
import { planMove } from '../moves/plan-move.ts';
import { useMoveWords } from '../moves/use-move-words.ts';
import cardClasses from './action-card.module.css';
import { ActionCardFace } from './action-card-face.tsx';
import { columnKeyboard } from './column-keyboard.ts';
import classes from './kanban.module.css';
import { KanbanColumn } from './kanban-column.tsx';
import { draggedAction, droppedState, useDragAnnouncements } from './use-drag-announcements.ts';

type Props = {
  readonly counts: ActionCounts;
  readonly filters: BoardFilters;
};

/**
 * With a pointer, the column under it; with the keyboard there is none, and the card's middle
 * decides.
 */
const columnUnder: CollisionDetection = (args) =>
  args.pointerCoordinates === null ? closestCenter(args) : pointerWithin(args);

const MOUSE = { activationConstraint: { distance: 6 } } as const;
// A finger that moves at once scrolls; one that rests picks the card up.
const TOUCH = { activationConstraint: { delay: 220, tolerance: 8 } } as const;
// Columns are nearly as wide as a phone: the usual pace would run past the one that is wanted.
const AUTO_SCROLL = { acceleration: 4, threshold: { x: 0.12, y: 0.15 } } as const;
const KEYBOARD = { coordinateGetter: columnKeyboard } as const;

/**
 * The actions in columns by state. What the table of moves does not allow cannot be dropped, and
 * says why.
 */
export function Kanban({ counts, filters }: Props) {
  const { t } = useTranslation();
  const words = useMoveWords();
  const { campaign, requestMove } = useBoard();
  const [inHand, setInHand] = useState<ActionSummary | null>(null);
  const sensors = useSensors(
    useSensor(MouseSensor, MOUSE),
    useSensor(TouchSensor, TOUCH),
    useSensor(KeyboardSensor, KEYBOARD),
  );
  const accessibility = useDragAnnouncements();
  const board = useRef<HTMLDivElement>(null);
  useBeginAtCards(board, counts);

  function drop({ active, over }: DragEndEvent): void {
    setInHand(null);
    const action = draggedAction(active);
    const state = droppedState(over?.id);
    if (action === undefined || state === null) return;
    const plan = planMove(action, state, campaign.standing);
    if (plan.kind === 'open') requestMove({ action, move: plan.move });
    else if (plan.kind !== 'same') {
      notifications.show({
        color: 'official',
        title: t('actions.refused.title', { number: action.number }),
        message: words.reason(plan),
      });
    }
  }

  return (
    <DndContext
      sensors={sensors}
      collisionDetection={columnUnder}
      accessibility={accessibility}
      autoScroll={AUTO_SCROLL}
      onDragStart={({ active }) => setInHand(draggedAction(active) ?? null)}
      onDragCancel={() => setInHand(null)}
      onDragEnd={drop}
    >
      <div ref={board} className={classes.board} data-dragging={inHand !== null || undefined}>
        {ACTION_STATES.map((state) => (
          <KanbanColumn
            key={state}
            state={state}
            filters={filters}
            count={counts[state]}
            plan={inHand && planMove(inHand, state, campaign.standing)}
          />
        ))}
      </div>
      <DragOverlay dropAnimation={null}>
        {inHand && (
          <div className={`${cardClasses.card} ${cardClasses.overlay}`}>
            <ActionCardFace action={inHand} problem={<div className={cardClasses.open}>{inHand.problem}</div>} />
          </div>
        )}
      </DragOverlay>
    </DndContext>
  );
}

/**
 * A phone shows one column at a time: the board opens at the first that has cards. Where it has
 * room, nothing has to be scrolled.
 */
function useBeginAtCards(board: RefObject<HTMLElement | null>, counts: ActionCounts): void {
  const [first] = useState(() => ACTION_STATES.find((state) => counts[state].shown > 0));
  useEffect(() => {
    const columns = board.current;
    const column = columns?.querySelector<HTMLElement>(`:scope > [data-state="${first}"]`);
    if (!columns || !column || column.offsetWidth * 2 < columns.clientWidth) return;
    columns.scrollLeft += column.getBoundingClientRect().left - columns.getBoundingClientRect().left;
  }, [board, first]);
}
