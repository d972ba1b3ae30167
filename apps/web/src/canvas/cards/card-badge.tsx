import type { ActionBadge as Badge } from '@gongyi/domain';
import { ActionBadge, actionPath } from '../../ui/action/action-badge.tsx';
import { useCardSurroundings } from './card-context.ts';
import { OWN_PRESS } from './own-press.ts';
import classes from './point-card.module.css';

/** The action that a card became: its number and state, leading to the action. */
export function CardBadge({ badge }: { readonly badge: Badge }) {
  const { campaignId, maySeeActions } = useCardSurroundings();
  return (
    <span {...OWN_PRESS} className={classes.badge}>
      <ActionBadge badge={badge} to={maySeeActions ? actionPath(campaignId, badge.actionId) : undefined} />
    </span>
  );
}
