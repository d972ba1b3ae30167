import { acceptInvitationInput, createInvitationInput, idField, tokenField } from '@gongyi/domain';
import { z } from 'zod';
import { answer, done } from '../kernel/answer.ts';
import { procedure, router } from '../kernel/trpc.ts';
import { acceptInvitation } from './decisions/accept-invitation.ts';
import { createInvitation } from './decisions/create-invitation.ts';
import { revokeInvitation } from './decisions/revoke-invitation.ts';
import { previewInvitation } from './queries/preview-invitation.ts';

export const invitationsRouter = router({
  preview: procedure
    .input(z.object({ token: tokenField }))
    .query(({ ctx, input }) => previewInvitation(ctx.deps, input.token)),
  accept: procedure.input(acceptInvitationInput).mutation(answer(acceptInvitation)),
  create: procedure.input(createInvitationInput).mutation(answer(createInvitation)),
  revoke: procedure.input(z.object({ invitationId: idField })).mutation(done(revokeInvitation)),
});
