import { LIMITS } from '@gongyi/domain';
import { Alert, Button, Loader, NativeSelect } from '@mantine/core';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ColumnMapping } from './column-mapping.tsx';
import classes from './intake-page.module.css';
import type { FileRows } from './use-file-rows.ts';

/** Headers are looked for, and offered, in the first rows. */
const OFFERED_ROWS = 15;
const SHOWN_CELLS = 5;

type Props = { readonly file: FileRows; readonly disabled: boolean };

export function FileSource({ file, disabled }: Props) {
  const { t } = useTranslation();
  const { fileName, sheets, chosen, fault, isReading } = file;
  const [isOver, setIsOver] = useState(false);

  function take(event: DragEvent): void {
    event.preventDefault();
    setIsOver(false);
    const [dropped] = event.dataTransfer.files;
    if (dropped !== undefined && !disabled) file.open(dropped);
  }

  return (
    <div className={classes.source}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one more way beside the
          file field in it */}
      <div
        className={classes.drop}
        data-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={take}
      >
        <IconFileSpreadsheet size={28} aria-hidden />
        <p className={classes.hint}>{t('intake.file.drop')}</p>
        {fileName !== null && <strong className={classes.fileName}>{fileName}</strong>}
        <label className={classes.fileButton} data-disabled={disabled || undefined}>
          {t(fileName === null ? 'intake.file.choose' : 'intake.file.other')}
          <input
            type="file"
            accept=".xlsx,.xlsm,.csv,.tsv,.txt"
            disabled={disabled}
            onChange={({ currentTarget }) => {
              const [picked] = currentTarget.files ?? [];
              if (picked !== undefined) file.open(picked);
              // The same file once more is a choice too.
              currentTarget.value = '';
            }}
          />
        </label>
      </div>
      <div role="status">
        {isReading && (
          <p className={classes.reading}>
            <Loader size="sm" /> {t('intake.file.reading', { name: fileName ?? '' })}
          </p>
        )}
        {fault !== null && (
          <Alert color="orange.9" variant="light">
            {t(`intake.file.faults.${fault}`, {
              rows: LIMITS.intakeRows,
              columns: LIMITS.intakeColumns,
              seconds: LIMITS.intakeSeconds,
              cell: file.faultyCell,
            })}
          </Alert>
        )}
      </div>
      {isReading && (
        <div>
          <Button variant="default" onClick={file.cancel}>
            {t('intake.file.cancel')}
          </Button>
        </div>
      )}
      {chosen !== null && (
        <>
          <div className={classes.fields}>
            {sheets.length > 1 && (
              <NativeSelect
                label={t('intake.file.sheet')}
                disabled={disabled}
                value={String(sheets.indexOf(chosen.sheet))}
                onChange={({ currentTarget }) => {
                  const sheet = sheets[Number(currentTarget.value)];
                  if (sheet !== undefined) file.chooseSheet(sheet);
                }}
                data={sheets.map(({ name, rows }, index) => ({
                  value: String(index),
                  label: t('intake.file.sheetRows', { name, count: rows.length }),
                }))}
              />
            )}
            <NativeSelect
              label={t('intake.file.headerRow')}
              disabled={disabled}
              value={String(chosen.table.headerRow)}
              onChange={({ currentTarget }) => file.chooseHeader(Number(currentTarget.value))}
              data={[
                { value: '-1', label: t('intake.file.noHeader') },
                ...chosen.sheet.rows.slice(0, OFFERED_ROWS).map((cells, index) => ({
                  value: String(index),
                  label: t('intake.file.headerAt', { row: index + 1, words: wordsOf(cells) }),
                })),
              ]}
            />
          </div>
          <ColumnMapping table={chosen.table} isKept={chosen.isKept} disabled={disabled} onChoose={file.chooseColumn} />
        </>
      )}
    </div>
  );
}

function wordsOf(cells: readonly string[]): string {
  return cells
    .filter((cell) => cell !== '')
    .slice(0, SHOWN_CELLS)
    .map((cell) => cell.slice(0, 12))
    .join(' | ');
}
