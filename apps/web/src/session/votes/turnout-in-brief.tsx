import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { SessionView } from '../../api/trpc.ts';
import classes from './turnout.module.css';
import { useTurnout } from './use-turnout.ts';

/**
 * In the console while people vote: the two numbers, and the way to what can be done about them.
 */
export function TurnoutInBrief({ session }: { readonly session: SessionView }) {
  const { t } = useTranslation();
  const { data } = useTurnout(session);
  if (data === undefined) return null;
  return (
    <Link
      to={`/sessions/${session.id}/votes`}
      className={classes.brief}
      data-more={data.voters > data.present || undefined}
      title={t('deliberate.turnout.briefHint')}
    >
      {t('deliberate.turnout.brief', data)}
    </Link>
  );
}
