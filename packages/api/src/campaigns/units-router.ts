import { addUnitsInput, idField, renameUnitInput } from '@gongyi/domain';
import { z } from 'zod';
import { answer, done } from '../kernel/answer.ts';
import { procedure, router } from '../kernel/trpc.ts';
import { addUnits } from './decisions/add-units.ts';
import { removeUnit } from './decisions/remove-unit.ts';
import { renameUnit } from './decisions/rename-unit.ts';

export const unitsRouter = router({
  add: procedure.input(addUnitsInput).mutation(answer(addUnits)),
  rename: procedure.input(renameUnitInput).mutation(done(renameUnit)),
  remove: procedure.input(z.object({ unitId: idField })).mutation(done(removeUnit)),
});
