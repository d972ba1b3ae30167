import { keepSnapshotInput, restoreSnapshotInput } from '@gongyi/domain';
import { answer, answerFor } from '../kernel/answer.ts';
import { procedure, router, sessionProcedure } from '../kernel/trpc.ts';
import { keepSnapshot } from './decisions/keep-snapshot.ts';
import { restoreSnapshot } from './decisions/restore-snapshot.ts';
import { listSnapshots } from './queries/list-snapshots.ts';

export const snapshotsRouter = router({
  list: sessionProcedure.query(answerFor('sessionId', listSnapshots)),
  keep: procedure.input(keepSnapshotInput).mutation(answer(keepSnapshot)),
  restore: procedure.input(restoreSnapshotInput).mutation(answer(restoreSnapshot)),
});
