import * as Y from 'yjs';
import { isSuccession, liveValues, type Places, type RecordEdit } from './places.ts';
import type { Range } from './read-update.ts';
import { type Judged, mayChange, mayEdit, rulesOf } from './record-rights.ts';
import type { Rule } from './rules.ts';

export type JudgedDeletes = {
  readonly accepted: readonly Range[];
  /** Of what the document has, and this person may not delete; with the rule that says so. */
  readonly refused: readonly { readonly range: Range; readonly rule: Rule }[];
  /** Of what nobody has sent yet. */
  readonly unknown: readonly Range[];
  /** Ids of the records that go with those accepted. */
  readonly removed: readonly string[];
};

export type DeleteOptions = {
  /** Up to where the update's own structs of a client are taken. */
  readonly takenUpTo: (clientId: number) => number;
  /** Passes over what the document has. */
  readonly onlyNew: boolean;
  /** Some of the update's structs are left out. */
  readonly isPart: boolean;
};

type LiveItem = { readonly range: Range; readonly item: Y.Item };

/**
 * Which of an update's deletions change something, and which of those may be. Marks in `places`
 * what is deleted of the update's own structs and of records.
 */
export function judgeDeletes(
  deletes: readonly Range[],
  doc: Y.Doc,
  places: Places,
  judged: Judged,
  { takenUpTo, onlyNew, isPart }: DeleteOptions,
): JudgedDeletes {
  const accepted: Range[] = [];
  const unknown: Range[] = [];
  const removed: string[] = [];
  const live: LiveItem[] = [];
  for (const range of deletes) {
    const known = Math.max(range.clock, Math.min(range.clock + range.length, Y.getState(doc.store, range.clientId)));
    if (!onlyNew) collectLive({ ...range, length: known - range.clock }, doc, live);
    const taken = Math.max(known, Math.min(range.clock + range.length, takenUpTo(range.clientId)));
    if (taken > known) {
      const own = { clientId: range.clientId, clock: known, length: taken - known };
      markDeleted(own, places);
      accepted.push(own);
    }
    const left = range.clock + range.length - taken;
    if (left > 0) unknown.push({ clientId: range.clientId, clock: taken, length: left });
  }
  const refused: { range: Range; rule: Rule }[] = [];
  // Records first: what is inside one that is deleted goes with it.
  const inside = live.filter(({ range, item }) => {
    const { place, key } = places.spotOfItem(item);
    if (place.kind !== 'records') return true;
    const edit = key === null ? null : places.current(key);
    if (edit === null) refused.push({ range, rule: 'unknownPlace' });
    else if (!mayEdit(edit, judged)) refused.push({ range, rule: 'notOwn' });
    else {
      edit.isDeleted = true;
      accepted.push(range);
      removed.push(edit.id);
    }
    return false;
  });
  for (const { range, item } of inside) {
    const rule = ruleAgainst(item, range, places, judged, isPart);
    if (rule === null) accepted.push(range);
    else refused.push({ range, rule });
  }
  return { accepted, refused, unknown, removed };
}

function ruleAgainst(item: Y.Item, { length }: Range, places: Places, judged: Judged, isPart: boolean): Rule | null {
  const { place, key } = places.spotOfItem(item);
  if (place.kind === 'gone') return null;
  if (place.kind !== 'record' && place.kind !== 'text') return 'unknownPlace';
  const { edit } = place;
  if (edit.isDeleted) return null;
  if (place.kind === 'text') {
    if (!mayEdit(edit, judged)) return 'notOwn';
    if (item.countable) edit.removedChars += length;
    return null;
  }
  if (key !== null && !mayChange(edit, key, judged)) return 'notOwn';
  const [rule] = key === null ? [] : rulesOf(edit, key);
  if (key === null || rule === undefined) return mayEdit(edit, judged) ? null : 'notOwn';
  if (rule.isLasting) return 'lastingField';
  if (!rule.isRequired) return null;
  if (!mayEdit(edit, judged)) return isSuccession(edit.fields.get(key) ?? [], item) ? null : 'incompleteRecord';
  // What replaces it may be among what was left out; alone, the deletion would leave a record that
  // nobody can read.
  return isPart && !isReplaced(edit, key) ? 'incompleteRecord' : null;
}

function isReplaced({ fields }: RecordEdit, key: string): boolean {
  return liveValues(fields.get(key)).length > 0;
}

/** The parts of a range that are not deleted yet. */
function collectLive({ clientId, clock, length }: Range, doc: Y.Doc, live: LiveItem[]): void {
  const structs = doc.store.clients.get(clientId);
  if (structs === undefined || length <= 0) return;
  const end = clock + length;
  for (let index = Y.findIndexSS(structs, clock); index < structs.length; index++) {
    const struct = structs[index];
    if (struct === undefined || struct.id.clock >= end) return;
    if (!(struct instanceof Y.Item) || struct.deleted) continue;
    const from = Math.max(clock, struct.id.clock);
    const to = Math.min(end, struct.id.clock + struct.length);
    live.push({ item: struct, range: { clientId, clock: from, length: to - from } });
  }
}

function markDeleted({ clientId, clock, length }: Range, places: Places): void {
  for (let at = clock; at < clock + length; ) {
    const placed = places.findPlaced(clientId, at);
    if (placed === null) return;
    const { incoming, spot, inner } = placed;
    const end = Math.min(clock + length, incoming.clock + incoming.length);
    placed.deletedLength += end - at;
    if (end === incoming.clock + incoming.length) placed.isEndDeleted = true;
    const isText = incoming.struct instanceof Y.Item && incoming.struct.content instanceof Y.ContentString;
    if (isText && spot?.place.kind === 'text') spot.place.edit.removedChars += end - at;
    if (inner?.kind === 'record') inner.edit.isDeleted = true;
    at = end;
  }
}
