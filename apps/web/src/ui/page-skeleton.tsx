import { useTranslation } from 'react-i18next';
import pageClasses from './page.module.css';
import classes from './page-skeleton.module.css';

/**
 * The shape of a page while its code or its data is on the way. Plain elements: the phone page
 * shows it, too (MantineFrame).
 */
export function PageSkeleton() {
  const { t } = useTranslation();
  return (
    <div className={pageClasses.page} role="status" aria-label={t('common.loading')}>
      <div className={classes.title} />
      <div className={classes.block} />
      <div className={classes.block} />
      <div className={classes.block} />
    </div>
  );
}
