/** Somebody (`Editor.personId`) came, or the last of their connections is gone. */
export type PersonNews = { readonly personId: string; readonly isHere: boolean };

/** Who is connected to a session's document, whatever their pages show of them: on this node, and on the others as they say. */
export interface PeopleHere {
  /** A connection of this node. True when it is news to other nodes. */
  came(personId: string): boolean;
  left(personId: string): boolean;
  heard(node: string, news: readonly PersonNews[]): void;
  /** All the people of another node; none when it is gone. */
  heardAll(node: string, personIds: readonly string[]): void;
  /** Those on this node. */
  own(): string[];
  everybody(): ReadonlySet<string>;
}

export function createPeopleHere(): PeopleHere {
  /** How many connections each has. */
  const own = new Map<string, number>();
  const ofNodes = new Map<string, Set<string>>();

  return {
    came(personId) {
      const before = own.get(personId) ?? 0;
      own.set(personId, before + 1);
      return before === 0;
    },
    left(personId) {
      const others = (own.get(personId) ?? 0) - 1;
      if (others > 0) own.set(personId, others);
      else own.delete(personId);
      return others === 0;
    },
    heard(node, news) {
      const ofNode = ofNodes.get(node) ?? new Set();
      for (const { personId, isHere } of news) {
        if (isHere) ofNode.add(personId);
        else ofNode.delete(personId);
      }
      ofNodes.set(node, ofNode);
    },
    heardAll(node, personIds) {
      if (personIds.length === 0) ofNodes.delete(node);
      else ofNodes.set(node, new Set(personIds));
    },
    own: () => [...own.keys()],
    everybody() {
      const all = new Set(own.keys());
      for (const ofNode of ofNodes.values()) for (const personId of ofNode) all.add(personId);
      return all;
    },
  };
}
