import { Alert, NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { letterOf } from './file/cell-name.ts';
import classes from './intake-page.module.css';
import type { Table } from './rows/guess-columns.ts';
import { INTAKE_FIELDS, type IntakeField } from './rows/intake-row.ts';

type Props = {
  readonly table: Table;
  readonly isKept: boolean;
  readonly disabled: boolean;
  readonly onChoose: (field: IntakeField, column: number | null) => void;
};

/** Which column holds what. */
export function ColumnMapping({ table, isKept, disabled, onChoose }: Props) {
  const { t } = useTranslation();
  const columns = table.headers.map((header, column) => ({
    value: String(column),
    label:
      header === '' ? t('intake.columns.nameless', { letter: letterOf(column) }) : `${letterOf(column)} · ${header}`,
  }));
  return (
    <fieldset className={classes.mapping} disabled={disabled}>
      <legend className={classes.heading}>{t('intake.columns.heading')}</legend>
      <p className={classes.hint}>{t(isKept ? 'intake.columns.kept' : 'intake.columns.hint')}</p>
      <div className={classes.fields}>
        {INTAKE_FIELDS.map((field) => (
          <NativeSelect
            key={field}
            label={t(`intake.fields.${field}`)}
            required={field === 'text'}
            value={String(table.columns[field] ?? '')}
            onChange={({ currentTarget: { value } }) => onChoose(field, value === '' ? null : Number(value))}
            data={[{ value: '', label: t('intake.columns.unused') }, ...columns]}
          />
        ))}
      </div>
      {table.columns.text === undefined && (
        <Alert color="orange.9" variant="light" mt="sm">
          {t('intake.columns.textMissing')}
        </Alert>
      )}
    </fieldset>
  );
}
