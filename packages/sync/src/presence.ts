import { LIMITS } from '@gongyi/domain';
import type { Connection } from './connection.ts';
import type { ClientIds } from './guard/client-ids.ts';
import { type AwarenessEntry, awarenessFrame } from './protocol.ts';

/**
 * Who is in a room, as each client says of itself: Yjs awareness, never stored.
 *
 * A connection speaks for one client id. y-websocket's client names it in its first frame, and sends back whatever it hears
 * of others; those echoes are dropped here, so nobody can speak for, or remove, somebody else, or take the id of
 * somebody whose edits the room knows. The same person may take the id over: after a broken network the old connection may not be known to be dead yet.
 */
export interface Presence {
  /** Takes what a connection says of itself; gives what is news of it, or null. Throws when it is malformed or too large. */
  receive(connection: Connection, entries: readonly AwarenessEntry[]): AwarenessEntry | null;
  /** Forgets a connection; gives what tells the others, or null when it had shown nothing. */
  leave(connection: Connection): AwarenessEntry | null;
  /** The client id that a connection named as its own. */
  clientIdOf(connection: Connection): number | undefined;
  /** Everybody, for one who arrives; null when there is nobody. */
  snapshot(): Uint8Array | null;
}

export function createPresence(ownership: ClientIds): Presence {
  const entries = new Map<number, AwarenessEntry>();
  const clientIds = new Map<Connection, number>();
  const holders = new Map<number, Connection>();

  function claim(connection: Connection, said: readonly AwarenessEntry[]): number | undefined {
    const known = clientIds.get(connection);
    if (known !== undefined) return known;
    const [first] = said;
    if (first === undefined || said.length !== 1 || first.state === 'null') return undefined;
    if (!ownership.claim(first.clientId, connection.personId)) return undefined;
    const holder = holders.get(first.clientId);
    if (holder !== undefined) clientIds.delete(holder);
    clientIds.set(connection, first.clientId);
    holders.set(first.clientId, connection);
    return first.clientId;
  }

  return {
    receive(connection, said) {
      const clientId = claim(connection, said);
      const own = said.find((entry) => entry.clientId === clientId);
      if (own === undefined) return null;
      const last = entries.get(own.clientId);
      const isNews = last === undefined || own.clock > last.clock || (own.clock === last.clock && own.state === 'null');
      if (!isNews) return null;
      checkState(own.state);
      if (own.state === 'null') {
        if (!entries.delete(own.clientId)) return null;
      } else {
        entries.set(own.clientId, own);
      }
      return own;
    },
    leave(connection) {
      const clientId = clientIds.get(connection);
      if (clientId === undefined) return null;
      clientIds.delete(connection);
      holders.delete(clientId);
      const last = entries.get(clientId);
      entries.delete(clientId);
      return last === undefined ? null : { ...last, state: 'null' };
    },
    clientIdOf: (connection) => clientIds.get(connection),
    snapshot() {
      return entries.size === 0 ? null : awarenessFrame([...entries.values()]);
    },
  };
}

/** Other people's pages parse it and would fail on what is no JSON object. */
function checkState(state: string): void {
  if (Buffer.byteLength(state) > LIMITS.awarenessBytes) throw new Error('awareness state too large');
  if (typeof JSON.parse(state) !== 'object') throw new Error('awareness state is no object');
}
