import { KIND, PLACE, POINT_FIELDS, recordsOf, STROKE_KIND } from '@gongyi/board';
import { LIMITS } from '@gongyi/domain';
import * as Y from 'yjs';
import type { Editor } from '../ports.ts';
import { type ClientIdBudget, createClientIdBudget, type Purpose } from './client-id-budget.ts';
import type { ClientIds } from './client-ids.ts';
import { type JudgedDeletes, judgeDeletes } from './judge-deletes.ts';
import { judgeRecords, themeOf } from './judge-records.ts';
import { lineOf } from './judge-stroke.ts';
import { judgeStructs } from './judge-structs.ts';
import { orderStructs } from './order-structs.ts';
import { createPlaces } from './places.ts';
import { type IncomingUpdate, type NewStruct, type Range, readUpdate } from './read-update.ts';
import { createRecordCounts } from './record-counts.ts';
import { type FormerRecord, mayChangeSomething } from './record-rights.ts';
import { Refusal, type Rule } from './rules.ts';
import { writeUpdate } from './write-update.ts';
import { createWrittenUnits, type WrittenUnits } from './written-units.ts';

/** What a client said and the document does not have after the update was applied. */
export type Lacking = {
  /**
   * client id → the state of the document from which more of it can be taken. Nobody waits for all
   * of it: two may wait for each other's.
   */
  readonly blockers: ReadonlyMap<number, number>;
  /** client id → the state that it will have once others have said again what is theirs. */
  readonly relayed: ReadonlyMap<number, number>;
  /**
   * Those of `relayed` of whom nobody knows whose they are: perhaps an earlier page of the sender,
   * which was never heard.
   */
  readonly perhapsOwn: ReadonlySet<number>;
  /** Deletions that others must say again. */
  readonly deletes: readonly Range[];
};

export type Verdict =
  | { readonly isRefused: true; readonly rule: Rule }
  | {
      readonly isRefused: false;
      /**
       * What of it is to be applied, or null when that is nothing. Safe: Yjs takes all of it at
       * once.
       */
      readonly update: Uint8Array | null;
      /**
       * What of it came collected, and may be something at a page that has it from before. What the
       * document itself has no place for was put into something deleted, and that they will be
       * told.
       */
      readonly garbage: readonly Range[];
      /** Those of whom the update brings something new. */
      readonly clientIds: readonly number[];
      /** By record: the place to be given back when the update has been applied and left none. */
      readonly endangered: ReadonlyMap<string, unknown>;
      /** Ids of records that may be gone when it has been applied; hardly ever any. */
      readonly removed: ReadonlySet<string>;
      /** Null when nothing of it was left out. */
      readonly lacking: Lacking | null;
      /** How many structs and deletions had to be looked at. */
      readonly changes: number;
    };

export type Sender = Pick<Editor, 'memberId' | 'personId' | 'ownerKey' | 'rights' | 'names'> & {
  /** The client id that the connection named as its own, by awareness. */
  readonly namedClientId: number | undefined;
};

/**
 * Decides on what people send, before any of it is applied.
 *
 * An `answer` is all that a page has and the server lacks. After a crash of the server that
 * includes what others did and the server lost; it is theirs to send again, so it is left out and
 * not held against the one who passes it on. An `edit` is what the page's own person did just now,
 * and must be allowed as a whole.
 */
export interface EditGuard {
  /** Throws on what no Yjs client writes. */
  judge(update: Uint8Array, kind: 'answer' | 'edit', sender: Sender): Verdict;
  dispose(): void;
}

export function createEditGuard(
  doc: Y.Doc,
  clientIds: ClientIds,
  budget: ClientIdBudget = createClientIdBudget(doc),
  written: WrittenUnits = createWrittenUnits(doc, clientIds),
): EditGuard {
  const records = recordsOf(doc);
  const counts = createRecordCounts(doc, clientIds.ownerOf);
  const themesThere = new Set<unknown>();
  for (const id of records.keys()) noteTheme(id);
  /** Oldest first; of as many records as a document may have. */
  const formerRecords = new Map<string, FormerRecord>();

  const observer = (event: Y.YMapEvent<unknown>) => {
    for (const [id, { action, oldValue }] of event.changes.keys) {
      if (action !== 'add') remember(id, oldValue);
      counts.changed(id);
      noteTheme(id);
    }
  };
  records.observe(observer);

  function noteTheme(id: string) {
    const record = records.get(id);
    if (record instanceof Y.Map && record.has(PLACE)) themesThere.add(themeOf(record.get(PLACE)));
  }

  const formerRecord = (id: string) => formerRecords.get(id);

  /** The old record's fields are read before Yjs collects them, which is after the observers. */
  function remember(id: string, record: unknown) {
    if (!(record instanceof Y.Map)) return;
    const values = (field: string): readonly unknown[] => {
      const content = record._map.get(field)?.content;
      return content instanceof Y.ContentAny ? content.arr : [];
    };
    const lastValue = (field: string): unknown => values(field).at(-1);
    const authorId = lastValue(POINT_FIELDS.authorId);
    if (typeof authorId !== 'string') return;
    // Of one that came back only in part, and so without its cluster, nobody has said anything
    // else.
    const clusterId = record._map.has(POINT_FIELDS.cluster)
      ? lastValue(POINT_FIELDS.cluster)
      : formerRecords.get(id)?.clusterId;
    const kind = lastValue(KIND);
    const line = kind === STROKE_KIND ? lineOf(values) : undefined;
    formerRecords.delete(id);
    const [author, unit] = [lastValue(POINT_FIELDS.author), lastValue(POINT_FIELDS.unit)];
    formerRecords.set(id, { kind, authorId, author, unit, themeId: themeOf(lastValue(PLACE)), clusterId, line });
    const [oldest] = formerRecords.keys();
    if (formerRecords.size > LIMITS.pointsPerSession && oldest !== undefined) formerRecords.delete(oldest);
  }

  function judge(update: Uint8Array, kind: 'answer' | 'edit', sender: Sender): Verdict {
    const incoming = readUpdate(update, doc);
    if (kind === 'answer' && !mayChangeSomething(sender.rights)) return leaveOut(incoming, sender);
    const relayed = new Set([...incoming.structs.keys()].filter((id) => isForeign(id, sender)));
    const surplus = surplusIds(incoming, relayed, kind, sender);
    if (surplus.length > 0 && kind === 'edit') {
      return { isRefused: true, rule: budget.leftInDocument === 0 ? 'documentOfManyClients' : 'manyClients' };
    }
    for (const id of surplus) relayed.add(id);
    const unaffordable = idsBeyondShare(incoming, relayed, kind, sender);
    // Of an answer only what may be for others to say: the page's own would wait for ever.
    if (unaffordable.some((id) => shareOf(id, kind, sender) === 'own')) {
      return { isRefused: true, rule: 'authorUnits' };
    }
    for (const id of unaffordable) relayed.add(id);
    return decideWithout(relayed, incoming, kind, sender);
  }

  /**
   * Each client whose part is refused, and who is perhaps another person, is left out, and the rest
   * judged anew. One by one, so that what is the sender's own is taken; all at once when that would
   * take too long: the whole session waits meanwhile.
   */
  function decideWithout(
    relayed: Set<number>,
    incoming: IncomingUpdate,
    kind: 'answer' | 'edit',
    sender: Sender,
  ): Verdict {
    const changes = countChanges(incoming);
    for (let judged = changes; ; judged += changes) {
      try {
        return decide(incoming, relayed, kind, sender);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        // Perhaps another person's, whose page has not named itself yet.
        if (error.clientId === null || !isPerhapsForeign(error.clientId, sender)) {
          return { isRefused: true, rule: error.rule };
        }
        relayed.add(error.clientId);
        if (relayed.size > MAX_RELAYED) return { isRefused: true, rule: 'foreignClients' };
        if (judged < MAX_JUDGED_CHANGES) continue;
        for (const id of incoming.structs.keys()) if (isPerhapsForeign(id, sender)) relayed.add(id);
      }
    }
  }

  /**
   * Whoever may change nothing may nevertheless have more than the document: it is for others to
   * say, or was refused to them.
   */
  function leaveOut({ structs, deletes }: IncomingUpdate, sender: Sender): Verdict {
    const foreign = [...structs.keys()].filter((clientId) => isForeign(clientId, sender));
    const own = [...structs].flatMap(([clientId, ofClient]) => {
      const last = ofClient.at(-1);
      return foreign.includes(clientId) || last === undefined ? [] : [[clientId, last.clock + last.length] as const];
    });
    const judged = judgeDeletes(deletes, doc, createPlaces(doc), sender, {
      takenUpTo: () => 0,
      onlyNew: false,
      isPart: true,
    });
    const lacking = whatIsLeft(structs, new Set(foreign), new Map(own), judged, NOBODY);
    if (lacking !== null && sizeOf(lacking) > LIMITS.syncLackingRanges)
      return { isRefused: true, rule: 'lackingTooMuch' };
    const changes = countChanges({ structs, deletes });
    return {
      isRefused: false,
      update: null,
      garbage: [],
      clientIds: [],
      endangered: new Map(),
      removed: NO_RECORDS,
      lacking,
      changes,
    };
  }

  function isForeign(clientId: number, { ownerKey }: Sender): boolean {
    const owner = clientIds.ownerOf(clientId);
    return clientId === doc.clientID || (owner !== undefined && owner !== ownerKey);
  }

  /**
   * Of the client ids that the document does not have, those that are more than it takes from this
   * person.
   */
  function surplusIds(
    { structs }: IncomingUpdate,
    relayed: ReadonlySet<number>,
    kind: 'answer' | 'edit',
    sender: Sender,
  ): number[] {
    const unknown = [...structs.keys()].filter((id) => !relayed.has(id) && isNew(id));
    // The page's own first: what it passes on, others may say as well.
    unknown.sort((a, b) => Number(b === sender.namedClientId) - Number(a === sender.namedClientId));
    let inDocument = budget.leftInDocument;
    const left = { own: budget.left(sender.memberId, 'own'), passedOn: budget.left(sender.memberId, 'passedOn') };
    return unknown.filter((id) => {
      const purpose = purposeOf(id, kind, sender);
      if (inDocument < 1 || left[purpose] < 1) return true;
      inDocument--;
      left[purpose]--;
      return false;
    });
  }

  /** Those under which more comes than the document takes from this person in all. */
  function idsBeyondShare(
    { structs }: IncomingUpdate,
    relayed: ReadonlySet<number>,
    kind: 'answer' | 'edit',
    sender: Sender,
  ): number[] {
    // Whoever may edit any could fill it as well by what they bring in for others.
    if (sender.rights.editAny) return [];
    const left = new Map<Purpose, number>();
    return [...structs].flatMap(([id, ofClient]) => {
      if (relayed.has(id)) return [];
      const [units, purpose] = [lengthOf(ofClient), shareOf(id, kind, sender)];
      const before = left.get(purpose) ?? written.left(sender.ownerKey, purpose, lengthOfAll(structs));
      if (units > before) return [id];
      left.set(purpose, before - units);
      return [];
    });
  }

  /** To which share of the sender it counts. */
  function shareOf(clientId: number, kind: 'answer' | 'edit', sender: Sender): Purpose {
    return kind === 'edit' || isSenders(clientId, sender) ? 'own' : 'passedOn';
  }

  function isSenders(clientId: number, { ownerKey, namedClientId }: Sender): boolean {
    return clientId === namedClientId || clientIds.ownerOf(clientId) === ownerKey;
  }

  function isNew(clientId: number): boolean {
    return !doc.store.clients.has(clientId);
  }

  function isPerhapsForeign(clientId: number, { namedClientId }: Sender): boolean {
    return namedClientId !== undefined && namedClientId !== clientId && clientIds.ownerOf(clientId) === undefined;
  }

  function decide(
    incoming: IncomingUpdate,
    relayed: ReadonlySet<number>,
    kind: 'answer' | 'edit',
    sender: Sender,
  ): Verdict {
    const own = new Map([...incoming.structs].filter(([clientId]) => !relayed.has(clientId)));
    const { ready, lacking } = orderStructs(own, doc);
    const places = createPlaces(doc);
    const changes = judgeStructs(ready, places, sender, formerRecord);
    const takenUpTo = new Map(ready.map(({ clientId, clock, length }) => [clientId, clock + length]));
    const deletes = judgeDeletes(incoming.deletes, doc, places, sender, {
      takenUpTo: (clientId) => takenUpTo.get(clientId) ?? 0,
      // With half of a replacement missing, deleting the old half would leave a hole that others
      // see.
      onlyNew: lacking.size > 0 || (kind === 'edit' && relayed.size > 0),
      isPart: relayed.size > 0,
    });
    const [refused] = deletes.refused;
    if (refused !== undefined && kind === 'edit') throw new Refusal(refused.rule);
    if (!mayChangeSomething(sender.rights) && (ready.length > 0 || deletes.accepted.length > 0))
      throw new Refusal('noRight');
    const endangered = judgeRecords(changes, places, sender, {
      doc,
      counts,
      ownerKey: sender.ownerKey,
      // What `claim` will say of it.
      ownerOf: (id) => clientIds.ownerOf(id) ?? (kind === 'edit' && own.size === 1 ? sender.ownerKey : undefined),
      themesThere,
      formerRecord,
      kind,
    });
    const replaced = changes.added.map(({ edit }) => edit.id).filter((id) => places.current(id) !== null);
    const unowned = new Set([...relayed].filter((clientId) => !isForeign(clientId, sender)));
    const left = whatIsLeft(incoming.structs, relayed, lacking, deletes, unowned);
    if (left !== null && sizeOf(left) > LIMITS.syncLackingRanges) throw new Refusal('lackingTooMuch');
    if (kind === 'edit') claim(ready, own.size, sender);
    for (const { clientId, length } of ready) {
      written.add(sender.ownerKey, shareOf(clientId, kind, sender), clientId, length);
    }
    for (const clientId of takenUpTo.keys()) {
      if (isNew(clientId)) budget.spend(sender.memberId, purposeOf(clientId, kind, sender), 1);
    }
    return {
      isRefused: false,
      update: writeUpdate(ready, deletes.accepted),
      garbage: changes.garbage,
      clientIds: [...takenUpTo.keys()],
      endangered,
      removed: new Set([...deletes.removed, ...changes.covered, ...replaced]),
      lacking: left,
      changes: countChanges(incoming),
    };
  }

  /** Clients that show no presence are known by their first edit. */
  function claim(ready: readonly NewStruct[], clients: number, { ownerKey }: Sender) {
    const [first] = ready;
    if (first !== undefined && clients === 1) clientIds.claim(first.clientId, ownerKey);
  }

  return { judge, dispose: () => records.unobserve(observer) };
}

function purposeOf(clientId: number, kind: 'answer' | 'edit', { namedClientId }: Sender): Purpose {
  return kind === 'edit' || clientId === namedClientId ? 'own' : 'passedOn';
}

function lengthOf(ofClient: readonly NewStruct[]): number {
  return ofClient.reduce((sum, { length }) => sum + length, 0);
}

function lengthOfAll(structs: IncomingUpdate['structs']): number {
  let sum = 0;
  for (const ofClient of structs.values()) sum += lengthOf(ofClient);
  return sum;
}

/** More than an honest page would bring. */
const MAX_RELAYED = 200;
/** Of one update, counted each time that they are judged; a few more when the update has more. */
const MAX_JUDGED_CHANGES = 200_000;

function countChanges({ structs, deletes }: IncomingUpdate): number {
  let count = deletes.length;
  for (const ofClient of structs.values()) count += ofClient.length;
  return count;
}

const NOBODY: ReadonlySet<number> = new Set();
const NO_RECORDS: ReadonlySet<string> = new Set();

function whatIsLeft(
  structs: ReadonlyMap<number, readonly NewStruct[]>,
  relayedIds: ReadonlySet<number>,
  lacking: ReadonlyMap<number, number>,
  { unknown, refused }: JudgedDeletes,
  perhapsOwn: ReadonlySet<number>,
): Lacking | null {
  const blockers = new Map(lacking);
  for (const { clientId, clock } of unknown) {
    blockers.set(clientId, Math.min(clock + 1, blockers.get(clientId) ?? Number.POSITIVE_INFINITY));
  }
  const relayed = new Map<number, number>();
  for (const clientId of relayedIds) {
    const last = structs.get(clientId)?.at(-1);
    if (last !== undefined) relayed.set(clientId, last.clock + last.length);
  }
  const deletes = refused.map(({ range }) => range);
  return blockers.size + relayed.size + deletes.length === 0 ? null : { blockers, relayed, perhapsOwn, deletes };
}

export function sizeOf({ blockers, relayed, deletes }: Omit<Lacking, 'perhapsOwn'>): number {
  return blockers.size + relayed.size + deletes.length;
}
