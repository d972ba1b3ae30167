import { isStorablePointId, KIND, POINT_FIELD_RULES, POINT_FIELDS } from '@gongyi/board';
import * as Y from 'yjs';
import type { DocumentRights } from '../ports.ts';
import type { Place, PlacedStruct, Places, PointEdit } from './places.ts';
import type { NewStruct } from './read-update.ts';
import { Refusal } from './rules.ts';

/** Whoever sends an update, and what they may do with the records of others. */
export type Judged = { readonly personId: string; readonly rights: DocumentRights };

/** What the structs of one update come to. */
export type StructChanges = {
  readonly added: readonly { readonly point: PointEdit; readonly placed: PlacedStruct }[];
};

/** Puts each struct where Yjs would, and refuses what may not be there. `ready` must be in an order of dependence. */
export function judgeStructs(ready: readonly NewStruct[], places: Places, judged: Judged): StructChanges {
  const added: { point: PointEdit; placed: PlacedStruct }[] = [];
  for (const incoming of ready) {
    const placed = place(incoming, places);
    places.add(placed);
    if (placed.spot === null || incoming.struct instanceof Y.GC) continue;
    const refusal = judge(placed, incoming.struct.content, placed.spot.place, placed.spot.key);
    if (refusal !== null) throw new Refusal(refusal, incoming.clientId);
    if (placed.inner?.kind === 'point') added.push({ point: placed.inner.point, placed });
  }
  return { added };

  function judge(placed: PlacedStruct, content: Y.Item['content'], where: Place, key: string | null) {
    switch (where.kind) {
      case 'gone':
        return null;
      case 'notOurs':
        return 'unknownPlace';
      case 'records':
        return judgeRecord(placed, content, key);
      case 'point':
        return judgeField(placed, content, where.point, key);
      case 'text':
        return judgeCharacters(content, where.point, key, placed.incoming.length);
    }
  }

  function judgeRecord(placed: PlacedStruct, content: Y.Item['content'], id: string | null) {
    if (id === null || !isStorablePointId(id)) return 'unknownPlace';
    if (placed.inner !== null) return null;
    if (!(content instanceof Y.ContentDeleted)) return 'content';
    // Made and deleted again before it was sent; over a record that is still there, that is its deletion.
    const current = places.current(id);
    return current === null || mayEdit(current, judged) ? null : 'notOwn';
  }

  function judgeField(placed: PlacedStruct, content: Y.Item['content'], point: PointEdit, field: string | null) {
    const rule = field === null ? undefined : POINT_FIELD_RULES.get(field);
    if (field === null || rule === undefined) return 'unknownField';
    if (point.record !== null) {
      if (!mayEdit(point, judged)) return 'notOwn';
      // Undo may bring back more of a piece later.
      if (rule.isLasting && !isFragment(point.record)) return 'lastingField';
    }
    if (!(content instanceof Y.ContentDeleted) && placed.inner === null) {
      // Several values are one after the other, run together by Yjs because all but the last were deleted.
      if (!(content instanceof Y.ContentAny)) return 'content';
      if (!content.arr.every(rule.accepts)) return 'value';
    }
    const values = point.fields.get(field);
    if (values === undefined) point.fields.set(field, [placed]);
    else values.push(placed);
    return null;
  }

  function judgeCharacters(content: Y.Item['content'], point: PointEdit, key: string | null, length: number) {
    if (key !== null) return 'content';
    if (!mayEdit(point, judged)) return 'notOwn';
    if (content instanceof Y.ContentString) point.addedChars += length;
    else if (!(content instanceof Y.ContentDeleted)) return 'content';
    return null;
  }
}

/** By whom the record belongs to as it stands, never by what the update says. A record that is still to be made is judged as a whole. */
export function mayEdit({ record }: PointEdit, { personId, rights }: Judged): boolean {
  if (record === null || rights.editAny) return true;
  return rights.editOwn && (record.get(POINT_FIELDS.authorId) === personId || isFragment(record));
}

/** A piece of a deleted point that an undo brought back without the rest. It is no point to any reader, and nobody's. */
export function isFragment(record: Y.Map<unknown>): boolean {
  return !record.has(KIND);
}

function place(incoming: NewStruct, places: Places): PlacedStruct {
  const spot = places.spotOfNew(incoming);
  if (spot === undefined) throw new Refusal('mixedNeighbours', incoming.clientId);
  return { incoming, spot, inner: spot === null ? null : insideOf(incoming, spot.place, spot.key), deletedLength: 0 };
}

/** What a new type is by where it stands. Every other kind of nested content is refused, wherever it is. */
function insideOf({ struct, clientId }: NewStruct, where: Place, key: string | null): Place | null {
  if (struct instanceof Y.GC) return null;
  const { content } = struct;
  const isPlain =
    content instanceof Y.ContentAny || content instanceof Y.ContentString || content instanceof Y.ContentDeleted;
  if (isPlain) return null;
  if (!(content instanceof Y.ContentType)) throw new Refusal('content', clientId);
  if (where.kind === 'gone') return { kind: 'gone' };
  const type: unknown = content.type.constructor;
  if (where.kind === 'records' && key !== null && type === Y.Map) {
    const point = { id: key, record: null, fields: new Map(), isDeleted: false, addedChars: 0, removedChars: 0 };
    return { kind: 'point', point };
  }
  if (where.kind === 'point' && key === POINT_FIELDS.text && type === Y.Text)
    return { kind: 'text', point: where.point };
  throw new Refusal(where.kind === 'notOurs' ? 'unknownPlace' : 'content', clientId);
}
