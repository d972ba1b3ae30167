import { idField, keepSnapshotInput, restoreSnapshotInput } from '@gongyi/domain';
import { z } from 'zod';
import { keepSnapshot } from '../services/keep-snapshot.ts';
import { listSnapshots } from '../services/list-snapshots.ts';
import { restoreSnapshot } from '../services/restore-snapshot.ts';
import { procedure, router } from '../trpc.ts';

export const snapshotsRouter = router({
  list: procedure
    .input(z.object({ sessionId: idField }))
    .query(async ({ ctx, input }) => listSnapshots(ctx.deps, await ctx.loadActor(), input.sessionId)),
  keep: procedure
    .input(keepSnapshotInput)
    .mutation(async ({ ctx, input }) => keepSnapshot(ctx.deps, await ctx.loadActor(), input)),
  restore: procedure
    .input(restoreSnapshotInput)
    .mutation(async ({ ctx, input }) => restoreSnapshot(ctx.deps, await ctx.loadActor(), input)),
});
