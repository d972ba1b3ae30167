import { idField } from '@gongyi/domain';
import { z } from 'zod';
import { listMembers } from '../services/list-members.ts';
import { removeMember } from '../services/remove-member.ts';
import { procedure, router } from '../trpc.ts';

export const membersRouter = router({
  list: procedure
    .input(z.object({ campaignId: idField }))
    .query(async ({ ctx, input }) => listMembers(ctx.deps, await ctx.loadActor(), input.campaignId)),
  remove: procedure
    .input(z.object({ campaignId: idField, userId: idField }))
    .mutation(async ({ ctx, input }): Promise<{ ok: true }> => {
      await removeMember(ctx.deps, await ctx.loadActor(), input);
      return { ok: true };
    }),
});
