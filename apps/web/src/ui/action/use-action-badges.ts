import type { ActionBadge } from '@gongyi/domain';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTRPC } from '../../api/trpc.ts';

/**
 * The badges of a session's promoted points, by point id. SessionGate keeps them live; the map
 * changes only when a badge does.
 */
export function useActionBadges(sessionId: string): ReadonlyMap<string, ActionBadge> {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.actions.badges.queryOptions({ sessionId }));
  return useMemo(() => new Map((data ?? []).map((badge) => [badge.pointId, badge])), [data]);
}
