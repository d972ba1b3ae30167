import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type SessionView, useTRPC } from '../../api/trpc.ts';
import type { PrivatePoints } from '../private/use-private-points.ts';
import { OwnPointItem } from './own-point-item.tsx';
import classes from './own-points.module.css';

type Props = {
  readonly session: SessionView;
  readonly own: PrivatePoints;
  readonly editingId: string | null;
  /** Null closes the editor. */
  readonly onEdit: (pointId: string | null) => void;
};

/**
 * What this person wrote and nobody else sees yet, the newest first. Nothing when there is none.
 */
export function OwnPoints({ session, own, editingId, onEdit }: Props) {
  if (own.points.length === 0) return null;
  return (
    <ul className={classes.items}>
      {own.points.toReversed().map((point) => (
        <OwnPointItem
          key={point.id}
          session={session}
          point={point}
          editing={editingId === point.id}
          onEdit={onEdit}
          onChange={own.change}
          onRemove={own.remove}
        />
      ))}
    </ul>
  );
}

/** How many there are, of how many people: all that anybody learns before the reveal. */
export function PrivateCounts({ session }: Pick<Props, 'session'>) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const { id: sessionId, privateWriting, revealing } = session;
  const { data } = useQuery(trpc.privatePoints.counts.queryOptions({ sessionId }, { enabled: privateWriting }));
  if (!privateWriting || data === undefined) return null;
  const { points, people } = data;
  if (points === 0) return null;
  return (
    <p className={classes.counts}>
      {revealing ? t('points.private.revealing') : t('points.private.counts', { points, people })}
    </p>
  );
}
