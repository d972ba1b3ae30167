import { useDeferredValue, useMemo, useState } from 'react';
import type { IntakeRow } from './rows/intake-row.ts';
import type { NamedTheme } from './rows/recognise-theme.ts';
import { type PasteUnit, splitPaste } from './rows/split-paste.ts';

export type PasteRows = {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly unit: PasteUnit;
  readonly setUnit: (unit: PasteUnit) => void;
  readonly rows: readonly IntakeRow[];
};

/** Pasted text, and the rows in it a moment later: typing in a long text does not wait for them. */
export function usePasteRows(themes: readonly NamedTheme[]): PasteRows {
  const [text, setText] = useState('');
  const [unit, setUnit] = useState<PasteUnit>('auto');
  const settled = useDeferredValue(text);
  const rows = useMemo(() => splitPaste(settled, unit, themes), [settled, unit, themes]);
  return { text, setText, unit, setUnit, rows };
}
