import { idField, restorePointsInput } from '@gongyi/domain';
import { z } from 'zod';
import { listRemovedPoints } from '../services/list-removed-points.ts';
import { restorePoints } from '../services/restore-points.ts';
import { procedure, router } from '../trpc.ts';

export const removedPointsRouter = router({
  list: procedure
    .input(z.object({ sessionId: idField }))
    .query(async ({ ctx, input }) => listRemovedPoints(ctx.deps, await ctx.loadActor(), input.sessionId)),
  restore: procedure
    .input(restorePointsInput)
    .mutation(async ({ ctx, input }) => restorePoints(ctx.deps, await ctx.loadActor(), input)),
});
