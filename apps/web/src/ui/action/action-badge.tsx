import type { ActionBadge as Badge } from '@gongyi/domain';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import classes from './action-badge.module.css';
import { StateChip } from './state-chip.tsx';

type Props = {
  readonly badge: Badge;
  /** Where the action is shown; left out for people who may not see the board. */
  readonly to?: string;
};

/**
 * What a promoted point's card carries: the number and state of its action. Plain markup, so that
 * phones pay nothing for it.
 */
export function ActionBadge({ badge, to }: Props) {
  const { t } = useTranslation();
  const { number, state } = badge;
  const words = { number, state: t(`common.states.${state}`) };
  const content = (
    <>
      <span className={classes.number}>{number}</span>
      <StateChip state={state} />
    </>
  );
  if (to === undefined) {
    return (
      <span className={classes.badge} role="img" aria-label={t('actions.badge.label', words)}>
        {content}
      </span>
    );
  }
  return (
    <Link className={classes.badge} to={to} aria-label={t('actions.badge.open', words)}>
      {content}
    </Link>
  );
}

/** The board with this action open. */
export function actionPath(campaignId: string, actionId: string): string {
  return `/campaigns/${campaignId}/board?action=${encodeURIComponent(actionId)}`;
}
