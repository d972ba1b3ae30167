import { type ActionBadge as ActionBadgeView, allows } from '@gongyi/domain';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionBadge, actionPath } from '../ui/action/action-badge.tsx';
import { TakeOutAction } from './clusters/take-out-action.tsx';
import { SpotlightAction } from './facilitation/spotlight-action.tsx';
import { PointOutcome } from './outcomes/dispositions-context.tsx';
import { aboutPoint } from './points/about-point.ts';
import { PointItem, type PointItemProps } from './points/point-item.tsx';
import { PointVotes } from './votes/vote-stepper.tsx';

export type PointRowProps = Omit<PointItemProps, 'promoted' | 'member' | 'facts' | 'below' | 'tools'> & {
  /** Of the action that came of it. */
  readonly badge: ActionBadgeView | undefined;
  /** For a point in a cluster: takes it out. Undefined for whoever may not, left out elsewhere. */
  readonly onTakeOut?: ((pointId: string) => void) | undefined;
};

/**
 * A point in a list of a session, with its votes, what became of it, and what a facilitator does
 * with it. Drawn again only when something of it changes: lists have thousands.
 */
export const PointRow = memo(function PointRow(props: PointRowProps) {
  const { badge, onTakeOut, ...item } = props;
  const { t } = useTranslation();
  const { session, point } = item;
  const maySpotlight = session.rights.lead && !session.closed;
  // Participants may not see the ledger, so their badge leads nowhere.
  const seesLedger = allows(session.me.standing, 'action.view');
  return (
    <PointItem
      {...item}
      promoted={badge !== undefined}
      member={'onTakeOut' in props}
      facts={
        badge === undefined ? (
          <PointOutcome pointId={point.id} />
        ) : (
          <ActionBadge badge={badge} to={seesLedger ? actionPath(session.campaignId, badge.actionId) : undefined} />
        )
      }
      below={<PointVotes targetId={point.id} about={aboutPoint(t, point.text)} />}
      tools={
        onTakeOut !== undefined || maySpotlight ? (
          <>
            {onTakeOut !== undefined && <TakeOutAction pointId={point.id} onTakeOut={onTakeOut} />}
            {maySpotlight && <SpotlightAction session={session} pointId={point.id} />}
          </>
        ) : undefined
      }
    />
  );
});
