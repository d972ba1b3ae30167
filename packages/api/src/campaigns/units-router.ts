import { addUnitsInput, idField, renameUnitInput } from '@gongyi/domain';
import { z } from 'zod';
import { procedure, router } from '../kernel/trpc.ts';
import { addUnits } from './decisions/add-units.ts';
import { removeUnit } from './decisions/remove-unit.ts';
import { renameUnit } from './decisions/rename-unit.ts';

export const unitsRouter = router({
  add: procedure
    .input(addUnitsInput)
    .mutation(async ({ ctx, input }) => addUnits(ctx.deps, await ctx.loadActor(), input)),
  rename: procedure.input(renameUnitInput).mutation(async ({ ctx, input }): Promise<{ ok: true }> => {
    await renameUnit(ctx.deps, await ctx.loadActor(), input);
    return { ok: true };
  }),
  remove: procedure.input(z.object({ unitId: idField })).mutation(async ({ ctx, input }): Promise<{ ok: true }> => {
    await removeUnit(ctx.deps, await ctx.loadActor(), input);
    return { ok: true };
  }),
});
