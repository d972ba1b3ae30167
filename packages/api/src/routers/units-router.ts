import { addUnitsInput, idField, renameUnitInput } from '@gongyi/domain';
import { z } from 'zod';
import { addUnits } from '../services/add-units.ts';
import { removeUnit } from '../services/remove-unit.ts';
import { renameUnit } from '../services/rename-unit.ts';
import { procedure, router } from '../trpc.ts';

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
