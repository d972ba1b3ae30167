import { type ActionFilters, type ActionSummary, type ActionView, toSummary } from '@gongyi/domain';
import { notifyManager, type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTRPC, useTRPCClient } from '../../api/trpc.ts';
import { type ActionPages, findInPages, isKnown, isOfList, withSummary } from './action-cache.ts';

type Trpc = ReturnType<typeof useTRPC>;
type TrpcClient = ReturnType<typeof useTRPCClient>;

/**
 * All lists of a campaign's actions that this page has read, and what is kept of single ones. The
 * lists themselves are read by whoever shows them: `column-cards.tsx` asks for a column's pages.
 */
export type ActionLists = {
  /** As any list has it. */
  find(actionId: string): ActionSummary | undefined;
  /**
   * Puts the action where it belongs in every list. An older version than a list has changes
   * nothing.
   */
  put(action: ActionSummary): void;
  /** Puts it back, whatever version the lists have by now. */
  putBack(action: ActionSummary): void;
  /** The whole action as the server answered it. */
  receive(action: ActionView): void;
  /** Asks the server for the one action that an event named, and puts it where it belongs. */
  refresh(actionId: string): Promise<void>;
  /** No read that is under way now may put an older state back. */
  stopReading(): Promise<void>;
};

export function useActionLists(campaignId: string): ActionLists {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  return useMemo(
    () => createActionLists({ campaignId, trpc, client, queryClient }),
    [campaignId, trpc, client, queryClient],
  );
}

function createActionLists(parts: {
  readonly campaignId: string;
  readonly trpc: Trpc;
  readonly client: TrpcClient;
  readonly queryClient: QueryClient;
}): ActionLists {
  const { campaignId, trpc, client, queryClient } = parts;
  const pages = trpc.actions.page.pathFilter();

  /** Every list of the campaign, with the filters by which it was asked for. */
  function lists() {
    return queryClient.getQueriesData<ActionPages>(pages).flatMap(([queryKey, list]) => {
      const input = inputOf(queryKey);
      return input?.campaignId === campaignId && list !== undefined
        ? [{ queryKey, list, filters: input.filters ?? {} }]
        : [];
    });
  }

  function putInto(action: ActionSummary, mayBeOlder: boolean): void {
    const known = lists();
    // All columns in one drawing: else a card would stand in two of them for a moment, or in none.
    notifyManager.batch(() => {
      for (const { queryKey, list, filters } of known) {
        if (!mayBeOlder && isKnown(list, action)) continue;
        const isHere = isOfList(filters, action);
        // Among the lists of one search, one that had it says that its words fit, until the server
        // says otherwise.
        const fits =
          isHere ?? known.some((other) => other.filters.text === filters.text && findInPages(other.list, action.id));
        queryClient.setQueryData(queryKey, withSummary(list, action, fits));
        if (isHere === undefined) void queryClient.invalidateQueries({ queryKey, exact: true });
      }
    });
  }

  function find(actionId: string): ActionSummary | undefined {
    for (const { list } of lists()) {
      const found = findInPages(list, actionId);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  return {
    find,
    put: (action) => putInto(action, false),
    putBack: (action) => putInto(action, true),
    receive(action) {
      queryClient.setQueryData(trpc.actions.get.queryKey({ actionId: action.id }), (known) =>
        known !== undefined && known.version > action.version ? known : action,
      );
      putInto(toSummary(action), false);
    },
    async refresh(actionId) {
      void queryClient.invalidateQueries(trpc.actions.get.queryFilter({ actionId }));
      void queryClient.invalidateQueries(trpc.actions.history.queryFilter({ actionId }));
      if (lists().length === 0) return;
      // A failure is like an event that was lost: the next one, or the next connection, mends it.
      const action = await client.actions.summary.query({ actionId }).catch(() => undefined);
      if (action !== undefined) putInto(action, false);
    },
    stopReading: () => queryClient.cancelQueries(pages),
  };
}

/** What a list was asked for by. */
function inputOf(queryKey: readonly unknown[]): { campaignId?: string; filters?: ActionFilters } | undefined {
  const [, options] = queryKey;
  if (typeof options !== 'object' || options === null || !('input' in options)) return undefined;
  return options.input as { campaignId?: string; filters?: ActionFilters };
}
