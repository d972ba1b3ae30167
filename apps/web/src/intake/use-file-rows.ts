import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { readFileAside } from './file/read-file-aside.ts';
import type { FileContent, FileFault, Sheet } from './file/sheet.ts';
import { type Columns, readTable, rowsOf, type Table } from './rows/guess-columns.ts';
import type { IntakeField, IntakeRow } from './rows/intake-row.ts';
import { keepColumns, keptColumns } from './rows/kept-columns.ts';
import type { NamedTheme } from './rows/recognise-theme.ts';

type Opened = { readonly name: string; readonly content: FileContent | null };
type Chosen = { readonly sheet: Sheet; readonly table: Table; readonly isKept: boolean };

export type FileRows = {
  /** Null before a file was chosen. */
  readonly fileName: string | null;
  readonly isReading: boolean;
  readonly fault: FileFault | null;
  /** The cell that lies too far, if that is the fault. */
  readonly faultyCell: string;
  readonly sheets: readonly Sheet[];
  readonly chosen: Chosen | null;
  readonly rows: readonly IntakeRow[];
  readonly open: (file: File) => void;
  /** Gives up reading; there is no file then. */
  readonly cancel: () => void;
  readonly chooseSheet: (sheet: Sheet) => void;
  /** -1 for none. */
  readonly chooseHeader: (headerRow: number) => void;
  readonly chooseColumn: (field: IntakeField, column: number | null) => void;
};

const NO_ROWS: readonly IntakeRow[] = [];
const NO_SHEETS: readonly Sheet[] = [];

/**
 * A file, one of its sheets, and the rows in it by the columns that were guessed, kept from last
 * time, or chosen.
 */
export function useFileRows(themes: readonly NamedTheme[]): FileRows {
  const [opened, setOpened] = useState<Opened | null>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const reading = useRef<AbortController | null>(null);
  useEffect(() => () => reading.current?.abort(), []);

  const chooseSheet = useCallback(
    (sheet: Sheet) => {
      const table = readTable(sheet.rows, themes);
      const kept = keptColumns(table.headers);
      setChosen({ sheet, table: kept === null ? table : { ...table, columns: kept }, isKept: kept !== null });
    },
    [themes],
  );

  const open = useCallback(
    async (file: File) => {
      reading.current?.abort();
      const controller = new AbortController();
      reading.current = controller;
      setChosen(null);
      setOpened({ name: file.name, content: null });
      const content = await readFileAside(file, controller.signal);
      if (controller.signal.aborted) return;
      setOpened({ name: file.name, content });
      const [first] = content.ok ? content.sheets : [];
      if (first !== undefined) chooseSheet(first);
    },
    [chooseSheet],
  );

  const cancel = useCallback(() => {
    reading.current?.abort();
    setOpened(null);
  }, []);

  const chooseHeader = useCallback((headerRow: number) => {
    setChosen((before) => {
      if (before === null) return null;
      const { sheet, table } = before;
      const headers = table.headers.map((_, column) => sheet.rows[headerRow]?.[column] ?? '');
      const kept = keptColumns(headers);
      return { sheet, table: { headerRow, headers, columns: kept ?? table.columns }, isKept: kept !== null };
    });
  }, []);

  const chooseColumn = useCallback(
    (field: IntakeField, column: number | null) => {
      if (chosen === null) return;
      const columns = withColumn(chosen.table.columns, field, column);
      keepColumns(chosen.table.headers, columns);
      setChosen({ ...chosen, table: { ...chosen.table, columns } });
    },
    [chosen],
  );

  const rows = useMemo(
    () =>
      chosen === null || chosen.table.columns.text === undefined
        ? NO_ROWS
        : rowsOf(chosen.sheet.rows, chosen.table.headerRow, chosen.table.columns),
    [chosen],
  );
  const content = opened?.content ?? null;
  return {
    fileName: opened?.name ?? null,
    isReading: opened !== null && content === null,
    fault: content !== null && !content.ok ? content.fault : null,
    faultyCell: (content !== null && !content.ok && content.cell) || '',
    sheets: content?.ok === true ? content.sheets : NO_SHEETS,
    chosen: content?.ok === true ? chosen : null,
    rows: content?.ok === true ? rows : NO_ROWS,
    open,
    cancel,
    chooseSheet,
    chooseHeader,
    chooseColumn,
  };
}

/** A column has one meaning: whatever it meant before, it means no more. */
function withColumn(columns: Columns, field: IntakeField, column: number | null): Columns {
  const others = Object.entries(columns).filter(([known, taken]) => known !== field && taken !== column);
  return { ...Object.fromEntries(others), ...(column === null ? {} : { [field]: column }) };
}
