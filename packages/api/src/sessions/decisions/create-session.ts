import {
  DomainError,
  LIMITS,
  newId,
  newJoinCode,
  type SessionId,
  type SessionStage,
  STAGE_SWITCHES,
} from '@gongyi/domain';
import { lockCampaign } from '../../campaigns/index.ts';
import type { Actor } from '../../kernel/actor.ts';
import { type AppendEvents, byUser, decide, type EventActor, type Transaction } from '../../kernel/decide.ts';
import { requireInCampaign } from '../../kernel/policy/standing.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { columnsOf } from '../policy/session-conditions.ts';

const DAY_MS = 86_400_000;

export async function createSession(
  deps: ServiceDeps,
  actor: Actor,
  input: { campaignId: string; title: string; carriesOver?: boolean },
): Promise<{ sessionId: string }> {
  const { user } = requireInCampaign(actor, input.campaignId, 'session.open');
  const { sessionId } = await decide(deps, (tx, append) =>
    insertSession(tx, append, { ...input, now: deps.now() }, byUser(user)),
  );
  return { sessionId };
}

/**
 * The session, in its first stage unless another is given, with a join code of its own. Two equal
 * codes (one chance in 10¹² a session) fail on the unique index.
 */
export async function insertSession(
  tx: Transaction,
  append: AppendEvents,
  input: { campaignId: string; title: string; now: Date; stage?: SessionStage; carriesOver?: boolean },
  actor: EventActor,
): Promise<{ sessionId: string; joinCode: string }> {
  const { campaignId, title, now, stage = 'brief', carriesOver = false } = input;
  await lockCampaign(tx, campaignId);
  const count = await tx.session.count({ where: { campaignId } });
  if (count >= LIMITS.sessionsPerCampaign) throw new DomainError('limitReached', { limit: LIMITS.sessionsPerCampaign });
  const sessionId = newId<SessionId>();
  const joinCode = newJoinCode();
  await tx.session.create({
    data: {
      id: sessionId,
      campaignId,
      title,
      joinCode,
      codeExpiresAt: joinCodeExpiry(now),
      stage,
      carriesOver,
      stageSince: now,
      createdAt: now,
      ...columnsOf(STAGE_SWITCHES[stage]),
    },
    select: { id: true },
  });
  await append({ campaignId, type: 'session.created', subjectId: sessionId, sessionId, actor, data: { title } });
  return { sessionId, joinCode };
}

export function joinCodeExpiry(now: Date): Date {
  return new Date(now.getTime() + LIMITS.joinCodeDays * DAY_MS);
}
