import { useDroppable } from '@dnd-kit/core';
import { type ActionState, STATES } from '@gongyi/domain';
import { IconChevronsLeft, IconChevronsRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type BoardFilters, isFiltering } from '../data/board-filters.ts';
import type { MovePlan } from '../moves/plan-move.ts';
import { useMoveWords } from '../moves/use-move-words.ts';
import { ColumnCards } from './column-cards.tsx';
import classes from './kanban.module.css';

type Props = {
  readonly state: ActionState;
  readonly filters: BoardFilters;
  /** How many there are, and how many of them the filters leave. */
  readonly count: { readonly all: number; readonly shown: number };
  /** What dropping the card in the hand here would do; null while nothing is in the hand. */
  readonly plan: MovePlan | null;
};

/** One state: where its cards are, and where others can be dropped. */
export function KanbanColumn({ state, filters, count, plan }: Props) {
  const { t } = useTranslation();
  const words = useMoveWords();
  const headingId = useId();
  // Starts closed, because it is not on the way of most actions.
  const side = STATES[state].lane === 'side';
  const [collapsed, setCollapsed] = useState(side);
  const { setNodeRef, isOver } = useDroppable({ id: state });
  const total = isFiltering(filters)
    ? t('actions.board.countOf', { shown: count.shown, total: count.all })
    : String(count.all);
  const verdict = plan === null ? undefined : plan.kind === 'open' || plan.kind === 'same' ? plan.kind : 'refused';
  const name = words.state(state);
  return (
    <section
      ref={setNodeRef}
      className={classes.column}
      aria-labelledby={headingId}
      data-state={state}
      data-verdict={verdict}
      // Only a column that would take the card lights up.
      data-over={(isOver && verdict === 'open') || undefined}
      data-collapsed={collapsed || undefined}
    >
      {collapsed ? (
        <button
          type="button"
          className={classes.lane}
          aria-expanded={false}
          aria-label={t('actions.board.expand', { state: name, total })}
          onClick={() => setCollapsed(false)}
        >
          <IconChevronsLeft size={18} aria-hidden />
          <span className={classes.count}>{total}</span>
          <h2 id={headingId}>{name}</h2>
        </button>
      ) : (
        <>
          <header className={classes.head}>
            <h2 id={headingId}>{name}</h2>
            <span className={classes.count}>{total}</span>
            {side && (
              <button
                type="button"
                className={classes.toggle}
                aria-expanded
                aria-label={t('actions.board.collapse', { state: name })}
                onClick={() => setCollapsed(true)}
              >
                <IconChevronsRight size={18} aria-hidden />
              </button>
            )}
          </header>
          {plan?.kind === 'open' && (
            <p className={classes.note}>{t('actions.drag.dropHere', { move: words.move(plan.move) })}</p>
          )}
          {verdict === 'refused' && plan !== null && <p className={classes.note}>{words.reason(plan)}</p>}
          <ColumnCards state={state} filters={filters} count={count} isDragging={plan !== null} />
        </>
      )}
    </section>
  );
}
