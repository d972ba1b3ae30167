import type { DatabaseClient, Prisma } from '@gongyi/db';
import { EVENTS, type KnownEvent } from '@gongyi/domain';
import type { ActorUser } from './actor.ts';
import type { ServiceDeps } from './service-deps.ts';

export type Transaction = Parameters<Parameters<DatabaseClient['$transaction']>[0]>[0];

/** Who is written into the history. */
export type EventActor =
  | { readonly kind: 'user' | 'participant'; readonly id: string }
  | { readonly kind: 'system'; readonly id: null };

/** What happened, without where and by whom. `data` is left out where a type keeps none. */
export type EventContent = { [Event in KnownEvent as Event['type']]: WithData<Event> }[KnownEvent['type']];
type WithData<Event extends KnownEvent> =
  Record<string, never> extends Event['data']
    ? { readonly type: Event['type']; readonly data?: Event['data'] }
    : { readonly type: Event['type']; readonly data: Event['data'] };

export type NewEvent = EventContent & {
  readonly campaignId: string;
  readonly subjectId: string;
  readonly sessionId?: string | null;
  readonly actor: EventActor;
  /** Left out, now. */
  readonly at?: Date;
};

/** All of one campaign, in their order. */
export type AppendEvents = (...events: readonly NewEvent[]) => Promise<void>;

// Promotions of one theme, and all decisions of one campaign, queue for a row: a full hall must not
// time out in the queue.
const TRANSACTION_OPTIONS = { maxWait: 20_000, timeout: 20_000 };

/**
 * One decision: one transaction, its events inside it, and the notice after the commit. Nothing is
 * told when it fails.
 *
 * Append events last: it locks the campaign's row until the commit, which keeps the numbers gapless
 * and in the order of commits.
 */
export async function decide<Result>(
  deps: Pick<ServiceDeps, 'prisma' | 'notifier' | 'now'>,
  work: (tx: Transaction, append: AppendEvents) => Promise<Result>,
): Promise<Result> {
  const changedCampaigns = new Set<string>();
  const result = await deps.prisma.$transaction((tx) => {
    const append: AppendEvents = async (...events) => {
      const [first] = events;
      if (first === undefined) return;
      await appendEvents(tx, first.campaignId, events, deps.now());
      changedCampaigns.add(first.campaignId);
    };
    return work(tx, append);
  }, TRANSACTION_OPTIONS);
  for (const campaignId of changedCampaigns) deps.notifier.notify(campaignId);
  return result;
}

async function appendEvents(
  tx: Transaction,
  campaignId: string,
  events: readonly NewEvent[],
  createdAt: Date,
): Promise<void> {
  const { lastEventSeq } = await tx.campaign.update({
    where: { id: campaignId },
    data: { lastEventSeq: { increment: events.length } },
    select: { lastEventSeq: true },
  });
  const firstSeq = lastEventSeq - events.length + 1;
  await tx.event.createMany({
    data: events.map((event, index) => {
      if (event.campaignId !== campaignId) throw new Error('events of two campaigns are no one decision');
      return {
        campaignId,
        seq: firstSeq + index,
        type: event.type,
        subjectId: event.subjectId,
        sessionId: event.sessionId ?? null,
        actorKind: event.actor.kind,
        actorId: event.actor.id,
        createdAt: event.at ?? createdAt,
        data: EVENTS[event.type].parse(event.data ?? {}) as Prisma.InputJsonObject,
      };
    }),
  });
}

export const BY_SYSTEM: EventActor = { kind: 'system', id: null };

export function byUser(user: Pick<ActorUser, 'id'>): EventActor {
  return { kind: 'user', id: user.id };
}

/** Whoever acts in a session, with an account or without. */
export function byPerson({ kind, id }: { readonly kind: 'user' | 'participant'; readonly id: string }): EventActor {
  return { kind, id };
}
