import type { ActionBadge as Badge } from '@gongyi/domain';
import { ActionBadge, actionPath } from '../actions/action-badge.tsx';
import { useCardSurroundings } from './card-context.ts';
import classes from './point-card.module.css';

/** The action that a card became: its number and state, leading to the action. */
export function CardBadge({ badge }: { readonly badge: Badge }) {
  const { campaignId, maySeeActions } = useCardSurroundings();
  return (
    // Otherwise tldraw takes the press for the beginning of a drag.
    <span
      className={classes.badge}
      onPointerDown={(event) => event.stopPropagation()}
      onTouchStart={(event) => event.stopPropagation()}
      onTouchEnd={(event) => event.stopPropagation()}
    >
      <ActionBadge badge={badge} to={maySeeActions ? actionPath(campaignId, badge.actionId) : undefined} />
    </span>
  );
}
