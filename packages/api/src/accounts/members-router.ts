import { idField } from '@gongyi/domain';
import { z } from 'zod';
import { answerFor, done } from '../kernel/answer.ts';
import { procedure, router } from '../kernel/trpc.ts';
import { removeMember } from './decisions/remove-member.ts';
import { listMembers } from './queries/list-members.ts';

export const membersRouter = router({
  list: procedure.input(z.object({ campaignId: idField })).query(answerFor('campaignId', listMembers)),
  remove: procedure.input(z.object({ campaignId: idField, userId: idField })).mutation(done(removeMember)),
});
