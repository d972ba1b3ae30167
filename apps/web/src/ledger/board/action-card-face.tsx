import { type ActionSummary, STATES } from '@gongyi/domain';
import type { CSSProperties, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useBoard } from '../data/board-context.ts';
import classes from './action-card.module.css';
import { MissingChip } from './missing-chip.tsx';

type Props = { readonly action: ActionSummary; readonly problem: ReactNode; readonly tools?: ReactNode };

/** What is written on a card, in its place on the board and in the hand alike. */
export function ActionCardFace({ action, problem, tools }: Props) {
  const { t } = useTranslation();
  const { themes, unitNames } = useBoard();
  const theme = themes.get(action.themeId);
  const leadUnit = action.leadUnitId === null ? undefined : unitNames.get(action.leadUnitId);
  const { leader, owners, deadline } = action;
  return (
    <>
      <span className={classes.bar} style={{ '--theme-color': theme?.color } as CSSProperties} aria-hidden />
      <div className={classes.head}>
        <span className={classes.number}>{action.number}</span>
        <span className={classes.theme}>{theme?.short}</span>
        {tools}
      </div>
      {problem}
      <div className={classes.facts}>
        <span data-empty={leadUnit === undefined || undefined}>{leadUnit ?? t('actions.card.noLeadUnit')}</span>
        <span data-empty={owners.length === 0 || undefined}>
          {leader !== '' && owners.length > 0
            ? t('actions.card.people', { leader, owners: owners.join(t('common.listSeparator')) })
            : leader || owners.join(t('common.listSeparator')) || t('actions.card.noOwners')}
        </span>
      </div>
      <div className={classes.foot}>
        <span data-empty={deadline === null || undefined}>
          {deadline === null ? t('actions.card.noDeadline') : t('actions.card.deadline', { day: deadline })}
        </span>
        {!STATES[action.state].agreed && <MissingChip missing={action.missing} />}
      </div>
    </>
  );
}
