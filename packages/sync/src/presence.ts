import type { Connection } from './connection.ts';
import type { ClientIds } from './guard/client-ids.ts';
import type { OwnedEntry } from './nodes/node-messages.ts';
import { visibleState } from './presence-state.ts';
import { type AwarenessEntry, awarenessFrame } from './protocol.ts';

/**
 * Who is in a room, as each client says of itself: Yjs awareness, never stored.
 *
 * A connection speaks for one client id. y-websocket's client names it in its first frame, and sends back whatever it hears
 * of others; those echoes are dropped here, so nobody can speak for, or remove, somebody else, or take the id of
 * somebody whose edits the room knows. The same person may take the id over, and keeps
 * it while one of the connections stands: after a broken network the old one may not be known to be dead yet, and may even come later.
 *
 * The same client can seem to be on two nodes at once for the same reason. Each node speaks for its own connections only, and what
 * was said last (the greatest clock) is shown.
 */
export interface Presence {
  /** Takes what a connection says of itself; gives what is news of it, or null. Throws when it is malformed or too large. */
  receive(connection: Connection, entries: readonly AwarenessEntry[]): AwarenessEntry | null;
  /** Forgets a connection; gives what tells the others, or null when there is nothing to tell. */
  leave(connection: Connection): AwarenessEntry | null;
  /** The client id that a connection named as its own. */
  clientIdOf(connection: Connection): number | undefined;
  /** A connection of this node named it, or it is shown. */
  isHere(clientId: number): boolean;
  /** What another node says of some of its people; gives what is news here. */
  heard(node: string, entries: readonly OwnedEntry[]): AwarenessEntry[];
  /** All the people of another node; none when it is gone. */
  heardAll(node: string, entries: readonly OwnedEntry[]): AwarenessEntry[];
  /** Everybody, for one who arrives; null when there is nobody. */
  snapshot(): Uint8Array | null;
  /** Of those who are connected to this node: all, and what changed since the last call. */
  own(): OwnedEntry[];
  takeOwnNews(): OwnedEntry[];
}

export function createPresence(ownership: ClientIds): Presence {
  /** Of the connections of this node. */
  const entries = new Map<number, AwarenessEntry>();
  const clientIds = new Map<Connection, number>();
  /** How many connections named a client id: two of one page, when the network broke and the older is not known to be dead. */
  const holders = new Map<number, number>();
  const ofNodes = new Map<string, Map<number, AwarenessEntry>>();
  /** What people see. */
  const shown = new Map<number, AwarenessEntry>();
  let ownNews = new Map<number, AwarenessEntry>();

  function claim(connection: Connection, said: readonly AwarenessEntry[]): number | undefined {
    const known = clientIds.get(connection);
    if (known !== undefined) return known;
    const [first] = said;
    if (first === undefined || said.length !== 1 || first.state === 'null') return undefined;
    if (!ownership.claim(first.clientId, connection.ownerKey)) return undefined;
    clientIds.set(connection, first.clientId);
    holders.set(first.clientId, (holders.get(first.clientId) ?? 0) + 1);
    return first.clientId;
  }

  /** What is to be shown of a client after something changed; null when that is nothing new. */
  function settle(clientId: number): AwarenessEntry | null {
    const before = shown.get(clientId);
    let best = entries.get(clientId);
    for (const ofNode of ofNodes.values()) {
      const said = ofNode.get(clientId);
      if (said !== undefined && (best === undefined || said.clock > best.clock)) best = said;
    }
    if (best !== undefined && (before === undefined || best.clock > before.clock)) {
      shown.set(clientId, best);
      return best;
    }
    if (before === undefined || best?.clock === before.clock) return null;
    // Nobody has it any more, or only a node that does not know yet that the client went on elsewhere, and left.
    shown.delete(clientId);
    return { ...before, state: 'null' };
  }

  function heard(node: string, said: readonly OwnedEntry[]): AwarenessEntry[] {
    const ofNode = ofNodes.get(node) ?? new Map<number, AwarenessEntry>();
    ofNodes.set(node, ofNode);
    const news: AwarenessEntry[] = [];
    for (const { ownerKey, ...entry } of said) {
      if (entry.state === 'null') ofNode.delete(entry.clientId);
      else {
        ownership.heard({ clientId: entry.clientId, ownerKey });
        ofNode.set(entry.clientId, entry);
      }
      const settled = settle(entry.clientId);
      if (settled !== null) news.push(settled);
    }
    if (ofNode.size === 0) ofNodes.delete(node);
    return news;
  }

  const owned = (entry: AwarenessEntry): OwnedEntry => ({
    ...entry,
    ownerKey: ownership.ownerOf(entry.clientId) ?? '',
  });

  return {
    receive(connection, said) {
      const clientId = claim(connection, said);
      const claimed = said.find((entry) => entry.clientId === clientId);
      if (claimed === undefined) return null;
      const last = entries.get(claimed.clientId);
      const isNews =
        last === undefined || claimed.clock > last.clock || (claimed.clock === last.clock && claimed.state === 'null');
      if (!isNews) return null;
      const own = { ...claimed, state: visibleState(claimed.state, connection) };
      if (own.state === 'null') {
        if (!entries.delete(own.clientId)) return null;
      } else {
        entries.set(own.clientId, own);
      }
      ownNews.set(own.clientId, own);
      settle(own.clientId);
      return own;
    },
    leave(connection) {
      const clientId = clientIds.get(connection);
      if (clientId === undefined) return null;
      clientIds.delete(connection);
      const others = (holders.get(clientId) ?? 1) - 1;
      if (others > 0) {
        holders.set(clientId, others);
        return null;
      }
      holders.delete(clientId);
      const last = entries.get(clientId);
      if (last === undefined) return null;
      entries.delete(clientId);
      ownNews.set(clientId, { ...last, state: 'null' });
      return settle(clientId);
    },
    clientIdOf: (connection) => clientIds.get(connection),
    isHere: (clientId) => holders.has(clientId) || shown.has(clientId),
    heard,
    heardAll(node, said) {
      const listed = new Set(said.map(({ clientId }) => clientId));
      const before = [...(ofNodes.get(node)?.values() ?? [])];
      const left = before.filter(({ clientId }) => !listed.has(clientId));
      return heard(node, [...left.map((entry) => owned({ ...entry, state: 'null' })), ...said]);
    },
    snapshot() {
      return shown.size === 0 ? null : awarenessFrame([...shown.values()]);
    },
    own: () => [...entries.values()].map(owned),
    takeOwnNews() {
      const news = [...ownNews.values()].map(owned);
      ownNews = new Map();
      return news;
    },
  };
}
