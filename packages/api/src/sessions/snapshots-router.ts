import { idField, keepSnapshotInput, restoreSnapshotInput } from '@gongyi/domain';
import { z } from 'zod';
import { procedure, router } from '../kernel/trpc.ts';
import { keepSnapshot } from './decisions/keep-snapshot.ts';
import { restoreSnapshot } from './decisions/restore-snapshot.ts';
import { listSnapshots } from './queries/list-snapshots.ts';

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
