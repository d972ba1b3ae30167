import { joinCodeInput, joinSessionInput } from '@gongyi/domain';
import { procedure, router } from '../kernel/trpc.ts';
import { joinSession } from './decisions/join-session.ts';
import { peekSession } from './queries/peek-session.ts';

export const participantsRouter = router({
  peek: procedure
    .input(joinCodeInput)
    .query(async ({ ctx, input }) => peekSession(ctx.deps, await ctx.loadActor(), ctx.request.ip, input.code)),
  join: procedure.input(joinSessionInput).mutation(async ({ ctx, input }) => {
    const { hash, cookie } = await ctx.deps.devices.issue(ctx.request);
    const joined = await joinSession(ctx.deps, { hash, ip: ctx.request.ip }, input);
    // Only after it worked: a wrong code gives nobody a cookie.
    ctx.request.setCookie(cookie);
    return joined;
  }),
});
