import {
  countActionsInput,
  editActionInput,
  idField,
  moveActionInput,
  pageActionsInput,
  promotePointsInput,
} from '@gongyi/domain';
import { z } from 'zod';
import { procedure, router } from '../kernel/trpc.ts';
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
  page: procedure
    .input(pageActionsInput)
    .query(async ({ ctx, input }) => pageActions(ctx.deps, await ctx.loadActor(), input)),
  counts: procedure
    .input(countActionsInput)
    .query(async ({ ctx, input }) => countActions(ctx.deps, await ctx.loadActor(), input)),
  people: procedure
    .input(z.object({ campaignId: idField }))
    .query(async ({ ctx, input }) => listActionPeople(ctx.deps, await ctx.loadActor(), input.campaignId)),
  summary: procedure
    .input(actionInput)
    .query(async ({ ctx, input }) => summariseAction(ctx.deps, await ctx.loadActor(), input.actionId)),
  get: procedure
    .input(actionInput)
    .query(async ({ ctx, input }) => getAction(ctx.deps, await ctx.loadActor(), input.actionId)),
  badges: procedure
    .input(z.object({ sessionId: idField }))
    .query(async ({ ctx, input }) => listBadges(ctx.deps, await ctx.loadActor(), input.sessionId)),
  history: procedure
    .input(actionInput)
    .query(async ({ ctx, input }) => listActionHistory(ctx.deps, await ctx.loadActor(), input.actionId)),
  promote: procedure
    .input(promotePointsInput)
    .mutation(async ({ ctx, input }) => promotePoints(ctx.deps, await ctx.loadActor(), input)),
  edit: procedure
    .input(editActionInput)
    .mutation(async ({ ctx, input }) => editAction(ctx.deps, await ctx.loadActor(), input)),
  move: procedure
    .input(moveActionInput)
    .mutation(async ({ ctx, input }) => moveAction(ctx.deps, await ctx.loadActor(), input)),
});
