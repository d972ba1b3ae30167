import { idField } from '@gongyi/domain';
import { z } from 'zod';
import { procedure, router } from '../kernel/trpc.ts';
import { listSuggestions } from './queries/list-suggestions.ts';

export const suggestionsRouter = router({
  list: procedure
    .input(z.object({ sessionId: idField }))
    .query(async ({ ctx, input, signal }) => listSuggestions(ctx.deps, await ctx.loadActor(), input.sessionId, signal)),
});
