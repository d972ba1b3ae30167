import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../api/trpc.ts';
import classes from './writing-terms.module.css';

type Terms = { readonly session: Pick<SessionView, 'anonymous' | 'privateWriting' | 'rights' | 'me'> };

/** Under which name somebody writes: on every screen where they do. */
function AnonymityNote({ session: { anonymous, me } }: Terms) {
  const { t } = useTranslation();
  const { name, unit } = me.author;
  const who = [name, unit].filter(Boolean).join(' · ');
  return (
    <p className={classes.note} data-anonymous={anonymous || undefined}>
      {anonymous ? t('points.terms.anonymous') : t('points.terms.named', { who })}
    </p>
  );
}

/** What happens to what is written here now: where it goes, who sees it, and under which name. */
export function WritingTerms({ session }: Terms) {
  const { t } = useTranslation();
  const { add, addPrivately } = session.rights;
  return (
    <div className={classes.terms}>
      {add === 'inbox' && <p className={classes.note}>{t('points.terms.inbox')}</p>}
      {addPrivately && <p className={classes.note}>{t('points.terms.private')}</p>}
      <AnonymityNote session={session} />
    </div>
  );
}
