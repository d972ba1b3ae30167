import { setupInput } from '@gongyi/domain';
import { procedure, router } from '../kernel/trpc.ts';
import { setUpInstance } from './decisions/set-up-instance.ts';

type Account = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly isAdministrator: boolean;
};

export const accountRouter = router({
  me: procedure.query(async ({ ctx }): Promise<{ user: Account | null }> => {
    const { user } = await ctx.loadActor();
    if (user === null) return { user: null };
    const { id, name, email, isAdministrator } = user;
    return { user: { id, name, email, isAdministrator } };
  }),
  setup: procedure.input(setupInput).mutation(async ({ ctx, input }): Promise<{ ok: true }> => {
    await setUpInstance(ctx.deps, input);
    return { ok: true };
  }),
});
