import type { Active, Announcements, ScreenReaderInstructions, UniqueIdentifier } from '@dnd-kit/core';
import { ACTION_STATES, type ActionState, type ActionSummary } from '@gongyi/domain';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useBoard } from '../data/board-context.ts';
import { planMove } from '../moves/plan-move.ts';
import { useMoveWords } from '../moves/use-move-words.ts';

/** The column of a drop, or null for none. */
export function droppedState(id: UniqueIdentifier | undefined): ActionState | null {
  return ACTION_STATES.find((state) => state === id) ?? null;
}

/** The action whose card is dragged, as it stood when it was picked up. */
export function draggedAction({ data }: Pick<Active, 'data'>): ActionSummary | undefined {
  return data.current?.action as ActionSummary | undefined;
}

/**
 * What a screen reader says while a card is carried, in the person's language and with the reasons
 * that others see.
 */
export function useDragAnnouncements(): {
  announcements: Announcements;
  screenReaderInstructions: ScreenReaderInstructions;
  restoreFocus: boolean;
} {
  const { t } = useTranslation();
  const words = useMoveWords();
  const { standing } = useBoard().campaign;
  return useMemo(() => {
    // The column that a card is picked up from is "over" at once; saying so would cut off the news
    // that it was picked up.
    let hasMoved = false;
    return {
      // A card that stays keeps the focus, and one that moves takes it along: see `refocus`.
      restoreFocus: false,
      screenReaderInstructions: { draggable: t('actions.drag.instructions') },
      announcements: {
        onDragStart({ active }) {
          const action = draggedAction(active);
          if (action === undefined) return undefined;
          hasMoved = false;
          return t('actions.drag.picked', { number: action.number, state: words.state(action.state) });
        },
        onDragOver({ active, over }) {
          const action = draggedAction(active);
          const state = droppedState(over?.id);
          if (action === undefined) return undefined;
          if (state === null) return t('actions.drag.overNothing');
          const plan = planMove(action, state, standing);
          if (plan.kind === 'same' && !hasMoved) return undefined;
          hasMoved = true;
          const name = words.state(state);
          if (plan.kind === 'same') return t('actions.drag.overSame', { state: name });
          if (plan.kind === 'open') return t('actions.drag.overOpen', { state: name, move: words.move(plan.move) });
          return t('actions.drag.overRefused', { state: name, reason: words.reason(plan) });
        },
        onDragEnd({ active, over }) {
          const action = draggedAction(active);
          const state = droppedState(over?.id);
          if (action === undefined) return undefined;
          const plan = state === null ? null : planMove(action, state, standing);
          if (state !== null && plan?.kind === 'open') {
            return t('actions.drag.dropped', { number: action.number, state: words.state(state) });
          }
          const reason = plan === null ? '' : words.reason(plan);
          return t('actions.drag.notDropped', { number: action.number, reason });
        },
        onDragCancel({ active }) {
          const action = draggedAction(active);
          if (action === undefined) return undefined;
          return t('actions.drag.cancelled', { number: action.number, state: words.state(action.state) });
        },
      },
    };
  }, [standing, t, words]);
}
