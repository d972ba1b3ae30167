import { restorePointsInput } from '@gongyi/domain';
import { answer, answerFor } from '../kernel/answer.ts';
import { procedure, router, sessionProcedure } from '../kernel/trpc.ts';
import { restorePoints } from './decisions/restore-points.ts';
import { listRemovedPoints } from './queries/list-removed-points.ts';

export const removedPointsRouter = router({
  list: sessionProcedure.query(answerFor('sessionId', listRemovedPoints)),
  restore: procedure.input(restorePointsInput).mutation(answer(restorePoints)),
});
