/**
 * Whose each Yjs client id is, for as long as a room is in memory.
 *
 * A client id numbers the edits of one page. Whoever continued the numbers of somebody else's page would make the server take the
 * real edits for known ones and drop them, so an id that belongs to a person is that person's alone, online or not.
 */
export interface ClientIds {
  ownerOf(clientId: number): string | undefined;
  /** False when it is somebody else's. */
  claim(clientId: number, personId: string): boolean;
  /** Forgets an id that was named and never used. */
  release(clientId: number): void;
}

export function createClientIds(): ClientIds {
  const owners = new Map<number, string>();
  return {
    ownerOf: (clientId) => owners.get(clientId),
    claim(clientId, personId) {
      const owner = owners.get(clientId) ?? personId;
      owners.set(clientId, owner);
      return owner === personId;
    },
    release: (clientId) => owners.delete(clientId),
  };
}
