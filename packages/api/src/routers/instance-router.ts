import { needsSetup } from '../services/set-up-instance.ts';
import { procedure, router } from '../trpc.ts';

export const instanceRouter = router({
  status: procedure.query(
    async ({ ctx }): Promise<{ needsSetup: boolean; origins: readonly string[] }> => ({
      needsSetup: await needsSetup(ctx.deps),
      origins: ctx.deps.origins(),
    }),
  ),
});
