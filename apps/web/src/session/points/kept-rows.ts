import { createContext, use, useEffect } from 'react';

/**
 * A row says here that it has to stay, or need not any more. Lists that draw all their rows do not
 * listen.
 */
export const KeepRow = createContext<(pointId: string, keep: boolean) => void>(() => {});

/**
 * While something is open in the row of a point or cluster, a list may not put it away: it would be
 * closed when it comes back.
 */
export function useKeptWhile(isOpen: boolean, pointId: string): void {
  const keep = use(KeepRow);
  useEffect(() => {
    if (!isOpen) return;
    keep(pointId, true);
    return () => keep(pointId, false);
  }, [isOpen, pointId, keep]);
}
