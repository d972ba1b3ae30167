import {
  countActionsInput,
  editActionInput,
  idField,
  moveActionInput,
  pageActionsInput,
  promotePointsInput,
} from '@gongyi/domain';
import { z } from 'zod';
import { answer, answerFor } from '../kernel/answer.ts';
import { procedure, router, sessionProcedure } from '../kernel/trpc.ts';
import { editAction } from './decisions/edit-action.ts';
import { moveAction } from './decisions/move-action.ts';
import { promotePoints } from './decisions/promote-points.ts';
import { countActions } from './queries/count-actions.ts';
import { getAction } from './queries/get-action.ts';
import { listActionHistory } from './queries/list-action-history.ts';
import { listActionPeople } from './queries/list-action-people.ts';
import { listBadges } from './queries/list-badges.ts';
import { pageActions } from './queries/page-actions.ts';
import { summariseAction } from './queries/summarise-action.ts';

const actionInput = z.object({ actionId: idField });

export const actionsRouter = router({
  page: procedure.input(pageActionsInput).query(answer(pageActions)),
  counts: procedure.input(countActionsInput).query(answer(countActions)),
  people: procedure.input(z.object({ campaignId: idField })).query(answerFor('campaignId', listActionPeople)),
  summary: procedure.input(actionInput).query(answerFor('actionId', summariseAction)),
  get: procedure.input(actionInput).query(answerFor('actionId', getAction)),
  badges: sessionProcedure.query(answerFor('sessionId', listBadges)),
  history: procedure.input(actionInput).query(answerFor('actionId', listActionHistory)),
  promote: procedure.input(promotePointsInput).mutation(answer(promotePoints)),
  edit: procedure.input(editActionInput).mutation(answer(editAction)),
  move: procedure.input(moveActionInput).mutation(answer(moveAction)),
});
