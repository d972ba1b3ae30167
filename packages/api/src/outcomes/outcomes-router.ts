import { disposePointsInput, idField, undisposePointsInput } from '@gongyi/domain';
import { z } from 'zod';
import { procedure, router } from '../kernel/trpc.ts';
import { disposePoints, undisposePoints } from './decisions/dispose-points.ts';
import { listDispositions } from './queries/list-dispositions.ts';
import { listOpenPoints } from './queries/read-outcomes.ts';
import { summariseSession } from './queries/summarise-session.ts';

const sessionInput = z.object({ sessionId: idField });

/** Where the points of a session end. */
export const outcomesRouter = router({
  open: procedure
    .input(sessionInput)
    .query(async ({ ctx, input }) => listOpenPoints(ctx.deps, await ctx.loadActor(), input.sessionId)),
  dispositions: procedure
    .input(sessionInput)
    .query(async ({ ctx, input }) => listDispositions(ctx.deps, await ctx.loadActor(), input.sessionId)),
  summary: procedure
    .input(sessionInput)
    .query(async ({ ctx, input }) => summariseSession(ctx.deps, await ctx.loadActor(), input.sessionId)),
  dispose: procedure.input(disposePointsInput).mutation(async ({ ctx, input }): Promise<{ ok: true }> => {
    await disposePoints(ctx.deps, await ctx.loadActor(), input);
    return { ok: true };
  }),
  undispose: procedure.input(undisposePointsInput).mutation(async ({ ctx, input }): Promise<{ ok: true }> => {
    await undisposePoints(ctx.deps, await ctx.loadActor(), input);
    return { ok: true };
  }),
});
