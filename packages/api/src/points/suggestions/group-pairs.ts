import type { Pacer } from './pacer.ts';
import type { SharedPhrase } from './shared-phrases.ts';

/**
 * Two groups become one when their pairs reach this on average, so that a chain of weak likenesses
 * does not swallow a session.
 */
const MIN_GROUP_SCORE = 0.1;
const MAX_GROUP_POINTS = 50;

/** Two points by their numbers, and why they are alike. */
export type SimilarPair = {
  readonly a: number;
  readonly b: number;
  readonly score: number;
  readonly phrases: readonly SharedPhrase[];
};

export type Group = { readonly members: number[]; readonly pairs: SimilarPair[] };

/**
 * Joins pairs into groups in the order in which they come, the most alike first. Every point is in
 * one group at most; points that no pair could join are groups of one.
 */
export async function groupPairs(pairs: readonly SimilarPair[], pacer: Pacer): Promise<Set<Group>> {
  const groupOf = new Map<number, Group>();
  const groups = new Set<Group>();
  const between = new Map<Group, Map<Group, SimilarPair[]>>();
  const pairsBetween = (one: Group, other: Group) => between.get(one)?.get(other) ?? [];
  const put = (one: Group, other: Group, all: SimilarPair[]) => {
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      const row = between.get(from) ?? new Map<Group, SimilarPair[]>();
      row.set(to, all);
      between.set(from, row);
    }
  };
  const groupFor = (point: number) => {
    const group = groupOf.get(point) ?? { members: [point], pairs: [] };
    groupOf.set(point, group);
    groups.add(group);
    return group;
  };
  for (const pair of pairs) {
    put(groupFor(pair.a), groupFor(pair.b), [pair]);
    if (pacer.due()) await pacer.pause();
  }
  for (const pair of pairs) {
    const one = groupFor(pair.a);
    const other = groupFor(pair.b);
    if (one !== other) {
      const joining = pairsBetween(one, other);
      const mean = joining.reduce((sum, { score }) => sum + score, 0) / (one.members.length * other.members.length);
      if (mean >= MIN_GROUP_SCORE && one.members.length + other.members.length <= MAX_GROUP_POINTS) {
        one.members.push(...other.members);
        one.pairs.push(...other.pairs, ...joining);
        groups.delete(other);
        for (const point of other.members) groupOf.set(point, one);
        for (const [third, theirs] of between.get(other) ?? []) {
          between.get(third)?.delete(other);
          if (third !== one) {
            put(one, third, [...pairsBetween(one, third), ...theirs]);
          }
        }
        between.delete(other);
      }
    }
    if (pacer.due()) await pacer.pause();
  }
  return groups;
}
