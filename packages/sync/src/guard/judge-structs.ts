import { isStorableId, POINT_FIELDS } from '@gongyi/board';
import * as Y from 'yjs';
import { type Place, type PlacedStruct, type Places, type RecordEdit, TEXT_FIELDS } from './places.ts';
import type { NewStruct, Range } from './read-update.ts';
import {
  type FormerRecord,
  isFragment,
  type Judged,
  mayChange,
  mayEdit,
  mayGiveBackCluster,
  rulesOf,
} from './record-rights.ts';
import { Refusal } from './rules.ts';

/** What the structs of one update come to. */
export type StructChanges = {
  readonly added: readonly { readonly edit: RecordEdit; readonly placed: PlacedStruct }[];
  /** Ids of records of the document over which something deleted is put. */
  readonly covered: readonly string[];
  /**
   * Ids of records that came without their content, because they were deleted before they were
   * sent.
   */
  readonly ended: ReadonlySet<string>;
  /** What came collected. */
  readonly garbage: readonly Range[];
};

/**
 * Puts each struct where Yjs would, and refuses what may not be there. `ready` must be in an order
 * of dependence.
 */
export function judgeStructs(
  ready: readonly NewStruct[],
  places: Places,
  judged: Judged,
  formerRecord: (id: string) => FormerRecord | undefined,
): StructChanges {
  const added: { edit: RecordEdit; placed: PlacedStruct }[] = [];
  const covered: string[] = [];
  const ended = new Set<string>();
  const garbage: Range[] = [];
  for (const incoming of ready) {
    const placed = place(incoming, places);
    places.add(placed);
    if (incoming.struct instanceof Y.GC)
      garbage.push({ clientId: incoming.clientId, clock: incoming.clock, length: incoming.length });
    if (placed.spot === null || incoming.struct instanceof Y.GC) continue;
    const refusal = judge(placed, incoming.struct.content, placed.spot.place, placed.spot.key);
    if (refusal !== null) throw new Refusal(refusal, incoming.clientId);
    if (placed.inner?.kind === 'record') added.push({ edit: placed.inner.edit, placed });
  }
  return { added, covered, ended, garbage };

  function judge(placed: PlacedStruct, content: Y.Item['content'], where: Place, key: string | null) {
    switch (where.kind) {
      case 'gone':
        return null;
      case 'notOurs':
        return 'unknownPlace';
      case 'records':
        return judgeRecord(placed, content, key);
      case 'record':
        return judgeField(placed, content, where.edit, key);
      case 'text':
        return judgeCharacters(content, where.edit, key, placed.incoming.length);
    }
  }

  function judgeRecord(placed: PlacedStruct, content: Y.Item['content'], id: string | null) {
    if (id === null || !isStorableId(id)) return 'unknownPlace';
    if (placed.inner !== null) return null;
    if (!(content instanceof Y.ContentDeleted)) return 'content';
    // Made and deleted again before it was sent; over a record that is still there, that is its
    // deletion.
    ended.add(id);
    const current = places.current(id);
    if (current !== null) covered.push(id);
    return current === null || mayEdit(current, judged) ? null : 'notOwn';
  }

  function judgeField(placed: PlacedStruct, content: Y.Item['content'], edit: RecordEdit, field: string | null) {
    const rules = field === null ? [] : rulesOf(edit, field);
    const [rule] = rules;
    if (field === null || rule === undefined) return 'unknownField';
    const isGivenBack =
      field === POINT_FIELDS.cluster && mayGiveBackCluster(edit, placed, formerRecord(edit.id), judged);
    if (!isGivenBack && !mayChange(edit, field, judged)) return 'notOwn';
    // Undo may bring back more of a piece later.
    if (rule.isLasting && edit.record !== null && !isFragment(edit.record)) return 'lastingField';
    if (!(content instanceof Y.ContentDeleted) && placed.inner === null) {
      // Several values are one after the other, run together by Yjs because all but the last were
      // deleted.
      if (!(content instanceof Y.ContentAny)) return 'content';
      if (!content.arr.every((value) => rules.some(({ accepts }) => accepts(value)))) return 'value';
    }
    const values = edit.fields.get(field);
    if (values === undefined) edit.fields.set(field, [placed]);
    else values.push(placed);
    return null;
  }

  function judgeCharacters(content: Y.Item['content'], edit: RecordEdit, key: string | null, length: number) {
    if (key !== null) return 'content';
    if (!mayEdit(edit, judged)) return 'notOwn';
    if (content instanceof Y.ContentString) edit.addedChars += length;
    else if (!(content instanceof Y.ContentDeleted)) return 'content';
    return null;
  }
}

function place(incoming: NewStruct, places: Places): PlacedStruct {
  const spot = places.spotOfNew(incoming);
  if (spot === undefined) throw new Refusal('mixedNeighbours', incoming.clientId);
  return {
    incoming,
    spot,
    inner: spot === null ? null : insideOf(incoming, spot.place, spot.key),
    deletedLength: 0,
    isEndDeleted: false,
  };
}

/**
 * What a new type is by where it stands. Every other kind of nested content is refused, wherever it
 * is.
 */
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
    const edit = { id: key, record: null, fields: new Map(), isDeleted: false, addedChars: 0, removedChars: 0 };
    return { kind: 'record', edit };
  }
  if (where.kind === 'record' && key !== null && TEXT_FIELDS.has(key) && type === Y.Text)
    return { kind: 'text', edit: where.edit };
  throw new Refusal(where.kind === 'notOurs' ? 'unknownPlace' : 'content', clientId);
}
