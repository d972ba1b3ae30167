import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import classes from './product-mark.module.css';

/** The sign and name of the product, leading to `to`. */
export function ProductMark({ to }: { readonly to: string }) {
  const { t } = useTranslation();
  return (
    <Link to={to} className={classes.mark}>
      <img src="/favicon.svg" alt="" width={28} height={28} />
      <span className={classes.name}>{t('common.product')}</span>
    </Link>
  );
}
