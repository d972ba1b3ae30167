import { RECORD_KINDS, RECORDS, recordsOf } from '@gongyi/board';
import * as Y from 'yjs';
import type { NewStruct } from './read-update.ts';

/** A type of the document, or one that an update brings: what something can be put into. */
export type Place =
  | { readonly kind: 'records' }
  | { readonly kind: 'record'; readonly edit: RecordEdit }
  /** The one text of a record: of a point its words, of a cluster its title. */
  | { readonly kind: 'text'; readonly edit: RecordEdit }
  /** Inside something that was deleted: what is put there is deleted with it. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'notOurs' };

/** Where an item stands: in a list (`key` null) or under a key. */
type Spot = { readonly place: Place; readonly key: string | null };

/**
 * What one update does to one record. Two records of one id, an old one and one that comes in its
 * place, are two of these.
 */
export type RecordEdit = {
  readonly id: string;
  /** Null when the update brings it. */
  readonly record: Y.Map<unknown> | null;
  /** Fields that the update sets, by key. */
  readonly fields: Map<string, PlacedStruct[]>;
  isDeleted: boolean;
  addedChars: number;
  removedChars: number;
};

export type PlacedStruct = {
  readonly incoming: NewStruct;
  /** Null when it vanishes: it stands beside something that was collected as garbage. */
  readonly spot: Spot | null;
  /** What its content is to others that are put into it. */
  readonly inner: Place | null;
  /** How much of it the same update deletes. */
  deletedLength: number;
  /** The same update deletes the last of it, which is what a field says. */
  isEndDeleted: boolean;
};

/** Finds where things stand in the document and in what an update brings. One for each update. */
export interface Places {
  /** The content of a struct as it stands in the document. */
  find(id: Y.ID): Y.Item | Y.GC | null;
  findPlaced(clientId: number, clock: number): PlacedStruct | null;
  /** Where an item is that the document has. */
  spotOfItem(item: Y.Item): Spot;
  /**
   * Where Yjs would put a new struct: where its neighbours are, and only without them where it says
   * itself. Null when it vanishes; undefined when its neighbours are not in one place, or one is
   * garbage and the other is not, which no Yjs client writes.
   */
  spotOfNew(incoming: NewStruct): Spot | null | undefined;
  /** Structs must be added in an order in which each comes after what it refers to. */
  add(placed: PlacedStruct): void;
  /** The edits of records that the document has. */
  edits(): Iterable<RecordEdit>;
  /** The current record of that id. */
  current(id: string): RecordEdit | null;
  /** The one that the update brings of that id, or else the current one. */
  newest(id: string): RecordEdit | null;
}

export function createPlaces(doc: Y.Doc): Places {
  const records = recordsOf(doc);
  const recordsPlace: Place = { kind: 'records' };
  const notOurs: Place = { kind: 'notOurs' };
  const gone: Place = { kind: 'gone' };
  const places = new Map<Y.AbstractType<unknown>, Place>();
  const edits = new Map<Y.Map<unknown>, RecordEdit>();
  const placed = new Map<number, PlacedStruct[]>();
  const brought = new Map<string, RecordEdit>();

  function placeOf(type: Y.AbstractType<unknown>): Place {
    const known = places.get(type);
    if (known !== undefined) return known;
    const place = workOutPlace(type);
    places.set(type, place);
    return place;
  }

  function workOutPlace(type: Y.AbstractType<unknown>): Place {
    if (type === (records as Y.AbstractType<unknown>)) return recordsPlace;
    const item = type._item;
    if (item === null) return notOurs;
    // An object of its own, so that two deleted texts are two places.
    if (item.deleted) return { kind: 'gone' };
    const parent = item.parent as Y.AbstractType<unknown>;
    const key = item.parentSub;
    if (key === null) return notOurs;
    if (parent === (records as Y.AbstractType<unknown>)) {
      return type instanceof Y.Map ? { kind: 'record', edit: editOf(key, type) } : notOurs;
    }
    const outer = placeOf(parent);
    const isText = outer.kind === 'record' && TEXT_FIELDS.has(key) && type instanceof Y.Text;
    return isText ? { kind: 'text', edit: outer.edit } : notOurs;
  }

  function editOf(id: string, record: Y.Map<unknown>): RecordEdit {
    const known = edits.get(record);
    if (known !== undefined) return known;
    const edit: RecordEdit = { id, record, fields: new Map(), isDeleted: false, addedChars: 0, removedChars: 0 };
    edits.set(record, edit);
    return edit;
  }

  function current(id: string): RecordEdit | null {
    const record = records.get(id);
    return record instanceof Y.Map ? editOf(id, record) : null;
  }

  function find({ client, clock }: Y.ID): Y.Item | Y.GC | null {
    const structs = doc.store.clients.get(client);
    if (structs === undefined || clock >= Y.getState(doc.store, client)) return null;
    return structs[Y.findIndexSS(structs, clock)] ?? null;
  }

  function findPlaced(clientId: number, clock: number): PlacedStruct | null {
    const ofClient = placed.get(clientId) ?? [];
    let [low, high] = [0, ofClient.length - 1];
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const candidate = ofClient[middle];
      if (candidate === undefined) return null;
      const { incoming } = candidate;
      if (clock < incoming.clock) high = middle - 1;
      else if (clock >= incoming.clock + incoming.length) low = middle + 1;
      else return candidate;
    }
    return null;
  }

  function spotOfItem(item: Y.Item): Spot {
    return { place: placeOf(item.parent as Y.AbstractType<unknown>), key: item.parentSub };
  }

  function spotOf(id: Y.ID): Spot | null {
    const known = find(id);
    if (known !== null) return known instanceof Y.Item ? spotOfItem(known) : null;
    return findPlaced(id.client, id.clock)?.spot ?? null;
  }

  function insideOf(id: Y.ID): Place {
    const known = find(id);
    if (known === null) return findPlaced(id.client, id.clock)?.inner ?? gone;
    return known instanceof Y.Item && known.content instanceof Y.ContentType ? placeOf(known.content.type) : gone;
  }

  return {
    find,
    findPlaced,
    spotOfItem,
    spotOfNew({ struct, offset, clientId, clock }) {
      if (struct instanceof Y.GC) return null;
      const origin = offset > 0 ? Y.createID(clientId, clock - 1) : struct.origin;
      if (origin !== null || struct.rightOrigin !== null) {
        const left = origin === null ? undefined : spotOf(origin);
        const right = struct.rightOrigin === null ? undefined : spotOf(struct.rightOrigin);
        if (left === null || right === null) {
          const other = left ?? right ?? null;
          // It would vanish, but not before Yjs has split what it stands beside: a character may be
          // two code units.
          return other === null || other.place.kind === 'gone' ? null : undefined;
        }
        if (left && right && (left.place !== right.place || left.key !== right.key)) return undefined;
        return left ?? right ?? null;
      }
      const key = struct.parentSub;
      const parent: unknown = struct.parent;
      if (parent instanceof Y.ID) return { place: insideOf(parent), key };
      return { place: parent === RECORDS ? recordsPlace : notOurs, key };
    },
    add(struct) {
      const ofClient = placed.get(struct.incoming.clientId);
      if (ofClient === undefined) placed.set(struct.incoming.clientId, [struct]);
      else ofClient.push(struct);
      if (struct.inner?.kind === 'record') brought.set(struct.inner.edit.id, struct.inner.edit);
    },
    edits: () => edits.values(),
    current,
    newest: (id) => brought.get(id) ?? current(id),
  };
}

/**
 * Which of them a record may have is a matter of its kind, which the update may only be about to
 * say.
 */
export const TEXT_FIELDS: ReadonlySet<string> = new Set(
  [...RECORD_KINDS.values()].flatMap(({ textField }) => textField ?? []),
);

/** Of the values that an update gives a field, those that it does not take back itself. */
export function liveValues(values: readonly PlacedStruct[] | undefined): PlacedStruct[] {
  return (values ?? []).filter(
    ({ incoming, deletedLength }) =>
      deletedLength < incoming.length &&
      incoming.struct instanceof Y.Item &&
      !(incoming.struct.content instanceof Y.ContentDeleted),
  );
}

/** The plain values that an update gives a field, with those that it takes back itself. */
export function plainValues({ fields }: Pick<RecordEdit, 'fields'>, field: string): unknown[] {
  return (fields.get(field) ?? []).flatMap(valuesOf);
}

export function valuesOf({ incoming: { struct } }: PlacedStruct): unknown[] {
  return struct instanceof Y.Item && struct.content instanceof Y.ContentAny ? struct.content.arr : [];
}

/**
 * Whether the values that an update gives a field come one after the other, as Yjs writes them,
 * with the last one to stay. Then the field has that value afterwards, or the one that somebody
 * else gave it meanwhile, and is never left without. With `after`, an item that the document has,
 * they follow that one.
 */
export function isSuccession(values: readonly PlacedStruct[], after: Y.Item | null): boolean {
  let end = after?.lastId ?? null;
  for (const [index, { incoming }] of values.entries()) {
    const { struct, offset, clientId, clock, length } = incoming;
    if (!(struct instanceof Y.Item) || struct.rightOrigin !== null) return false;
    const origin = offset > 0 ? Y.createID(clientId, clock - 1) : struct.origin;
    const isFree = index === 0 && after === null;
    if (!isFree && !Y.compareIDs(origin, end)) return false;
    end = Y.createID(clientId, clock + length - 1);
  }
  const last = values.at(-1);
  return (
    last !== undefined &&
    !last.isEndDeleted &&
    last.incoming.struct instanceof Y.Item &&
    last.incoming.struct.content instanceof Y.ContentAny
  );
}
