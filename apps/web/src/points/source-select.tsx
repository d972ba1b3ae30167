import { POINT_SOURCES, type PointSource } from '@gongyi/domain';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '../plain/field.module.css';

type Props = { readonly value: PointSource | null; readonly onChange: (source: PointSource | null) => void };

/** Where a point comes from; may be left open. */
export function SourceSelect({ value, onChange }: Props) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className={classes.select}>
      <label className={classes.label} htmlFor={id}>
        {t('points.form.source')}
      </label>
      <select
        id={id}
        className={classes.control}
        value={value ?? ''}
        onChange={({ currentTarget }) =>
          onChange(POINT_SOURCES.find((source) => source === currentTarget.value) ?? null)
        }
      >
        <option value="">{t('points.form.sourceNone')}</option>
        {POINT_SOURCES.map((source) => (
          <option key={source} value={source}>
            {t(`points.sources.${source}`)}
          </option>
        ))}
      </select>
    </div>
  );
}
