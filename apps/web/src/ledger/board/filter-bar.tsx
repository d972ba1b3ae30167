import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconFilter, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../api/trpc.ts';
import { useBoard } from '../data/board-context.ts';
import { type BoardFilters, isFiltering } from '../data/board-filters.ts';
import classes from './filter-bar.module.css';

type Props = {
  readonly filters: BoardFilters;
  readonly onChange: (filters: BoardFilters) => void;
};

const NO_FILTERS: BoardFilters = { themeId: '', unitId: '', owner: '', text: '' };
const SEARCH_ICON = <IconSearch size={18} aria-hidden />;

/**
 * Narrows the board by theme, unit, person and words. On a phone the three lists hide behind a
 * button.
 */
export function FilterBar({ filters, onChange }: Props) {
  const { t, i18n } = useTranslation();
  const { campaign } = useBoard();
  // Kept here as well as in the address: the router answers a moment later, which would tear an
  // input method's composition.
  const [text, setText] = useState(filters.text);
  const [open, setOpen] = useState(false);
  const trpc = useTRPC();
  const { data: people = [] } = useQuery(trpc.actions.people.queryOptions({ campaignId: campaign.id }));
  const owners = useMemo(
    // The one of the address as well, who may be named no more.
    () =>
      [...new Set([...people, ...(filters.owner === '' ? [] : [filters.owner])])].sort(
        new Intl.Collator(i18n.language).compare,
      ),
    [people, filters.owner, i18n.language],
  );
  const chosen = [filters.themeId, filters.unitId, filters.owner].filter(Boolean).length;

  function change(changes: Partial<BoardFilters>): void {
    onChange({ ...filters, text, ...changes });
  }

  return (
    <search className={classes.bar} aria-label={t('actions.filters.label')}>
      <TextInput
        className={classes.search}
        type="search"
        aria-label={t('actions.filters.search')}
        placeholder={t('actions.filters.searchHint')}
        leftSection={SEARCH_ICON}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          // The letters of an input method are no words yet, and would empty the board under them.
          if (!(event.nativeEvent as InputEvent).isComposing) change({ text: event.currentTarget.value });
        }}
        onCompositionEnd={(event) => change({ text: event.currentTarget.value })}
      />
      <Button
        className={classes.toggle}
        variant="default"
        leftSection={<IconFilter size={18} aria-hidden />}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {chosen > 0 ? t('actions.filters.toggleOn', { count: chosen }) : t('actions.filters.toggle')}
      </Button>
      <div className={classes.selects} data-open={open || undefined}>
        <NativeSelect
          className={classes.select}
          aria-label={t('actions.filters.theme')}
          value={filters.themeId}
          onChange={(event) => change({ themeId: event.currentTarget.value })}
          data={[
            { value: '', label: t('actions.filters.allThemes') },
            ...campaign.themes.map((theme) => ({ value: theme.id, label: theme.short })),
          ]}
        />
        <NativeSelect
          className={classes.select}
          aria-label={t('actions.filters.unit')}
          value={filters.unitId}
          onChange={(event) => change({ unitId: event.currentTarget.value })}
          data={[
            { value: '', label: t('actions.filters.allUnits') },
            ...campaign.units.map((unit) => ({ value: unit.id, label: unit.name })),
          ]}
        />
        <NativeSelect
          className={classes.select}
          aria-label={t('actions.filters.owner')}
          value={filters.owner}
          onChange={(event) => change({ owner: event.currentTarget.value })}
          data={[{ value: '', label: t('actions.filters.allOwners') }, ...owners]}
        />
        {isFiltering(filters) && (
          <Button
            variant="subtle"
            onClick={() => {
              setText('');
              onChange(NO_FILTERS);
            }}
          >
            {t('actions.filters.clear')}
          </Button>
        )}
      </div>
    </search>
  );
}
