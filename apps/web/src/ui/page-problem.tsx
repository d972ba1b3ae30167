import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { refusalOf } from '../api/refusal-of.ts';
import { useAccount } from '../api/use-account.ts';
import { useRefusal } from '../api/use-refusal.ts';
import pageClasses from './page.module.css';
import classes from './page-problem.module.css';

type Props = { readonly error: unknown; readonly onRetry: () => unknown };

/**
 * A page whose data did not come: why, and the two things that one can do. Plain elements, as
 * PageSkeleton.
 */
export function PageProblem({ error, onRetry }: Props) {
  const { t } = useTranslation();
  const refusal = useRefusal();
  const user = useAccount();
  const { code } = refusalOf(error);
  const mayHelp = code === 'serverUnavailable' || code === 'unexpected' || code === 'tooManyRequests';
  return (
    <div className={pageClasses.page}>
      <div className={classes.problem} role="alert">
        <p className={classes.title}>{t('common.problem')}</p>
        <p className={classes.reason}>{refusal(error)}</p>
      </div>
      <div className={classes.ways}>
        {mayHelp && (
          <button type="button" className={classes.button} onClick={() => void onRetry()}>
            {t('common.retry')}
          </button>
        )}
        <Link to={user ? '/campaigns' : '/'} className={classes.link}>
          {user ? t('account.campaigns') : t('common.toStart')}
        </Link>
      </div>
    </div>
  );
}
