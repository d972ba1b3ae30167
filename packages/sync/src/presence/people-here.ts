import { newId } from '@gongyi/domain';

/**
 * Somebody (`Editor.personId`) who is connected to a node, and what they are called where nobody
 * may be told from others: made by chance when they come, and the same on all their pages and on
 * all nodes for as long as they are there.
 */
export type PersonHere = { readonly personId: string; readonly alias: string };

/** They came, or the last of their connections is gone. */
export type PersonNews = PersonHere & { readonly isHere: boolean };

/**
 * Who is connected to a session's document, whatever their pages show of them: on this node, and on
 * the others as they say.
 */
export interface PeopleHere {
  /** A connection of this node. Gives what other nodes must know; null when it is nothing. */
  came(personId: string): PersonNews | null;
  left(personId: string): PersonNews | null;
  /** Gives those of this node who have another alias now, which other nodes must know. */
  heard(node: string, news: readonly PersonNews[]): PersonNews[];
  /** All the people of another node; none when it is gone. */
  heardAll(node: string, people: readonly PersonHere[]): PersonNews[];
  /** Those on this node. */
  own(): PersonHere[];
  everybody(): ReadonlySet<string>;
  aliasOf(personId: string): string;
}

type Own = { connections: number; alias: string };

export function createPeopleHere(): PeopleHere {
  const own = new Map<string, Own>();
  /** By node, the aliases of its people. */
  const ofNodes = new Map<string, Map<string, string>>();
  /** Of those whose pages were heard of before they were. */
  const unannounced = new Map<string, string>();

  /** Two nodes may have made one each, at the same moment: all take the same one. */
  function known(personId: string): string | undefined {
    const all = [own.get(personId)?.alias, ...[...ofNodes.values()].map((ofNode) => ofNode.get(personId))];
    return all.flatMap((alias) => alias ?? []).sort()[0];
  }

  /** For good: it must stay when those leave who brought it. */
  function adopt(people: readonly PersonHere[]): PersonNews[] {
    return people.flatMap(({ personId }) => {
      unannounced.delete(personId);
      const [here, alias] = [own.get(personId), known(personId)];
      if (here === undefined || alias === undefined || here.alias === alias) return [];
      here.alias = alias;
      return [{ personId, alias, isHere: true }];
    });
  }

  return {
    came(personId) {
      const here = own.get(personId);
      if (here !== undefined) {
        here.connections++;
        return null;
      }
      const alias = known(personId) ?? newId();
      own.set(personId, { connections: 1, alias });
      return { personId, alias, isHere: true };
    },
    left(personId) {
      const here = own.get(personId);
      if (here === undefined || --here.connections > 0) return null;
      own.delete(personId);
      return { personId, alias: here.alias, isHere: false };
    },
    heard(node, news) {
      const ofNode = ofNodes.get(node) ?? new Map<string, string>();
      for (const { personId, alias, isHere } of news) {
        if (isHere) ofNode.set(personId, alias);
        else ofNode.delete(personId);
      }
      ofNodes.set(node, ofNode);
      return adopt(news);
    },
    heardAll(node, people) {
      if (people.length === 0) ofNodes.delete(node);
      else ofNodes.set(node, new Map(people.map(({ personId, alias }) => [personId, alias])));
      return adopt(people);
    },
    own: () => [...own].map(([personId, { alias }]) => ({ personId, alias })),
    everybody() {
      const all = new Set(own.keys());
      for (const ofNode of ofNodes.values()) for (const personId of ofNode.keys()) all.add(personId);
      return all;
    },
    aliasOf(personId) {
      const alias = known(personId) ?? unannounced.get(personId);
      if (alias !== undefined) return alias;
      const made = newId();
      unannounced.set(personId, made);
      return made;
    },
  };
}
