import { type PointShape, pointIdOf } from '@gongyi/board/store-binding';
import { useValue } from '@tldraw/tldraw';
import { CardBadge } from './card-badge.tsx';
import { useCardSurroundings } from './card-context.ts';
import { CardVotes } from './card-votes.tsx';
import classes from './cluster-card.module.css';
import { isEmptyText } from './is-empty-text.ts';
import pointClasses from './point-card.module.css';

type Props = { readonly card: PointShape; readonly found: 'current' | 'also' | undefined };

/**
 * Points that were merged, as a stack: its title, how many they are, and what was endorsed of them
 * together.
 */
export function ClusterCard({ card, found }: Props) {
  const { themeById, index, badges, words } = useCardSurroundings();
  const id = pointIdOf(card.id);
  const { text, themeId, memberCount } = card.props;
  const badge = useValue('badge of a cluster', () => {
    const byPoint = badges.get();
    return index.get(id)?.members.flatMap((member) => byPoint.get(member.id) ?? [])[0] ?? null;
  }, [badges, index, id]);
  return (
    <div className={classes.stack}>
      <span className={classes.last} />
      <span className={classes.middle} />
      <div className={classes.face}>
        <article className={pointClasses.card} data-point={id} data-found={found} data-cluster={memberCount}>
          <span className={pointClasses.bar} style={{ backgroundColor: themeById.get(themeId)?.color }} />
          <p className={`${pointClasses.text} ${classes.title}`}>{isEmptyText(text) ? words.empty : text}</p>
          <footer className={`${pointClasses.foot} ${classes.foot}`} data-badge={badge !== null || undefined}>
            <span className={classes.count}>{words.members(memberCount)}</span>
            {badge !== null && <CardBadge badge={badge} />}
            <CardVotes id={id} text={text} memberCount={memberCount} />
          </footer>
        </article>
      </div>
    </div>
  );
}
