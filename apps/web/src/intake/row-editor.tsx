import { INBOX_THEME_ID, LIMITS, POINT_CATEGORIES, POINT_LEVELS, POINT_SOURCES } from '@gongyi/domain';
import { Button, Group, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../api/trpc.ts';
import classes from './intake-page.module.css';
import type { IntakeRow } from './rows/intake-row.ts';
import type { JudgedRow } from './rows/judge-rows.ts';

type Props = {
  readonly session: SessionView;
  readonly judged: JudgedRow;
  readonly onSave: (cells: IntakeRow['cells']) => void;
  readonly onClose: () => void;
};

/** One row of the preview, put right by hand. */
export function RowEditor({ session, judged: { row, point }, onSave, onClose }: Props) {
  const { t } = useTranslation();
  const [cells, setCells] = useState<IntakeRow['cells']>(() => ({
    text: point.text,
    theme: point.themeId,
    source: point.source ?? '',
    channel: point.channel,
    unit: point.unit,
    proposer: point.author,
    category: point.category,
    level: point.level ?? '',
  }));
  const change = (changed: IntakeRow['cells']): void => setCells({ ...cells, ...changed });
  const asCommon = { value: '', label: t('intake.editor.asCommon') };

  function save(event: FormEvent): void {
    event.preventDefault();
    onSave(cells);
    onClose();
  }

  return (
    <Modal opened onClose={onClose} size="lg" title={t('intake.editor.title', { number: row.number })}>
      <form onSubmit={save} className={classes.source}>
        <Textarea
          data-autofocus
          label={t('intake.fields.text')}
          rows={6}
          description={t('points.form.counter', { count: cells.text?.length ?? 0, limit: LIMITS.pointTextChars })}
          value={cells.text ?? ''}
          onChange={({ currentTarget }) => change({ text: currentTarget.value })}
        />
        <div className={classes.fields}>
          <NativeSelect
            label={t('intake.fields.theme')}
            value={cells.theme ?? ''}
            onChange={({ currentTarget }) => change({ theme: currentTarget.value })}
            data={[
              { value: INBOX_THEME_ID, label: t('points.list.inbox') },
              ...session.themes.map(({ id, short }) => ({ value: id, label: short })),
            ]}
          />
          <NativeSelect
            label={t('intake.fields.source')}
            value={cells.source ?? ''}
            onChange={({ currentTarget }) => change({ source: currentTarget.value })}
            data={[asCommon, ...POINT_SOURCES.map((value) => ({ value, label: t(`points.sources.${value}`) }))]}
          />
          <TextInput
            label={t('intake.fields.channel')}
            value={cells.channel ?? ''}
            onChange={({ currentTarget }) => change({ channel: currentTarget.value })}
          />
          {!session.anonymous && (
            <>
              <TextInput
                label={t('intake.fields.unit')}
                value={cells.unit ?? ''}
                onChange={({ currentTarget }) => change({ unit: currentTarget.value })}
              />
              <TextInput
                label={t('intake.fields.proposer')}
                value={cells.proposer ?? ''}
                onChange={({ currentTarget }) => change({ proposer: currentTarget.value })}
              />
            </>
          )}
          <NativeSelect
            label={t('intake.fields.category')}
            value={cells.category ?? ''}
            onChange={({ currentTarget }) => change({ category: currentTarget.value })}
            data={POINT_CATEGORIES.map((value) => ({ value, label: t(`points.categories.${value}`) }))}
          />
          <NativeSelect
            label={t('intake.fields.level')}
            value={cells.level ?? ''}
            onChange={({ currentTarget }) => change({ level: currentTarget.value })}
            data={[asCommon, ...POINT_LEVELS.map((value) => ({ value, label: t(`points.levels.${value}`) }))]}
          />
        </div>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit">{t('intake.editor.save')}</Button>
        </Group>
      </form>
    </Modal>
  );
}
