import { accountRouter } from './accounts/account-router.ts';
import { instanceRouter } from './accounts/instance-router.ts';
import { invitationsRouter } from './accounts/invitations-router.ts';
import { membersRouter } from './accounts/members-router.ts';
import { campaignsRouter } from './campaigns/campaigns-router.ts';
import { unitsRouter } from './campaigns/units-router.ts';
import { eventsRouter } from './events/events-router.ts';
import { router } from './kernel/trpc.ts';
import { actionsRouter } from './ledger/actions-router.ts';
import { outcomesRouter } from './outcomes/outcomes-router.ts';
import { privatePointsRouter } from './points/private-points-router.ts';
import { promptsRouter } from './points/prompts-router.ts';
import { removedPointsRouter } from './points/removed-points-router.ts';
import { suggestionsRouter } from './points/suggestions-router.ts';
import { facilitationRouter } from './sessions/facilitation-router.ts';
import { participantsRouter } from './sessions/participants-router.ts';
import { peopleRouter } from './sessions/people-router.ts';
import { sessionsRouter } from './sessions/sessions-router.ts';
import { snapshotsRouter } from './sessions/snapshots-router.ts';
import { votesRouter } from './votes/votes-router.ts';

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
