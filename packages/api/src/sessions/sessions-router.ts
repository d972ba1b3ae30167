import { createSessionInput, idField } from '@gongyi/domain';
import { z } from 'zod';
import { answer, answerFor, doneFor } from '../kernel/answer.ts';
import { procedure, router, sessionProcedure } from '../kernel/trpc.ts';
import { closeSession } from './decisions/close-session.ts';
import { createSession } from './decisions/create-session.ts';
import { renewJoinCode } from './decisions/renew-join-code.ts';
import { reopenSession } from './decisions/reopen-session.ts';
import { getSession } from './queries/get-session.ts';
import { listSessions } from './queries/list-sessions.ts';

export const sessionsRouter = router({
  list: procedure.input(z.object({ campaignId: idField })).query(answerFor('campaignId', listSessions)),
  get: sessionProcedure.query(answerFor('sessionId', getSession)),
  create: procedure.input(createSessionInput).mutation(answer(createSession)),
  close: sessionProcedure.mutation(doneFor('sessionId', closeSession)),
  reopen: sessionProcedure.mutation(doneFor('sessionId', reopenSession)),
  renewCode: sessionProcedure.mutation(answerFor('sessionId', renewJoinCode)),
});
