import { idField } from '@gongyi/domain';
import { tracked } from '@trpc/server';
import { z } from 'zod';
import { procedure, refusalFor, router } from '../kernel/trpc.ts';
import { followEvents } from './follow-events.ts';

const followInput = z.object({
  campaignId: idField.optional(),
  sessionId: idField.optional(),
  /** Filled in by the client's own reconnection. */
  lastEventId: z.string().max(16).nullish(),
});

export const eventsRouter = router({
  follow: procedure.input(followInput).subscription(async function* ({ ctx, input, signal }) {
    // Without a signal (a direct call) the follower ends when its consumer stops asking.
    const events = followEvents(ctx.deps, ctx.reloadActor, input, signal ?? new AbortController().signal);
    try {
      for await (const event of events) yield tracked(String(event.seq), event);
    } catch (error) {
      throw refusalFor(error) ?? error;
    }
  }),
});
