import { idField, restorePointsInput } from '@gongyi/domain';
import { z } from 'zod';
import { procedure, router } from '../kernel/trpc.ts';
import { restorePoints } from './decisions/restore-points.ts';
import { listRemovedPoints } from './queries/list-removed-points.ts';

export const removedPointsRouter = router({
  list: procedure
    .input(z.object({ sessionId: idField }))
    .query(async ({ ctx, input }) => listRemovedPoints(ctx.deps, await ctx.loadActor(), input.sessionId)),
  restore: procedure
    .input(restorePointsInput)
    .mutation(async ({ ctx, input }) => restorePoints(ctx.deps, await ctx.loadActor(), input)),
});
