import { createHash } from 'node:crypto';
import { recordTrace, STROKE_FIELDS } from '@gongyi/board';
import type { DocumentFacts } from './judge-records.ts';
import { plainValues, type RecordEdit } from './places.ts';
import { type FormerRecord, isFragment, type Judged, mayEdit } from './record-rights.ts';
import { Refusal } from './rules.ts';

const LINE_FIELDS = Object.values(STROKE_FIELDS);

/**
 * What a stroke is beside its id, in a few bytes: the same only for the same line by the same
 * author. `valuesOf` gives all values that a field was given, which of a line that a page drew is
 * one, or none.
 */
export function lineOf(valuesOf: (field: string) => readonly unknown[]): string {
  return createHash('sha256')
    .update(JSON.stringify(LINE_FIELDS.map(valuesOf)))
    .digest('base64');
}

/**
 * Whether the person may draw this, in this name, or bring it back. A stroke that is there, or was,
 * never becomes another.
 */
export function judgeStroke(
  edit: RecordEdit,
  current: RecordEdit | null,
  clientId: number,
  judged: Judged,
  { doc, formerRecord }: Pick<DocumentFacts, 'doc' | 'formerRecord'>,
): void {
  const { personId, rights } = judged;
  const stored = current?.record ?? null;
  if (current !== null && stored !== null && !isFragment(stored)) {
    if (!mayEdit(current, judged)) throw new Refusal('notOwn', clientId);
    const isSame = lineOf((field) => (stored.has(field) ? [stored.get(field)] : [])) === lineOfEdit(edit);
    if (!edit.isDeleted && !isSame) throw new Refusal('replacement', clientId);
    return;
  }
  const wasDeleted = recordTrace(doc, edit.id) !== 'none';
  const former: FormerRecord | undefined = wasDeleted ? formerRecord(edit.id) : undefined;
  if (former !== undefined && !edit.isDeleted && former.line !== lineOfEdit(edit))
    throw new Refusal('reusedId', clientId);
  // Who may erase anybody's may take that back.
  if (wasDeleted && rights.editAny) return;
  if (former !== undefined && former.authorId !== personId) throw new Refusal('reusedId', clientId);
  if (!rights.draw) throw new Refusal('noRight', clientId);
  const authorIds = plainValues(edit, STROKE_FIELDS.authorId);
  if (authorIds.length === 0 || authorIds.some((authorId) => authorId !== personId))
    throw new Refusal('authorship', clientId);
}

function lineOfEdit(edit: RecordEdit): string {
  return lineOf((field) => plainValues(edit, field));
}
