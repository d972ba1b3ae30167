import { readStored, writeStored } from '../../ui/device-storage.ts';
import type { Columns } from './guess-columns.ts';
import { INTAKE_FIELDS } from './intake-row.ts';

const KEY = 'gongyi.intake.columns';
/** The forms that one secretary meets. */
const KEPT_FORMS = 30;

/** The newest last. */
type KeptForm = { readonly headers: string; readonly columns: Columns };

/** What the person made of a file with these headers the last time, on this device. */
export function keptColumns(headers: readonly string[]): Columns | null {
  const signature = signatureOf(headers);
  return signature === null ? null : (readForms().find((form) => form.headers === signature)?.columns ?? null);
}

export function keepColumns(headers: readonly string[], columns: Columns): void {
  const signature = signatureOf(headers);
  if (signature === null) return;
  const others = readForms().filter((form) => form.headers !== signature);
  writeStored(KEY, JSON.stringify([...others, { headers: signature, columns }].slice(-KEPT_FORMS)));
}

/** Null without headers: files that have none have nothing in common. */
function signatureOf(headers: readonly string[]): string | null {
  return headers.every((header) => header === '') ? null : JSON.stringify(headers);
}

/** What stands in the storage may be from any version of this page. */
function readForms(): KeptForm[] {
  try {
    const value: unknown = JSON.parse(readStored(KEY) ?? '[]');
    return Array.isArray(value) ? value.filter(isForm) : [];
  } catch {
    return [];
  }
}

function isForm(value: unknown): value is KeptForm {
  if (typeof value !== 'object' || value === null || !('headers' in value) || !('columns' in value)) return false;
  const { headers, columns } = value;
  if (typeof headers !== 'string' || typeof columns !== 'object' || columns === null) return false;
  return Object.entries(columns).every(
    ([field, column]) => INTAKE_FIELDS.some((known) => known === field) && Number.isInteger(column) && column >= 0,
  );
}
