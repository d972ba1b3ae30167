import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTRPC } from '../../api/trpc.ts';
import type { ActionPages } from '../data/action-cache.ts';

/**
 * The key that prints waits until all cards are read: a browser that has begun to print waits for
 * nothing. Whoever prints by the browser's menu gets the cards that were read.
 */
export function useWholePrint(): void {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  useEffect(() => {
    const readAll = async () => {
      const shown = { ...trpc.actions.page.pathFilter(), type: 'active' } as const;
      // A page that is being read would be taken for all of them.
      await queryClient.cancelQueries(shown);
      const lists = queryClient.getQueryCache().findAll(shown);
      await Promise.all(
        lists.map((list) =>
          queryClient.fetchInfiniteQuery({
            ...list.options,
            queryKey: list.queryKey,
            initialPageParam: null,
            getNextPageParam: ({ next }: ActionPages['pages'][number]) => next,
            pages: Number.MAX_SAFE_INTEGER,
            staleTime: 0,
          } as never),
        ),
      );
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'p' || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      // What cannot be read is left out, as it is in sight.
      void readAll()
        .catch(() => undefined)
        .then(() => window.print());
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [queryClient, trpc]);
}
