import { randomInt } from 'node:crypto';
import type { Connection } from '../connection.ts';
import type { ClientIds } from '../guard/client-ids.ts';
import type { Mask, OwnedEntry } from '../nodes/node-messages.ts';
import { type AwarenessEntry, awarenessFrame } from '../protocol.ts';
import { masked, visibleState } from './presence-state.ts';

/** What goes out of one client's state. */
export type OutwardEntry = AwarenessEntry & {
  /**
   * Whose connections are not sent it: they would take it for somebody else's. Null: anybody may
   * be.
   */
  readonly hiddenFrom: string | null;
};

/**
 * Who is in a room, as each client says of itself: Yjs awareness, never stored.
 *
 * A connection speaks for one client id. y-websocket's client names it in its first frame, and
 * sends back whatever it hears of others; those echoes are dropped here, so nobody can speak for,
 * or remove, somebody else, or take the id of somebody whose edits the room knows. The same person
 * may take the id over, and keeps it while one of the connections stands: after a broken network
 * the old one may not be known to be dead yet, and may even come later.
 *
 * The same client can seem to be on two nodes at once for the same reason. Each node speaks for its
 * own connections only, and what was said last (the greatest clock) is shown.
 *
 * In a nameless session a client goes out under a mask: a number by chance in the place of its id,
 * which stands on every edit of its page, and a clock of the server's, which tells nothing of how
 * much the page has said. A page that says something that nobody sees is not heard of. The mask is
 * made by the node where the client arrives, and lasts until it leaves; a node to which it goes on
 * meanwhile goes on with the mask.
 */
export interface Presence {
  /**
   * Takes what a connection says of itself; gives what is news of it. Throws when it is malformed
   * or too large.
   */
  receive(connection: Connection, entries: readonly AwarenessEntry[]): OutwardEntry[];
  /** Forgets a connection; gives what tells the others. */
  leave(connection: Connection): OutwardEntry[];
  /** The client id that a connection named as its own. */
  clientIdOf(connection: Connection): number | undefined;
  /** A connection of this node named it, or it is shown. */
  isHere(clientId: number): boolean;
  /**
   * What another node says of some of its people; gives what is news here, and the client ids of
   * those who are gone.
   */
  heard(node: string, entries: readonly OwnedEntry[]): RemoteNews;
  /** All the people of another node; none when it is gone. */
  heardAll(node: string, entries: readonly OwnedEntry[]): RemoteNews;
  /**
   * A frame of everybody whom a connection may be shown; null when that is nobody. Where nobody is
   * in a mask, all who ask before somebody changes are given the same one.
   */
  everybodyFor(connection: Connection): Uint8Array | null;
  /**
   * Says again of those in a mask that they are here, which pages expect twice in 30 s: of at most
   * a tenth of them who were last told of before `sinceMs`. Their pages do so whenever they please,
   * and that is not passed on.
   */
  renewMasked(sinceMs: number, nowMs: number): OutwardEntry[];
  /** Says again who those of this node are, because they are called something else now. */
  sayAgain(personIds: ReadonlySet<string>): OutwardEntry[];
  /** Of those who are connected to this node: all, and what changed since the last call. */
  own(): OwnedEntry[];
  takeOwnNews(): OwnedEntry[];
}

export type RemoteNews = { readonly entries: readonly OutwardEntry[]; readonly gone: readonly number[] };

/** `mask`: null where the client is shown as it is. */
type Entry = AwarenessEntry & { readonly mask: Mask | null };

/** Masks that are remembered, so that a late echo of one is not taken for a client's id. */
const REMEMBERED_MASKS = 10_000;

export function createPresence(ownership: ClientIds, aliasOf: (personId: string) => string): Presence {
  /** Of the connections of this node. */
  const entries = new Map<number, Entry>();
  const clientIds = new Map<Connection, number>();
  /**
   * How many connections named a client id: two of one page, when the network broke and the older
   * is not known to be dead.
   */
  const holders = new Map<number, number>();
  const ofNodes = new Map<string, Map<number, Entry>>();
  /** What people see; changed by `show` alone. */
  const shown = new Map<number, Entry>();
  /**
   * All of it, for those who come in before it changes. Null while there are masks: not all may see
   * them, and what people are called in them may change.
   */
  let everybody: Uint8Array | null = null;
  let ownNews = new Map<number, Entry>();
  /** When others were last told of a client of this node. */
  const toldAt = new Map<number, number>();
  const masks = new Set<number>();

  function claim(connection: Connection, said: readonly AwarenessEntry[]): number | undefined {
    const known = clientIds.get(connection);
    if (known !== undefined) return known;
    const [first] = said;
    if (first === undefined || said.length !== 1 || first.state === 'null' || masks.has(first.clientId))
      return undefined;
    if (!ownership.claim(first.clientId, connection.ownerKey)) return undefined;
    clientIds.set(connection, first.clientId);
    holders.set(first.clientId, (holders.get(first.clientId) ?? 0) + 1);
    return first.clientId;
  }

  function noteMask(clientId: number): void {
    masks.delete(clientId);
    masks.add(clientId);
    const [oldest] = masks;
    if (masks.size > REMEMBERED_MASKS && oldest !== undefined) masks.delete(oldest);
  }

  function newMask(): Mask {
    let clientId: number;
    // Not the number of anybody: it would be shown, and removed, for them.
    do clientId = randomInt(1, 2 ** 32);
    while (masks.has(clientId) || ownership.ownerOf(clientId) !== undefined);
    noteMask(clientId);
    return { clientId, clock: 0 };
  }

  function show(clientId: number, entry: Entry | null): void {
    everybody = null;
    if (entry === null) shown.delete(clientId);
    else shown.set(clientId, entry);
  }

  /** What is to be shown of a client after something changed; nothing when that is nothing new. */
  function settle(clientId: number): Entry[] {
    const before = shown.get(clientId);
    let best = entries.get(clientId);
    for (const ofNode of ofNodes.values()) {
      const said = ofNode.get(clientId);
      if (said !== undefined && (best === undefined || isNewer(said, best))) best = said;
    }
    if (before === undefined) {
      if (best === undefined) return [];
      show(clientId, best);
      return [best];
    }
    if (best === undefined || best.clock < before.clock) {
      // Nobody has it any more, or only a node that does not know yet that the client went on
      // elsewhere, and left.
      show(clientId, null);
      return [goneOf(before)];
    }
    if (!isSameMask(best, before)) {
      show(clientId, best);
      return [goneOf(before), best];
    }
    if (!isNewer(best, before)) return [];
    show(clientId, best);
    return [best];
  }

  function toOutward({ mask, ...entry }: Entry): OutwardEntry {
    if (mask === null) return { ...entry, hiddenFrom: null };
    const state = masked(entry.state, aliasOf);
    return { ...mask, state, hiddenFrom: ownership.ownerOf(entry.clientId) ?? null };
  }

  function heard(node: string, said: readonly OwnedEntry[]): RemoteNews {
    const ofNode = ofNodes.get(node) ?? new Map<number, Entry>();
    ofNodes.set(node, ofNode);
    const news: OutwardEntry[] = [];
    const gone: number[] = [];
    for (const { ownerKey, ...entry } of said) {
      if (entry.state === 'null') ofNode.delete(entry.clientId);
      else {
        ownership.heard({ clientId: entry.clientId, ownerKey });
        if (entry.mask !== null) noteMask(entry.mask.clientId);
        ofNode.set(entry.clientId, entry);
      }
      const settled = settle(entry.clientId);
      news.push(...settled.map(toOutward));
      if (settled.at(-1)?.state === 'null') gone.push(entry.clientId);
    }
    if (ofNode.size === 0) ofNodes.delete(node);
    return { entries: news, gone };
  }

  const owned = (entry: Entry): OwnedEntry => ({ ...entry, ownerKey: ownership.ownerOf(entry.clientId) ?? '' });

  function tell(entry: Entry): void {
    ownNews.set(entry.clientId, entry);
    if (entry.mask !== null) toldAt.set(entry.clientId, performance.now());
  }

  /** What the page says now, in the mask that it has, or one that is new. */
  function inMask({ clientId, clock, state }: AwarenessEntry): Entry {
    const [own, seen] = [entries.get(clientId)?.mask, shown.get(clientId)?.mask];
    const mask = own ?? seen ?? newMask();
    const last = Math.max(mask.clock, seen?.clientId === mask.clientId ? seen.clock : 0);
    return { clientId, clock, state, mask: { clientId: mask.clientId, clock: last + 1 } };
  }

  function renew(clientId: number, nowMs: number): OutwardEntry[] {
    const last = entries.get(clientId);
    if (last === undefined) return [];
    const renewed = inMask(last);
    entries.set(clientId, renewed);
    ownNews.set(clientId, renewed);
    // Put at the end, so that those who wait longest come first.
    toldAt.delete(clientId);
    toldAt.set(clientId, nowMs);
    return settle(clientId).map(toOutward);
  }

  return {
    receive(connection, said) {
      const clientId = claim(connection, said);
      const claimed = said.find((entry) => entry.clientId === clientId);
      if (claimed === undefined) return [];
      const last = entries.get(claimed.clientId);
      const isNews =
        last === undefined || claimed.clock > last.clock || (claimed.clock === last.clock && claimed.state === 'null');
      if (!isNews) return [];
      const visible = { ...claimed, state: visibleState(claimed.state, connection) };
      if (visible.state === 'null') {
        if (last === undefined) return [];
        entries.delete(visible.clientId);
        toldAt.delete(visible.clientId);
        const gone = { ...visible, mask: last.mask };
        ownNews.set(visible.clientId, gone);
        const news = settle(visible.clientId);
        return (news.length > 1 ? news : [gone]).map(toOutward);
      }
      if (connection.isNameless && last?.state === visible.state) {
        // Only so that it is known what the page said last.
        const same = { ...last, clock: visible.clock };
        entries.set(same.clientId, same);
        if (shown.get(same.clientId) === last) show(same.clientId, same);
        return [];
      }
      const own = connection.isNameless ? inMask(visible) : { ...visible, mask: null };
      entries.set(own.clientId, own);
      tell(own);
      const news = settle(own.clientId);
      return (news.length > 0 ? news : [own]).map(toOutward);
    },
    leave(connection) {
      const clientId = clientIds.get(connection);
      if (clientId === undefined) return [];
      clientIds.delete(connection);
      const others = (holders.get(clientId) ?? 1) - 1;
      if (others > 0) {
        holders.set(clientId, others);
        return [];
      }
      holders.delete(clientId);
      toldAt.delete(clientId);
      const last = entries.get(clientId);
      if (last === undefined) return [];
      entries.delete(clientId);
      ownNews.set(clientId, goneOf(last));
      return settle(clientId).map(toOutward);
    },
    clientIdOf: (connection) => clientIds.get(connection),
    isHere: (clientId) => holders.has(clientId) || shown.has(clientId),
    heard,
    heardAll(node, said) {
      const listed = new Set(said.map(({ clientId }) => clientId));
      const before = [...(ofNodes.get(node)?.values() ?? [])];
      const left = before.filter(({ clientId }) => !listed.has(clientId));
      return heard(node, [...left.map((entry) => owned(goneOf(entry))), ...said]);
    },
    everybodyFor({ ownerKey }) {
      if (everybody !== null) return everybody;
      const all = [...shown.values()];
      const visible = all.map(toOutward).filter(({ hiddenFrom }) => hiddenFrom !== ownerKey);
      if (visible.length === 0) return null;
      const frame = awarenessFrame(visible);
      if (all.every(({ mask }) => mask === null)) everybody = frame;
      return frame;
    },
    renewMasked(sinceMs, nowMs) {
      const due = [...toldAt].filter(([, atMs]) => atMs < sinceMs).slice(0, Math.ceil(toldAt.size / 10));
      return due.flatMap(([clientId]) => renew(clientId, nowMs));
    },
    sayAgain(personIds) {
      const nowMs = performance.now();
      const theirs = new Set([...clientIds].flatMap(([{ personId }, id]) => (personIds.has(personId) ? id : [])));
      return [...theirs].filter((clientId) => toldAt.has(clientId)).flatMap((clientId) => renew(clientId, nowMs));
    },
    own: () => [...entries.values()].map(owned),
    takeOwnNews() {
      const news = [...ownNews.values()].map(owned);
      ownNews = new Map();
      return news;
    },
  };
}

/** Of two nodes that gave one client a mask at the same moment, all nodes show the same one. */
function isNewer(a: Entry, b: Entry): boolean {
  if (a.clock !== b.clock) return a.clock > b.clock;
  if (a.mask === null || b.mask === null) return false;
  return isSameMask(a, b) ? a.mask.clock > b.mask.clock : a.mask.clientId > b.mask.clientId;
}

function isSameMask(a: Entry, b: Entry): boolean {
  return a.mask?.clientId === b.mask?.clientId;
}

/** Clients take that somebody is gone with the clock that they know. */
function goneOf(entry: Entry): Entry {
  return { ...entry, state: 'null' };
}
