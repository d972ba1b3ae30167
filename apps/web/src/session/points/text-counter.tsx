import { LIMITS } from '@gongyi/domain';
import { useTranslation } from 'react-i18next';
import classes from './point-form.module.css';

/** How much of a point's length is used. */
export function TextCounter({ length }: { readonly length: number }) {
  const { t } = useTranslation();
  const values = { count: length, limit: LIMITS.pointTextChars };
  return (
    <span className={classes.counter} data-full={length >= LIMITS.pointTextChars || undefined}>
      <span aria-hidden>{t('points.form.counter', values)}</span>
      <span className={classes.spoken}>{t('points.form.counterLabel', values)}</span>
    </span>
  );
}
