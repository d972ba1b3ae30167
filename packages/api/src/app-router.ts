import { accountRouter } from './routers/account-router.ts';
import { actionsRouter } from './routers/actions-router.ts';
import { campaignsRouter } from './routers/campaigns-router.ts';
import { eventsRouter } from './routers/events-router.ts';
import { facilitationRouter } from './routers/facilitation-router.ts';
import { instanceRouter } from './routers/instance-router.ts';
import { invitationsRouter } from './routers/invitations-router.ts';
import { membersRouter } from './routers/members-router.ts';
import { outcomesRouter } from './routers/outcomes-router.ts';
import { participantsRouter } from './routers/participants-router.ts';
import { peopleRouter } from './routers/people-router.ts';
import { privatePointsRouter } from './routers/private-points-router.ts';
import { promptsRouter } from './routers/prompts-router.ts';
import { removedPointsRouter } from './routers/removed-points-router.ts';
import { sessionsRouter } from './routers/sessions-router.ts';
import { snapshotsRouter } from './routers/snapshots-router.ts';
import { suggestionsRouter } from './routers/suggestions-router.ts';
import { unitsRouter } from './routers/units-router.ts';
import { votesRouter } from './routers/votes-router.ts';
import { router } from './trpc.ts';

export const appRouter = router({
  instance: instanceRouter,
  account: accountRouter,
  invitations: invitationsRouter,
  campaigns: campaignsRouter,
  units: unitsRouter,
  members: membersRouter,
  sessions: sessionsRouter,
  snapshots: snapshotsRouter,
  removedPoints: removedPointsRouter,
  facilitation: facilitationRouter,
  participants: participantsRouter,
  people: peopleRouter,
  privatePoints: privatePointsRouter,
  prompts: promptsRouter,
  votes: votesRouter,
  outcomes: outcomesRouter,
  suggestions: suggestionsRouter,
  actions: actionsRouter,
  events: eventsRouter,
});

export type AppRouter = typeof appRouter;
