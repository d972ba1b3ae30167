import type { Point } from '../model/point.ts';
import type { ClusterView } from './read-board.ts';

/** What lies on the board as one piece: a point on its own, or a cluster with its points. */
export type Card = Omit<Point, 'id' | 'clusterId'> & {
  readonly id: string;
  /** Of a cluster, its points, the oldest first. None: it is a point. */
  readonly members: readonly Point[];
};

const NO_MEMBERS: readonly Point[] = [];

export function cardOfPoint({ clusterId: _, ...point }: Point): Card {
  return { ...point, members: NO_MEMBERS };
}

/** Its words are its title, or, without one, those of its first point. */
export function cardOfCluster({ title, members, ...cluster }: ClusterView): Card {
  const text = title.trim() === '' ? (members[0]?.text ?? '') : title;
  const isIdea = members.every(({ category }) => category === 'idea');
  return {
    ...cluster,
    text,
    unit: '',
    source: null,
    channel: '',
    category: isIdea ? 'idea' : 'problem',
    level: null,
    prompt: null,
    members,
  };
}

export function isClusterCard({ members }: Pick<Card, 'members'>): boolean {
  return members.length > 0;
}

/** The points that a card stands for: itself, or the cluster's. */
export function pointIdsOf({ id, members }: Pick<Card, 'id' | 'members'>): readonly string[] {
  return members.length === 0 ? [id] : members.map((member) => member.id);
}
