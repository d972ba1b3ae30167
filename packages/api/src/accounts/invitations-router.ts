import { acceptInvitationInput, createInvitationInput, idField, tokenField } from '@gongyi/domain';
import { z } from 'zod';
import { procedure, router } from '../kernel/trpc.ts';
import { acceptInvitation } from './decisions/accept-invitation.ts';
import { createInvitation } from './decisions/create-invitation.ts';
import { revokeInvitation } from './decisions/revoke-invitation.ts';
import { previewInvitation } from './queries/preview-invitation.ts';

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
