import { type PointShape, pointIdOf } from '@gongyi/board/store-binding';
import { useIsEditing, useValue } from '@tldraw/tldraw';
import { memo } from 'react';
import { signature } from '../../session/points/signature.ts';
import { CardBadge } from './card-badge.tsx';
import { useCardSurroundings } from './card-context.ts';
import { CardEditor } from './card-editor.tsx';
import type { Found } from './card-search.ts';
import { CardVotes } from './card-votes.tsx';
import { ClusterCard } from './cluster-card.tsx';
import { isEmptyText } from './is-empty-text.ts';
import classes from './point-card.module.css';

/**
 * A card: plain text until it is edited. It listens to no zoom and no selection, so thousands of
 * them stay cheap.
 */
export const PointCard = memo(function PointCard({ card }: { readonly card: PointShape }) {
  const { themeById, badges, search, words } = useCardSurroundings();
  const pointId = pointIdOf(card.id);
  const badge = useValue('badge', () => badges.get().get(pointId) ?? null, [badges, pointId]);
  const found = useValue('found', () => foundMark(search.found.get(), pointId), [search, pointId]);
  const isEditing = useIsEditing(card.id);
  const { text, author, unit, source, channel, themeId, memberCount } = card.props;
  const from = signature(author, unit) || words.noAuthor;
  const origin = [source === null ? '' : words.sources[source], channel].filter((word) => word !== '').join(' · ');

  if (memberCount > 0) return <ClusterCard card={card} found={found} />;
  return (
    <article className={classes.card} data-point={pointId} data-found={found}>
      <span className={classes.bar} style={{ backgroundColor: themeById.get(themeId)?.color }} />
      {isEditing ? (
        <CardEditor shapeId={card.id} />
      ) : (
        <p className={classes.text} data-empty={isEmptyText(text) || undefined}>
          {isEmptyText(text) ? words.empty : text}
        </p>
      )}
      <footer className={classes.foot} data-badge={badge !== null || undefined}>
        <span className={classes.from}>{from}</span>
        {badge === null && origin !== '' && <span className={classes.source}>{origin}</span>}
        {badge !== null && <CardBadge badge={badge} />}
        {!isEditing && <CardVotes id={pointId} text={text} memberCount={0} />}
      </footer>
    </article>
  );
});

function foundMark({ isFound, current }: Found, pointId: string): 'current' | 'also' | undefined {
  if (!isFound.has(pointId)) return undefined;
  return pointId === current ? 'current' : 'also';
}
