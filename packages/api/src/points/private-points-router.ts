import { deletePrivatePointInput, idField, writePrivatePointInput } from '@gongyi/domain';
import { z } from 'zod';
import { procedure, router } from '../kernel/trpc.ts';
import { deletePrivatePoint, editPrivatePoint } from './decisions/change-private-point.ts';
import { revealPoints } from './decisions/reveal-points.ts';
import { writePrivatePoint } from './decisions/write-private-point.ts';
import { countPrivatePoints, listMyPrivatePoints } from './queries/list-private-points.ts';

const sessionInput = z.object({ sessionId: idField });

type Done = { ok: true };
const DONE: Done = { ok: true };

export const privatePointsRouter = router({
  mine: procedure
    .input(sessionInput)
    .query(async ({ ctx, input }) => listMyPrivatePoints(ctx.deps, await ctx.loadActor(), input.sessionId)),
  counts: procedure
    .input(sessionInput)
    .query(async ({ ctx, input }) => countPrivatePoints(ctx.deps, await ctx.loadActor(), input.sessionId)),
  write: procedure.input(writePrivatePointInput).mutation(async ({ ctx, input }): Promise<Done> => {
    await writePrivatePoint(ctx.deps, await ctx.loadActor(), input);
    return DONE;
  }),
  edit: procedure.input(writePrivatePointInput).mutation(async ({ ctx, input }): Promise<Done> => {
    await editPrivatePoint(ctx.deps, await ctx.loadActor(), input);
    return DONE;
  }),
  delete: procedure.input(deletePrivatePointInput).mutation(async ({ ctx, input }): Promise<Done> => {
    await deletePrivatePoint(ctx.deps, await ctx.loadActor(), input);
    return DONE;
  }),
  reveal: procedure
    .input(sessionInput)
    .mutation(async ({ ctx, input }) => revealPoints(ctx.deps, await ctx.loadActor(), input.sessionId)),
});
