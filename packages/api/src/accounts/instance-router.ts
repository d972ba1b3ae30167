import { procedure, router } from '../kernel/trpc.ts';
import { needsSetup } from './decisions/set-up-instance.ts';

export const instanceRouter = router({
  status: procedure.query(
    async ({ ctx }): Promise<{ needsSetup: boolean; origins: readonly string[] }> => ({
      needsSetup: await needsSetup(ctx.deps),
      origins: ctx.deps.origins(),
    }),
  ),
});
