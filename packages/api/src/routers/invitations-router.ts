import { acceptInvitationInput, createInvitationInput, idField, tokenField } from '@gongyi/domain';
import { z } from 'zod';
import { acceptInvitation } from '../services/accept-invitation.ts';
import { createInvitation } from '../services/create-invitation.ts';
import { previewInvitation } from '../services/preview-invitation.ts';
import { revokeInvitation } from '../services/revoke-invitation.ts';
import { procedure, router } from '../trpc.ts';

export const invitationsRouter = router({
  preview: procedure
    .input(z.object({ token: tokenField }))
    .query(({ ctx, input }) => previewInvitation(ctx.deps, input.token)),
  accept: procedure
    .input(acceptInvitationInput)
    .mutation(async ({ ctx, input }) => acceptInvitation(ctx.deps, await ctx.loadActor(), input)),
  create: procedure
    .input(createInvitationInput)
    .mutation(async ({ ctx, input }) => createInvitation(ctx.deps, await ctx.loadActor(), input)),
  revoke: procedure
    .input(z.object({ invitationId: idField }))
    .mutation(async ({ ctx, input }): Promise<{ ok: true }> => {
      await revokeInvitation(ctx.deps, await ctx.loadActor(), input);
      return { ok: true };
    }),
});
