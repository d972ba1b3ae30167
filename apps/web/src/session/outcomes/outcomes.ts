import type { Disposition } from '@gongyi/domain';
import type { Card } from './rank-cards.ts';

export type Decision = { readonly disposition: Disposition; readonly reason: string };

/** Where a card ended. */
export type Outcome =
  | { readonly kind: 'open' }
  | { readonly kind: 'promoted' }
  | { readonly kind: Disposition; readonly reason: string };

export const OUTCOME_KINDS = ['open', 'promoted', 'notAdopted', 'deferred'] as const;
export type OutcomeKind = (typeof OUTCOME_KINDS)[number];

const OPEN: Outcome = { kind: 'open' };
const PROMOTED: Outcome = { kind: 'promoted' };

/**
 * What was decided of one of its points holds for the card: a cluster is one matter. An action
 * weighs more than a disposition.
 */
export function outcomeOf(
  { points }: Card,
  promoted: { readonly has: (pointId: string) => boolean },
  decisions: ReadonlyMap<string, Decision>,
): Outcome {
  if (points.some(({ id }) => promoted.has(id))) return PROMOTED;
  for (const { id } of points) {
    const decision = decisions.get(id);
    if (decision !== undefined) return { kind: decision.disposition, reason: decision.reason };
  }
  return OPEN;
}

export type OutcomeCounts = Readonly<Record<OutcomeKind, number>> & {
  /** Points that stand in a cluster, besides its first. */
  readonly merged: number;
};

/** Cards by where they ended. */
export function countOutcomes(cards: readonly Card[], outcomes: ReadonlyMap<string, Outcome>): OutcomeCounts {
  const counts = { open: 0, promoted: 0, notAdopted: 0, deferred: 0, merged: 0 };
  for (const { id, points } of cards) {
    counts[outcomes.get(id)?.kind ?? 'open'] += 1;
    counts.merged += points.length - 1;
  }
  return counts;
}

/** The newest first, each once. */
export function recentReasons(
  decisions: readonly { readonly reason: string; readonly decidedAt: string; readonly disposition: Disposition }[],
  disposition: Disposition,
  most: number,
): string[] {
  const newestFirst = decisions
    .filter((decision) => decision.disposition === disposition && decision.reason !== '')
    .sort((a, b) => (a.decidedAt < b.decidedAt ? 1 : -1));
  return [...new Set(newestFirst.map(({ reason }) => reason))].slice(0, most);
}
