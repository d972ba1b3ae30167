import type { ActionSummary } from '@gongyi/domain';
import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { StateChip } from '../../ui/action/state-chip.tsx';
import { useBoard } from '../data/board-context.ts';
import classes from './move-menu.module.css';
import { planMoves } from './plan-move.ts';
import { useMoveWords } from './use-move-words.ts';

/**
 * The way to move a card without dragging it: every other state, with the move that leads there or
 * the reason why none does.
 */
export function MoveMenu({ action }: { readonly action: ActionSummary }) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end" width={320} shadow="md" withinPortal>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={t('actions.card.moveMenu', { number: action.number })}
        >
          <IconArrowsExchange size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('actions.card.moveTo')}</Menu.Label>
        <MoveMenuItems action={action} />
      </Menu.Dropdown>
    </Menu>
  );
}

function MoveMenuItems({ action }: { readonly action: ActionSummary }) {
  const { campaign, requestMove } = useBoard();
  const words = useMoveWords();
  return planMoves(action, campaign.standing).map(({ to, plan }) =>
    plan.kind === 'open' ? (
      <Menu.Item key={to} onClick={() => requestMove({ action, move: plan.move })}>
        <StateChip state={to} /> {words.move(plan.move)}
      </Menu.Item>
    ) : (
      <Menu.Item key={to} aria-disabled closeMenuOnClick={false} className={classes.refused}>
        <StateChip state={to} />
        <span className={classes.reason}>{words.reason(plan)}</span>
      </Menu.Item>
    ),
  );
}
