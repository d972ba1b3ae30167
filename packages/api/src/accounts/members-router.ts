import { idField } from '@gongyi/domain';
import { z } from 'zod';
import { procedure, router } from '../kernel/trpc.ts';
import { removeMember } from './decisions/remove-member.ts';
import { listMembers } from './queries/list-members.ts';

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
