import { useDraggable } from '@dnd-kit/core';
import type { ActionSummary } from '@gongyi/domain';
import { useMergedRef } from '@mantine/hooks';
import { IconGripVertical } from '@tabler/icons-react';
import { memo, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useBoard } from '../data/board-context.ts';
import { focusCard, openButtonId } from '../data/card-focus.ts';
import { MoveMenu } from '../moves/move-menu.tsx';
import classes from './action-card.module.css';
import { ActionCardFace } from './action-card-face.tsx';

type Props = {
  readonly action: ActionSummary;
  /** Which card of how many of its column, from 0. */
  readonly index: number;
  readonly of: number;
  /** Takes its height. */
  readonly measure: (element: HTMLElement | null) => void;
};

/**
 * A card in its column. Mouse and fingers drag the whole card, the keyboard its grip; the menu does
 * the same without dragging.
 */
export const ActionCard = memo(function ActionCard({ action, index, of, measure }: Props) {
  const { t } = useTranslation();
  const { openAction } = useBoard();
  useFocusAfterMove(action.id);
  const movable = action.mayMove.length > 0;
  const { setNodeRef, setActivatorNodeRef, listeners, attributes, isDragging } = useDraggable({
    id: action.id,
    data: { action },
    disabled: !movable,
    attributes: { roleDescription: t('actions.drag.role') },
  });
  return (
    <li
      ref={useMergedRef(setNodeRef, measure)}
      className={classes.card}
      data-index={index}
      aria-posinset={index + 1}
      aria-setsize={of}
      data-movable={movable || undefined}
      data-dragging={isDragging || undefined}
      data-action={action.number}
      {...listeners}
    >
      <ActionCardFace
        action={action}
        problem={
          <button
            type="button"
            id={openButtonId(action.id)}
            className={classes.open}
            aria-label={`${t('actions.card.open', { number: action.number })}: ${action.problem}`}
            onClick={() => openAction(action.id)}
          >
            {action.problem}
          </button>
        }
        tools={
          <div className={classes.tools}>
            {movable && (
              <button
                type="button"
                ref={setActivatorNodeRef}
                className={classes.grip}
                {...attributes}
                aria-label={t('actions.card.drag', { number: action.number })}
              >
                <IconGripVertical size={18} aria-hidden />
              </button>
            )}
            <MoveMenu action={action} />
          </div>
        }
      />
    </li>
  );
});

/**
 * A card that changes its column is a new element there, and a keyboard would be left nowhere. Open
 * dialogs keep their focus.
 */
function useFocusAfterMove(actionId: string): void {
  const { refocus } = useBoard();
  useEffect(() => {
    if (refocus.current !== actionId) return;
    refocus.current = null;
    if (document.querySelector('[role="dialog"]') === null) focusCard(actionId);
  }, [actionId, refocus]);
}
