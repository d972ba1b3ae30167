import type { DatabaseClient, Prisma } from '@gongyi/db';
import type { ActorUser } from '../actor.ts';
import type { EventType } from '../event-types.ts';
import type { EventData, SessionPerson } from '../views.ts';
import type { ServiceDeps } from './service-deps.ts';

export type Transaction = Parameters<Parameters<DatabaseClient['$transaction']>[0]>[0];

/** Who is written into the history. */
export type EventActor =
  | { readonly kind: 'user' | 'participant'; readonly id: string }
  | { readonly kind: 'system'; readonly id: null };

export type NewEvent = {
  readonly campaignId: string;
  readonly type: EventType;
  readonly subjectId: string;
  readonly sessionId?: string | null;
  readonly actor: EventActor;
  readonly data?: EventData;
  /** Left out, now. */
  readonly at?: Date;
};

export type AppendEvent = (event: NewEvent) => Promise<void>;

// Promotions of one theme, and all decisions of one campaign, queue for a row: a full hall must not time out in the queue.
const TRANSACTION_OPTIONS = { maxWait: 20_000, timeout: 20_000 };

/**
 * One decision: one transaction, its events inside it, and the notice after the commit. Nothing is told when it fails.
 *
 * Append events last: it locks the campaign's row until the commit, which keeps the numbers gapless and in the order of commits.
 */
export async function decide<Result>(
  deps: Pick<ServiceDeps, 'prisma' | 'notifier'>,
  work: (tx: Transaction, append: AppendEvent) => Promise<Result>,
): Promise<Result> {
  const changedCampaigns = new Set<string>();
  const result = await deps.prisma.$transaction((tx) => {
    const append: AppendEvent = async (event) => {
      await appendEvent(tx, event);
      changedCampaigns.add(event.campaignId);
    };
    return work(tx, append);
  }, TRANSACTION_OPTIONS);
  for (const campaignId of changedCampaigns) deps.notifier.notify(campaignId);
  return result;
}

async function appendEvent(tx: Transaction, event: NewEvent): Promise<void> {
  const { lastEventSeq } = await tx.campaign.update({
    where: { id: event.campaignId },
    data: { lastEventSeq: { increment: 1 } },
    select: { lastEventSeq: true },
  });
  await tx.event.create({
    data: {
      campaignId: event.campaignId,
      seq: lastEventSeq,
      type: event.type,
      subjectId: event.subjectId,
      sessionId: event.sessionId ?? null,
      actorKind: event.actor.kind,
      actorId: event.actor.id,
      data: (event.data ?? {}) as Prisma.InputJsonObject,
      ...(event.at && { createdAt: event.at }),
    },
    select: { seq: true },
  });
}

export const BY_SYSTEM: EventActor = { kind: 'system', id: null };

export function byUser(user: Pick<ActorUser, 'id'>): EventActor {
  return { kind: 'user', id: user.id };
}

/** Whoever acts in a session, with an account or without. */
export function byPerson({ kind, id }: Pick<SessionPerson, 'kind' | 'id'>): EventActor {
  return { kind, id };
}
