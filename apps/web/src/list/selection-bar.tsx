import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './list-page.module.css';

type Props = {
  readonly count: number;
  /** Each left out for whoever may not. */
  readonly onPromote: (() => void) | undefined;
  readonly onMerge: (() => void) | undefined;
  readonly onClear: () => void;
};

/** What can be done with the selected points; stays in view while the list scrolls. */
export function SelectionBar({ count, onPromote, onMerge, onClear }: Props) {
  const { t } = useTranslation();
  return (
    <Group className={classes.selection} justify="space-between" gap="sm">
      <span role="status">{t('points.list.selected', { count })}</span>
      <Group gap="xs">
        <Button variant="subtle" onClick={onClear}>
          {t('points.list.clearSelection')}
        </Button>
        {onMerge !== undefined && (
          <Button variant="default" disabled={count < 2} onClick={onMerge}>
            {t('deliberate.list.merge')}
          </Button>
        )}
        {onPromote !== undefined && <Button onClick={onPromote}>{t('points.list.promote')}</Button>}
      </Group>
    </Group>
  );
}
