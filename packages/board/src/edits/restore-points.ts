import { toPlainText } from '@gongyi/domain';
import * as Y from 'yjs';
import { replaceText } from '../model/replace-text.ts';
import { KIND, recordsOf, type StoredRecord } from '../records/layout.ts';
import { isStorableId, RECORD_KINDS, type RecordKind } from '../records/record-fields.ts';

/**
 * The origin of the transaction below. Not what a person wrote, so nobody's undo takes it back: one
 * restores the state before.
 */
export const RESTORE = Symbol('restore');

/**
 * How many points, clusters and strokes were brought back, made to read as they did, and taken
 * away.
 */
export type Restoration = { readonly added: number; readonly changed: number; readonly removed: number };

/** A record as it was: its text, if it has one, and the values of its other fields. */
type FormerRecord = {
  readonly name: unknown;
  readonly kind: RecordKind;
  /** Null for a kind without one. */
  readonly text: string | null;
  readonly fields: ReadonlyMap<string, unknown>;
};

/**
 * Makes the points, clusters and strokes of `doc` those of `earlier`, an older state of the same
 * session in a document of its own: as one transaction of ordinary edits, of which each is as small
 * as it can be. What is as it was is not touched, and what others write meanwhile merges as with
 * any edit.
 *
 * Only known fields with values that a record may have are copied, so whatever else an old document
 * holds does not come back. A record that was of no kind then is none now.
 */
export function restorePoints(doc: Y.Doc, earlier: Y.Doc, origin: unknown = RESTORE): Restoration {
  const former = formerRecords(earlier);
  let [added, changed, removed] = [0, 0, 0];
  doc.transact(() => {
    const records = recordsOf(doc);
    for (const id of [...records.keys()]) {
      if (former.has(id) || !RECORD_KINDS.has(kindName(records.get(id)))) continue;
      records.delete(id);
      removed++;
    }
    for (const [id, was] of former) {
      const record = records.get(id);
      const text = record instanceof Y.Map && kindName(record) === was.name ? textOf(record, was.kind) : undefined;
      if (!(record instanceof Y.Map) || text === undefined) {
        bringBack(records, id, was);
        added++;
      } else if (makeAsItWas(record, text, was)) changed++;
    }
  }, origin);
  return { added, changed, removed };
}

function kindName(record: unknown): unknown {
  return record instanceof Y.Map ? record.get(KIND) : undefined;
}

/** Null for a kind without one; undefined when the record lacks it. */
function textOf(record: StoredRecord, { textField }: RecordKind): Y.Text | null | undefined {
  if (textField === null) return null;
  const text = record.get(textField);
  return text instanceof Y.Text ? text : undefined;
}

function formerRecords(earlier: Y.Doc): Map<string, FormerRecord> {
  const records = new Map<string, FormerRecord>();
  for (const [id, record] of recordsOf(earlier).entries()) {
    const was = record instanceof Y.Map && isStorableId(id) ? formerRecord(record) : null;
    if (was !== null) records.set(id, was);
  }
  return records;
}

function formerRecord(record: StoredRecord): FormerRecord | null {
  const name = kindName(record);
  const kind = RECORD_KINDS.get(name);
  const text = kind === undefined ? undefined : textOf(record, kind);
  if (kind === undefined || text === undefined) return null;
  const fields = new Map<string, unknown>();
  for (const [field, { accepts, isRequired }] of plainFields(kind)) {
    const value = record.get(field);
    if (accepts(value)) fields.set(field, value);
    else if (isRequired) return null;
  }
  return { name, kind, text: text === null ? null : toPlainText(text.toString().slice(0, kind.maxTextChars)), fields };
}

/** All but the kind itself and the text. */
function plainFields({ fields, textField }: RecordKind) {
  return [...fields].filter(([field]) => field !== KIND && field !== textField);
}

function bringBack(records: Y.Map<unknown>, id: string, { name, kind, text, fields }: FormerRecord): void {
  const record: StoredRecord = new Y.Map();
  // Attached first: reading a Y type that has no document yet warns and sees nothing.
  records.set(id, record);
  record.set(KIND, name);
  if (kind.textField !== null && text !== null) {
    const shared = new Y.Text();
    record.set(kind.textField, shared);
    replaceText(shared, text);
  }
  for (const [field, value] of fields) record.set(field, value);
}

/** False when it is as it was already. */
function makeAsItWas(record: StoredRecord, text: Y.Text | null, { kind, text: wanted, fields }: FormerRecord): boolean {
  let isChanged = false;
  if (text !== null && wanted !== null && text.toString() !== wanted) {
    replaceText(text, wanted);
    isChanged = true;
  }
  for (const [field] of plainFields(kind)) {
    const value = fields.get(field);
    if (isSame(record.get(field), value)) continue;
    if (value === undefined) record.delete(field);
    else record.set(field, value);
    isChanged = true;
  }
  return isChanged;
}

/** Of plain values: strings, numbers, and the arrays of a place or a path. */
function isSame(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
