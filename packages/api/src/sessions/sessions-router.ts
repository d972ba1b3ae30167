import { createSessionInput, idField } from '@gongyi/domain';
import { z } from 'zod';
import { procedure, router } from '../kernel/trpc.ts';
import { closeSession } from './decisions/close-session.ts';
import { createSession } from './decisions/create-session.ts';
import { renewJoinCode } from './decisions/renew-join-code.ts';
import { reopenSession } from './decisions/reopen-session.ts';
import { getSession } from './queries/get-session.ts';
import { listSessions } from './queries/list-sessions.ts';

const sessionInput = z.object({ sessionId: idField });

export const sessionsRouter = router({
  list: procedure
    .input(z.object({ campaignId: idField }))
    .query(async ({ ctx, input }) => listSessions(ctx.deps, await ctx.loadActor(), input.campaignId)),
  get: procedure
    .input(sessionInput)
    .query(async ({ ctx, input }) => getSession(ctx.deps, await ctx.loadActor(), input.sessionId)),
  create: procedure
    .input(createSessionInput)
    .mutation(async ({ ctx, input }) => createSession(ctx.deps, await ctx.loadActor(), input)),
  close: procedure.input(sessionInput).mutation(async ({ ctx, input }): Promise<{ ok: true }> => {
    await closeSession(ctx.deps, await ctx.loadActor(), input.sessionId);
    return { ok: true };
  }),
  reopen: procedure.input(sessionInput).mutation(async ({ ctx, input }): Promise<{ ok: true }> => {
    await reopenSession(ctx.deps, await ctx.loadActor(), input.sessionId);
    return { ok: true };
  }),
  renewCode: procedure
    .input(sessionInput)
    .mutation(async ({ ctx, input }) => renewJoinCode(ctx.deps, await ctx.loadActor(), input.sessionId)),
});
