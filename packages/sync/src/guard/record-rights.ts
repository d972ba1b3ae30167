import { CLUSTER_KIND, type FieldRule, KIND, PLACE, POINT_FIELDS, RECORD_KINDS, STROKE_KIND } from '@gongyi/board';
import { INBOX_THEME_ID } from '@gongyi/domain';
import * as Y from 'yjs';
import type { DocumentRights, Editor } from '../ports.ts';
import type { PlacedStruct, RecordEdit } from './places.ts';

/** Whoever sends an update, and what they may do with the records of others. */
export type Judged = Pick<Editor, 'personId' | 'rights' | 'names'>;

/** What the server remembers of a record that was deleted, or of the one before. */
export type FormerRecord = {
  readonly kind: unknown;
  readonly authorId: unknown;
  /** Undefined when it had none. */
  readonly author: unknown;
  readonly unit: unknown;
  readonly themeId: unknown;
  /** Undefined when it was in none. */
  readonly clusterId: unknown;
  /** Of a stroke, what it was (`lineOf`). */
  readonly line: string | undefined;
};

/**
 * Change the text of a record, put another in its place, delete it. By whom the record belongs to
 * as it stands, never by what the update says. A record that is still to be made is judged as a
 * whole.
 */
export function mayEdit({ record }: RecordEdit, { personId, rights }: Judged): boolean {
  if (record === null || rights.editAny) return true;
  if (isFragment(record)) return rights.editOwn || rights.move;
  const kind = record.get(KIND);
  if (kind === CLUSTER_KIND) return rights.move;
  const mayEditOwn = kind === STROKE_KIND ? rights.draw : rights.editOwn;
  return mayEditOwn && record.get(POINT_FIELDS.authorId) === personId;
}

/**
 * Set or clear a field of a record. Where a point is put, and in which cluster, is also for those
 * who sort; into which theme is `mayPlace`'s.
 */
export function mayChange(edit: RecordEdit, field: string, judged: Judged): boolean {
  const { record } = edit;
  if (record === null || isFragment(record) || isCluster(record)) return mayEdit(edit, judged);
  if (field === POINT_FIELDS.cluster) return judged.rights.move || judged.rights.editAny;
  return mayEdit(edit, judged) || (field === PLACE && judged.rights.move);
}

/**
 * Say of a point of their own, which they brought back, in which cluster it had been. The guard
 * itself may take what an undo writes in two parts: the cluster comes later when something before
 * it refers to what nobody has sent yet. Only for the page that brought it back, and only while
 * nobody has said anything of its cluster.
 */
export function mayGiveBackCluster(
  edit: RecordEdit,
  { incoming: { struct, clientId } }: PlacedStruct,
  former: FormerRecord | undefined,
  judged: Judged,
): boolean {
  const { record } = edit;
  if (record === null || former?.clusterId === undefined || !mayEdit(edit, judged)) return false;
  if (record._item?.id.client !== clientId || record._map.has(POINT_FIELDS.cluster)) return false;
  return (
    struct instanceof Y.Item &&
    struct.content instanceof Y.ContentAny &&
    struct.content.arr.every((value) => value === former.clusterId)
  );
}

/** Put a point of their own into a theme. */
export function mayPlace(themeId: unknown, { add, move, editAny }: DocumentRights): boolean {
  return themeId === INBOX_THEME_ID || add === 'themes' || move || editAny;
}

/**
 * A piece of a deleted record that an undo brought back without the rest. It is nothing to any
 * reader, and nobody's.
 */
export function isFragment(record: Y.Map<unknown>): boolean {
  return !record.has(KIND);
}

export function isCluster(record: Y.Map<unknown>): boolean {
  return record.get(KIND) === CLUSTER_KIND;
}

export function isStroke(record: Y.Map<unknown>): boolean {
  return record.get(KIND) === STROKE_KIND;
}

export function mayChangeSomething({ add, editOwn, move, draw, editAny }: DocumentRights): boolean {
  return add !== 'none' || editOwn || move || draw || editAny;
}

/**
 * By the record's kind; of every kind, as long as the document does not say which: then the record
 * is judged as a whole.
 */
export function rulesOf({ record }: RecordEdit, field: string): FieldRule[] {
  const kind = RECORD_KINDS.get(record?.get(KIND));
  const kinds = kind === undefined ? [...RECORD_KINDS.values()] : [kind];
  return kinds.flatMap(({ fields }) => fields.get(field) ?? []);
}
