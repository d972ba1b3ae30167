import { idField, participantInput, renameParticipantInput, setCoFacilitatorInput } from '@gongyi/domain';
import { z } from 'zod';
import { procedure, router } from '../kernel/trpc.ts';
import { readmitParticipant, removeParticipant } from './decisions/remove-participant.ts';
import { renameParticipant } from './decisions/rename-participant.ts';
import { setCoFacilitator } from './decisions/set-co-facilitator.ts';
import { listPeople } from './queries/list-people.ts';

type Done = { ok: true };
const DONE: Done = { ok: true };

export const peopleRouter = router({
  list: procedure
    .input(z.object({ sessionId: idField }))
    .query(async ({ ctx, input }) => listPeople(ctx.deps, await ctx.loadActor(), input.sessionId)),
  rename: procedure.input(renameParticipantInput).mutation(async ({ ctx, input }): Promise<Done> => {
    await renameParticipant(ctx.deps, await ctx.loadActor(), input);
    return DONE;
  }),
  remove: procedure.input(participantInput).mutation(async ({ ctx, input }): Promise<Done> => {
    await removeParticipant(ctx.deps, await ctx.loadActor(), input.participantId);
    return DONE;
  }),
  readmit: procedure.input(participantInput).mutation(async ({ ctx, input }): Promise<Done> => {
    await readmitParticipant(ctx.deps, await ctx.loadActor(), input.participantId);
    return DONE;
  }),
  setCoFacilitator: procedure.input(setCoFacilitatorInput).mutation(async ({ ctx, input }): Promise<Done> => {
    await setCoFacilitator(ctx.deps, await ctx.loadActor(), input);
    return DONE;
  }),
});
