import { POINT_SOURCES, type PointSource } from '@gongyi/domain';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '../../ui/plain/field.module.css';

type Props = {
  readonly value: PointSource | null;
  readonly onChange: (source: PointSource | null) => void;
  /** Without a label to be seen, where height is scarce: what is chosen says what it is. */
  readonly compact?: boolean;
};

/** Where a point comes from; may be left open. */
export function SourceSelect({ value, onChange, compact = false }: Props) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className={classes.select}>
      <label className={compact ? classes.spoken : classes.label} htmlFor={id}>
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
        <option value="">{t(compact ? 'points.form.sourceAsk' : 'points.form.sourceNone')}</option>
        {POINT_SOURCES.map((source) => (
          <option key={source} value={source}>
            {t(`points.sources.${source}`)}
          </option>
        ))}
      </select>
    </div>
  );
}
