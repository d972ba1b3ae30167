import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { RouterOutputs } from '../../api/trpc.ts';
import type { PrivateContent } from './private-outbox.ts';

export type MinePoints = RouterOutputs['privatePoints']['mine'];

/**
 * Puts what the server has just stored (null: removed) into the list of a person's own private
 * points. An answer that is under way may be older than this, so it is cancelled; if it was the
 * first one, the list is asked for again: without that all that the server had before would be
 * missing from it.
 */
export function noteStoredPoint(
  queryClient: QueryClient,
  mine: { readonly queryKey: QueryKey },
  pointId: string,
  content: PrivateContent | null,
): void {
  const before = queryClient.getQueryData<MinePoints>(mine.queryKey);
  void queryClient.cancelQueries({ queryKey: mine.queryKey, exact: true });
  queryClient.setQueryData<MinePoints>(mine.queryKey, withStored(before ?? [], pointId, content));
  if (before === undefined) void queryClient.invalidateQueries({ queryKey: mine.queryKey, exact: true });
}

function withStored(points: MinePoints, id: string, content: PrivateContent | null): MinePoints {
  if (content === null) return points.filter((point) => point.id !== id);
  const known = points.find((point) => point.id === id);
  if (known !== undefined) return points.map((point) => (point === known ? { ...point, ...content } : point));
  return [...points, { id, ...content, channel: '', createdAt: new Date().toISOString() }];
}
