import { idField } from '@gongyi/domain';
import { z } from 'zod';
import { listSuggestions } from '../services/list-suggestions.ts';
import { procedure, router } from '../trpc.ts';

export const suggestionsRouter = router({
  list: procedure
    .input(z.object({ sessionId: idField }))
    .query(async ({ ctx, input, signal }) => listSuggestions(ctx.deps, await ctx.loadActor(), input.sessionId, signal)),
});
