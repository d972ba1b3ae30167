import { disposePointsInput, undisposePointsInput } from '@gongyi/domain';
import { answerFor, done } from '../kernel/answer.ts';
import { procedure, router, sessionProcedure } from '../kernel/trpc.ts';
import { disposePoints, undisposePoints } from './decisions/dispose-points.ts';
import { listDispositions } from './queries/list-dispositions.ts';
import { listOpenPoints } from './queries/read-outcomes.ts';
import { summariseSession } from './queries/summarise-session.ts';

/** Where the points of a session end. */
export const outcomesRouter = router({
  open: sessionProcedure.query(answerFor('sessionId', listOpenPoints)),
  dispositions: sessionProcedure.query(answerFor('sessionId', listDispositions)),
  summary: sessionProcedure.query(answerFor('sessionId', summariseSession)),
  dispose: procedure.input(disposePointsInput).mutation(done(disposePoints)),
  undispose: procedure.input(undisposePointsInput).mutation(done(undisposePoints)),
});
