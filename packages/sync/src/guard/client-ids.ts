import type { ClientOwner } from '../ports.ts';

/**
 * Whose each Yjs client id in one document is: of those who are here, and of those whose edits the
 * document has.
 *
 * A client id numbers the edits of one page. Whoever continued the numbers of somebody else's page
 * would make the server take the real edits for known ones and drop them, so an id that belongs to
 * a person is that person's alone, online or not, on every node and after every restart.
 */
export interface ClientIds {
  ownerOf(clientId: number): string | undefined;
  idsOf(ownerKey: string): ReadonlySet<number>;
  /** False when it is somebody else's. */
  claim(clientId: number, ownerKey: string): boolean;
  /** What another node says; what is known already stands. */
  heard(owner: ClientOwner): void;
  /** What the log says, which decides. */
  stored(owner: ClientOwner): void;
  /**
   * Those of the ids that have an owner whom the log does not know. The caller writes them into the
   * log: from now on they count as known there.
   */
  takeUnlogged(clientIds: Iterable<number>): readonly ClientOwner[];
  /** Forgets an id that was named and never used. */
  release(clientId: number): void;
}

type Owned = { readonly ownerKey: string; isLogged: boolean };
type OfOwner = { readonly ownerKey: string; readonly ids: Set<number> };

const NONE: ReadonlySet<number> = new Set();

export function createClientIds(): ClientIds {
  const owned = new Map<number, Owned>();
  const byOwner = new Map<string, OfOwner>();

  /** Each key once in memory: people have many pages in the life of a session. */
  function own(clientId: number, given: string, isLogged: boolean): void {
    const known = owned.get(clientId);
    if (known?.ownerKey === given) {
      known.isLogged = isLogged;
      return;
    }
    disown(clientId);
    const ofOwner = byOwner.get(given) ?? { ownerKey: given, ids: new Set() };
    byOwner.set(given, ofOwner);
    ofOwner.ids.add(clientId);
    owned.set(clientId, { ownerKey: ofOwner.ownerKey, isLogged });
  }

  function disown(clientId: number): void {
    const known = owned.get(clientId);
    if (known === undefined) return;
    owned.delete(clientId);
    const ofOwner = byOwner.get(known.ownerKey);
    ofOwner?.ids.delete(clientId);
    if (ofOwner?.ids.size === 0) byOwner.delete(known.ownerKey);
  }

  return {
    ownerOf: (clientId) => owned.get(clientId)?.ownerKey,
    idsOf: (ownerKey) => byOwner.get(ownerKey)?.ids ?? NONE,
    claim(clientId, ownerKey) {
      const known = owned.get(clientId);
      if (known !== undefined) return known.ownerKey === ownerKey;
      own(clientId, ownerKey, false);
      return true;
    },
    heard({ clientId, ownerKey }) {
      if (!owned.has(clientId)) own(clientId, ownerKey, false);
    },
    stored({ clientId, ownerKey }) {
      own(clientId, ownerKey, true);
    },
    takeUnlogged(clientIds) {
      const owners: ClientOwner[] = [];
      for (const clientId of clientIds) {
        const known = owned.get(clientId);
        if (known === undefined || known.isLogged) continue;
        known.isLogged = true;
        owners.push({ clientId, ownerKey: known.ownerKey });
      }
      return owners;
    },
    release: disown,
  };
}
