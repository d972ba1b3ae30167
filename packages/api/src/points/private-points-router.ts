import { deletePrivatePointInput, writePrivatePointInput } from '@gongyi/domain';
import { answerFor, done } from '../kernel/answer.ts';
import { procedure, router, sessionProcedure } from '../kernel/trpc.ts';
import { deletePrivatePoint, editPrivatePoint } from './decisions/change-private-point.ts';
import { revealPoints } from './decisions/reveal-points.ts';
import { writePrivatePoint } from './decisions/write-private-point.ts';
import { countPrivatePoints, listMyPrivatePoints } from './queries/list-private-points.ts';

export const privatePointsRouter = router({
  mine: sessionProcedure.query(answerFor('sessionId', listMyPrivatePoints)),
  counts: sessionProcedure.query(answerFor('sessionId', countPrivatePoints)),
  write: procedure.input(writePrivatePointInput).mutation(done(writePrivatePoint)),
  edit: procedure.input(writePrivatePointInput).mutation(done(editPrivatePoint)),
  delete: procedure.input(deletePrivatePointInput).mutation(done(deletePrivatePoint)),
  reveal: sessionProcedure.mutation(answerFor('sessionId', revealPoints)),
});
