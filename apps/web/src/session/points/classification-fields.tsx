import { POINT_CATEGORIES, POINT_LEVELS, type PointCategory, type PointLevel } from '@gongyi/domain';
import { useTranslation } from 'react-i18next';
import classes from './choice-row.module.css';
import { ChoiceRow } from './choice-row.tsx';

type Classification = { readonly category: PointCategory; readonly level: PointLevel | null };
type Props = Classification & { readonly onChange: (change: Partial<Classification>) => void };

/** A problem or a bright idea, and whom it is about, if that is said. */
export function ClassificationFields({ category, level, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.rows}>
      <ChoiceRow
        legend={t('points.form.category')}
        choices={POINT_CATEGORIES.map((value) => ({ value, label: t(`points.categories.${value}`) }))}
        value={category}
        onChange={(chosen) => chosen !== null && onChange({ category: chosen })}
      />
      <ChoiceRow
        optional
        legend={t('points.form.level')}
        choices={POINT_LEVELS.map((value) => ({ value, label: t(`points.levels.${value}`) }))}
        value={level}
        onChange={(chosen) => onChange({ level: chosen })}
      />
    </div>
  );
}
