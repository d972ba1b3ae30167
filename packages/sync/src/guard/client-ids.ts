import type { ClientOwner } from '../ports.ts';

/**
 * Whose each Yjs client id in one document is: of those who are here, and of those whose edits the document has.
 *
 * A client id numbers the edits of one page. Whoever continued the numbers of somebody else's page would make the server take the
 * real edits for known ones and drop them, so an id that belongs to a person is that person's alone, online or not, on every node
 * and after every restart.
 */
export interface ClientIds {
  ownerOf(clientId: number): string | undefined;
  /** False when it is somebody else's. */
  claim(clientId: number, ownerKey: string): boolean;
  /** What another node says; what is known already stands. */
  heard(owner: ClientOwner): void;
  /** What the log says, which decides. */
  stored(owner: ClientOwner): void;
  /** Those of the ids that have an owner whom the log does not know. They count as told from now on. */
  untold(clientIds: Iterable<number>): readonly ClientOwner[];
  /** Forgets an id that was named and never used. */
  release(clientId: number): void;
}

type Owned = { readonly ownerKey: string; isTold: boolean };

export function createClientIds(): ClientIds {
  const owned = new Map<number, Owned>();
  /** Each key once in memory: people have many pages in the life of a session. */
  const keys = new Map<string, string>();

  function keep(ownerKey: string): string {
    const kept = keys.get(ownerKey);
    if (kept !== undefined) return kept;
    keys.set(ownerKey, ownerKey);
    return ownerKey;
  }

  return {
    ownerOf: (clientId) => owned.get(clientId)?.ownerKey,
    claim(clientId, ownerKey) {
      const known = owned.get(clientId);
      if (known !== undefined) return known.ownerKey === ownerKey;
      owned.set(clientId, { ownerKey: keep(ownerKey), isTold: false });
      return true;
    },
    heard({ clientId, ownerKey }) {
      if (!owned.has(clientId)) owned.set(clientId, { ownerKey: keep(ownerKey), isTold: false });
    },
    stored({ clientId, ownerKey }) {
      owned.set(clientId, { ownerKey: keep(ownerKey), isTold: true });
    },
    untold(clientIds) {
      const owners: ClientOwner[] = [];
      for (const clientId of clientIds) {
        const known = owned.get(clientId);
        if (known === undefined || known.isTold) continue;
        known.isTold = true;
        owners.push({ clientId, ownerKey: known.ownerKey });
      }
      return owners;
    },
    release: (clientId) => owned.delete(clientId),
  };
}
