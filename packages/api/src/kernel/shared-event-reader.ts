import type { DatabaseClient } from '@gongyi/db';

export type EventRow = {
  readonly seq: number;
  readonly type: string;
  readonly subjectId: string;
  readonly sessionId: string | null;
};

export const EVENT_PAGE_SIZE = 500;

/**
 * Reads a campaign's events for all who follow it. One notice wakes every phone of the hall at the
 * same number: they share one query instead of making five hundred.
 */
export type SharedEventReader = {
  /**
   * Events after this number, in order, at most EVENT_PAGE_SIZE. May join a query that is under
   * way.
   */
  readAfter(campaignId: string, seq: number): Promise<readonly EventRow[]>;
  /**
   * There is news: queries under way may have missed it, and nobody joins them any more. Whoever
   * called `readAfter` must pass notices on until their query has ended, or somebody else joins a
   * query that is too old and waits for news that has come.
   */
  markStale(campaignId: string): void;
};

export function createSharedEventReader(prisma: DatabaseClient): SharedEventReader {
  const underWay = new Map<string, Map<number, Promise<readonly EventRow[]>>>();
  return {
    readAfter(campaignId, seq) {
      const queries = underWay.get(campaignId) ?? new Map<number, Promise<readonly EventRow[]>>();
      underWay.set(campaignId, queries);
      const joined = queries.get(seq);
      if (joined !== undefined) return joined;
      // Numbers are given out under a lock that is held until the commit, so nothing below the
      // highest seen can appear later.
      const query = prisma.event
        .findMany({
          where: { campaignId, seq: { gt: seq } },
          orderBy: { seq: 'asc' },
          take: EVENT_PAGE_SIZE,
          select: { seq: true, type: true, subjectId: true, sessionId: true },
        })
        .finally(() => {
          queries.delete(seq);
          if (queries.size === 0 && underWay.get(campaignId) === queries) underWay.delete(campaignId);
        });
      queries.set(seq, query);
      return query;
    },
    markStale(campaignId) {
      underWay.delete(campaignId);
    },
  };
}
