import { DomainError } from '@gongyi/domain';
import type { Actor } from '../kernel/actor.ts';
import { requireInCampaign } from '../kernel/policy/standing.ts';
import type { ServiceDeps } from '../kernel/service-deps.ts';
import { EVENT_PAGE_SIZE } from '../kernel/shared-event-reader.ts';
import { requireSessionPerson } from '../sessions/index.ts';
import type { LiveEvent } from './live-event.ts';

export type FollowInput = {
  readonly campaignId?: string | undefined;
  readonly sessionId?: string | undefined;
  /** The last event that the page has; without it the page starts from now. */
  readonly lastEventId?: string | null | undefined;
};

/** What a participant needs of the campaign besides the events of their session. */
const TYPES_FOR_PARTICIPANTS = ['campaign.renamed', 'units.changed'];

/** After these somebody may have lost the right to follow. */
const TYPES_THAT_CHANGE_ACCESS: readonly string[] = ['member.removed', 'participant.removed', 'session.closed'];

/** What the notifier is told when a sign-in ends. No campaign has such an id. */
export function signInTopic(signInId: string): string {
  return `sign-in:${signInId}`;
}

type Scope = { readonly campaignId: string; readonly sessionOnly: string | null };

/**
 * The campaign's events after `lastEventId`, each once and in order, until `signal` aborts. Only
 * the table is read; the notifier merely says when, so a merged or doubled notice changes nothing.
 * `loadActor` is asked again when an event, or the end of their sign-in, may have ended the right.
 * Throws notSignedIn, forbidden, notFound, invalidInput.
 */
export async function* followEvents(
  deps: ServiceDeps,
  loadActor: () => Promise<Actor>,
  input: FollowInput,
  signal: AbortSignal,
): AsyncGenerator<LiveEvent, void, void> {
  const actor = await loadActor();
  let scope = await resolveScope(deps, actor, input);
  const { campaignId } = scope;
  const wake = createWake(signal);
  // Subscribed before the first read: an event that commits in between wakes the loop once more.
  const unsubscribe = deps.notifier.subscribe(campaignId, () => {
    deps.eventReader.markStale(campaignId);
    wake.signalled();
  });
  // True at first: it may have ended before its end was listened for.
  let isSignInDoubtful = actor.signInId !== null;
  const unsubscribeSignIn =
    actor.signInId === null
      ? () => undefined
      : deps.notifier.subscribe(signInTopic(actor.signInId), () => {
          isSignInDoubtful = true;
          wake.signalled();
        });
  try {
    const known = parseEventId(input.lastEventId);
    const current = await readLastSeq(deps, campaignId);
    // A number that was never given out: the page outlived a restored backup, and must not wait for
    // it to come true.
    const startsNow = known === null || known > current;
    let lastSeq: number = startsNow ? current : known;
    if (startsNow) yield { seq: current, type: 'follow.started', subjectId: campaignId, sessionId: scope.sessionOnly };
    while (!signal.aborted) {
      wake.reset();
      if (isSignInDoubtful) {
        isSignInDoubtful = false;
        scope = await resolveScope(deps, await loadActor(), input);
      }
      const events = await deps.eventReader.readAfter(campaignId, lastSeq);
      for (const event of events) {
        if (TYPES_THAT_CHANGE_ACCESS.includes(event.type)) scope = await resolveScope(deps, await loadActor(), input);
        lastSeq = event.seq;
        // The type column is only ever written by appendEvent.
        if (isVisible(event, scope)) yield event as LiveEvent;
      }
      if (events.length < EVENT_PAGE_SIZE) await wake.wait();
    }
  } finally {
    unsubscribe();
    unsubscribeSignIn();
    wake.dispose();
  }
}

async function resolveScope(deps: ServiceDeps, actor: Actor, input: FollowInput): Promise<Scope> {
  if (input.sessionId !== undefined) {
    const session = await deps.lookups.session(input.sessionId);
    if (session === null) throw new DomainError('notFound');
    const person = await requireSessionPerson(deps, actor, session);
    return { campaignId: session.campaignId, sessionOnly: person.kind === 'participant' ? session.id : null };
  }
  if (input.campaignId === undefined) throw new DomainError('invalidInput', { paths: ['campaignId'] });
  requireInCampaign(actor, input.campaignId, 'campaign.view');
  const campaign = await deps.prisma.campaign.findUnique({ where: { id: input.campaignId }, select: { id: true } });
  if (campaign === null) throw new DomainError('notFound');
  return { campaignId: campaign.id, sessionOnly: null };
}

async function readLastSeq(deps: ServiceDeps, campaignId: string): Promise<number> {
  const { lastEventSeq } = await deps.prisma.campaign.findUniqueOrThrow({
    where: { id: campaignId },
    select: { lastEventSeq: true },
  });
  return lastEventSeq;
}

function isVisible(event: { type: string; sessionId: string | null }, scope: Scope): boolean {
  if (scope.sessionOnly === null) return true;
  return event.sessionId === scope.sessionOnly || TYPES_FOR_PARTICIPANTS.includes(event.type);
}

function parseEventId(lastEventId: string | null | undefined): number | null {
  if (lastEventId === null || lastEventId === undefined || lastEventId === '') return null;
  const seq = Number(lastEventId);
  if (!Number.isSafeInteger(seq) || seq < 0 || seq > 2_147_483_647) {
    throw new DomainError('invalidInput', { paths: ['lastEventId'] });
  }
  return seq;
}

/**
 * Waits for a notice or the end of the signal; a notice that came since `reset` ends the next wait
 * at once.
 */
function createWake(signal: AbortSignal) {
  let isSignalled = false;
  let resume: (() => void) | null = null;
  const signalled = () => {
    isSignalled = true;
    resume?.();
  };
  signal.addEventListener('abort', signalled);
  return {
    signalled,
    reset() {
      isSignalled = signal.aborted;
    },
    async wait() {
      if (isSignalled) return;
      await new Promise<void>((resolve) => {
        resume = resolve;
      });
      resume = null;
    },
    dispose() {
      signal.removeEventListener('abort', signalled);
    },
  };
}
