import { accountRouter } from './routers/account-router.ts';
import { actionsRouter } from './routers/actions-router.ts';
import { campaignsRouter } from './routers/campaigns-router.ts';
import { eventsRouter } from './routers/events-router.ts';
import { instanceRouter } from './routers/instance-router.ts';
import { invitationsRouter } from './routers/invitations-router.ts';
import { membersRouter } from './routers/members-router.ts';
import { participantsRouter } from './routers/participants-router.ts';
import { sessionsRouter } from './routers/sessions-router.ts';
import { unitsRouter } from './routers/units-router.ts';
import { router } from './trpc.ts';

export const appRouter = router({
  instance: instanceRouter,
  account: accountRouter,
  invitations: invitationsRouter,
  campaigns: campaignsRouter,
  units: unitsRouter,
  members: membersRouter,
  sessions: sessionsRouter,
  participants: participantsRouter,
  actions: actionsRouter,
  events: eventsRouter,
});

export type AppRouter = typeof appRouter;
