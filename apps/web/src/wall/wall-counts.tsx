import { INBOX_THEME_ID } from '@gongyi/domain';
import { useQuery } from '@tanstack/react-query';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { Doc } from 'yjs';
import { type SessionView, useTRPC } from '../api/trpc.ts';
import { usePoints } from '../session/document/use-points.ts';
import { countByTheme } from '../session/points/group-by-theme.ts';
import classes from './wall-page.module.css';

/**
 * How many points each theme has, live; while people write privately, how much there is to come.
 */
export function WallCounts({ session, doc }: { readonly session: SessionView; readonly doc: Doc }) {
  const { t } = useTranslation();
  const points = usePoints(doc);
  const byTheme = countByTheme(points);
  const inbox = byTheme.get(INBOX_THEME_ID) ?? 0;
  const rows = [
    ...session.themes.map(({ id, name, color }) => ({ id, name, color, count: byTheme.get(id) ?? 0 })),
    ...(inbox > 0 ? [{ id: INBOX_THEME_ID, name: t('facilitate.wall.inbox'), color: '#78716c', count: inbox }] : []),
  ];
  const most = Math.max(1, ...rows.map(({ count }) => count));
  return (
    <section className={classes.counts} aria-label={t('facilitate.wall.themes')}>
      {session.privateWriting && <PrivateTotal sessionId={session.id} />}
      <ul className={classes.themes}>
        {rows.map(({ id, name, color, count }) => (
          <li
            key={id}
            className={classes.theme}
            style={{ '--theme-color': color, '--part': count / most } as CSSProperties}
          >
            <span className={classes.themeName}>{name}</span>
            <strong className={classes.themeCount}>{count}</strong>
          </li>
        ))}
      </ul>
      {!session.privateWriting && (
        <p className={classes.total}>{t('facilitate.wall.total', { count: points.length })}</p>
      )}
    </section>
  );
}

function PrivateTotal({ sessionId }: { readonly sessionId: string }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const counts = useQuery(trpc.privatePoints.counts.queryOptions({ sessionId }));
  if (counts.data === undefined) return null;
  return <p className={classes.private}>{t('facilitate.wall.private', counts.data)}</p>;
}
