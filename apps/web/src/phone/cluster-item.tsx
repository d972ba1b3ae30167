import type { ClusterView } from '@gongyi/board';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import itemClasses from '../session/points/point-item.module.css';
import { PointVotes } from '../session/votes/vote-stepper.tsx';
import { useVotesHere, VotesProvider } from '../session/votes/votes-context.tsx';
import { PhoneItemList, type PhoneItems } from './phone-items.tsx';
import classes from './phone-page.module.css';

const ABOUT_CHARS = 20;

/** Points that were merged: one card to endorse, with every wording in it. */
export function ClusterItem({ cluster, ...items }: PhoneItems & { readonly cluster: ClusterView }) {
  const { t } = useTranslation();
  const votes = useVotesHere();
  const { id, members } = cluster;
  const title = cluster.title || (members[0]?.text ?? '');
  const theme = items.session.themes.find((candidate) => candidate.id === cluster.themeId);
  // Votes that were given before the points were merged are theirs, and can be taken back where
  // they were given.
  const isVotedOn = members.some((member) => (votes?.spentOn(member.id) ?? 0) > 0);
  const list = <PhoneItemList {...items} points={members} />;
  return (
    <div className={itemClasses.item} style={theme && ({ '--theme-color': theme.color } as CSSProperties)}>
      <div className={itemClasses.body}>
        <p className={itemClasses.text}>{title}</p>
        <PointVotes targetId={id} about={[...title].slice(0, ABOUT_CHARS).join('')} />
        <details className={classes.members}>
          <summary>{t('points.phone.cluster', { count: members.length })}</summary>
          {isVotedOn ? list : <VotesProvider votes={null}>{list}</VotesProvider>}
        </details>
      </div>
    </div>
  );
}
