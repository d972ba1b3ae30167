import type { Point } from '@gongyi/board';
import { LIMITS } from '@gongyi/domain';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type Ref, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ThemeView } from '../api/trpc.ts';
import { isFiltering, NO_FILTER, NO_UNIT, type PointFilter, unitsOf } from '../session/points/filter-points.ts';
import classes from './list-page.module.css';

type Props = {
  readonly themes: readonly ThemeView[];
  /** All of them: they say which units there are. */
  readonly points: readonly Point[];
  readonly shownCount: number;
  readonly filter: PointFilter;
  readonly onChange: (filter: PointFilter) => void;
  readonly order: ListOrder;
  readonly onOrder: (order: ListOrder) => void;
  readonly findRef: Ref<HTMLInputElement>;
};

export type ListOrder = 'theme' | 'votes';

/**
 * A select has only texts for values, and NO_UNIT is the empty one; so units are prefixed and ''
 * asks for all.
 */
const UNIT_PREFIX = 'unit:';

export function ListToolbar({ themes, points, shownCount, filter, onChange, order, onOrder, findRef }: Props) {
  const { t } = useTranslation();
  const units = useMemo(() => unitsOf(points), [points]);
  const filtered = isFiltering(filter);
  return (
    <search className={classes.toolbar}>
      <TextInput
        ref={findRef}
        className={classes.find}
        type="search"
        label={t('points.list.filterText')}
        placeholder={t('points.list.filterPlaceholder')}
        leftSection={<IconSearch size={18} aria-hidden />}
        maxLength={LIMITS.searchChars}
        value={filter.text}
        onChange={({ currentTarget }) => onChange({ ...filter, text: currentTarget.value })}
      />
      <NativeSelect
        className={classes.choose}
        label={t('points.list.filterTheme')}
        value={filter.themeId ?? ''}
        onChange={({ currentTarget }) => onChange({ ...filter, themeId: currentTarget.value || null })}
        data={[
          { value: '', label: t('points.list.allThemes') },
          ...themes.map((theme) => ({ value: theme.id, label: theme.short })),
        ]}
      />
      <NativeSelect
        className={classes.choose}
        label={t('points.list.filterUnit')}
        value={filter.unit === null ? '' : UNIT_PREFIX + filter.unit}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...filter, unit: value === '' ? null : value.slice(UNIT_PREFIX.length) })
        }
        data={[
          { value: '', label: t('points.list.allUnits') },
          ...units.map((unit) => ({
            value: UNIT_PREFIX + unit,
            label: unit === NO_UNIT ? t('points.list.noUnit') : unit,
          })),
        ]}
      />
      <NativeSelect
        className={classes.choose}
        label={t('deliberate.list.sort')}
        value={order}
        onChange={({ currentTarget }) => onOrder(currentTarget.value === 'votes' ? 'votes' : 'theme')}
        data={[
          { value: 'theme', label: t('deliberate.list.sortTheme') },
          { value: 'votes', label: t('deliberate.list.sortVotes') },
        ]}
      />
      <div className={classes.shown}>
        <span role="status">
          {filtered
            ? t('points.list.countFiltered', { shown: shownCount, count: points.length })
            : t('points.list.count', { count: points.length })}
        </span>
        {filtered && (
          <Button variant="subtle" size="compact-md" onClick={() => onChange(NO_FILTER)}>
            {t('points.list.clearFilters')}
          </Button>
        )}
      </div>
    </search>
  );
}
