import { participantInput, renameParticipantInput, setCoFacilitatorInput } from '@gongyi/domain';
import { answerFor, done, doneFor } from '../kernel/answer.ts';
import { procedure, router, sessionProcedure } from '../kernel/trpc.ts';
import { readmitParticipant, removeParticipant } from './decisions/remove-participant.ts';
import { renameParticipant } from './decisions/rename-participant.ts';
import { setCoFacilitator } from './decisions/set-co-facilitator.ts';
import { listPeople } from './queries/list-people.ts';

export const peopleRouter = router({
  list: sessionProcedure.query(answerFor('sessionId', listPeople)),
  rename: procedure.input(renameParticipantInput).mutation(done(renameParticipant)),
  remove: procedure.input(participantInput).mutation(doneFor('participantId', removeParticipant)),
  readmit: procedure.input(participantInput).mutation(doneFor('participantId', readmitParticipant)),
  setCoFacilitator: procedure.input(setCoFacilitatorInput).mutation(done(setCoFacilitator)),
});
