import { router, sessionProcedure } from '../kernel/trpc.ts';
import { listSuggestions } from './queries/list-suggestions.ts';

export const suggestionsRouter = router({
  list: sessionProcedure.query(async ({ ctx, input, signal }) =>
    listSuggestions(ctx.deps, await ctx.loadActor(), input.sessionId, signal),
  ),
});
