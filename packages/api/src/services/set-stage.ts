import type { Session } from '@gongyi/db';
import { DomainError, isWritingStage, type SessionStage, type SetStageInput, STAGE_SWITCHES } from '@gongyi/domain';
import type { Actor } from '../actor.ts';
import type { EventType } from '../event-types.ts';
import { columnsOf } from '../policies/session-conditions.ts';
import { requireCapability } from '../policies/standing.ts';
import { NO_TIMER } from '../policies/timer-policy.ts';
import { shownName } from './author-of.ts';
import { captureForStage } from './capture-for-stage.ts';
import { byPerson, decide, type Transaction } from './decide.ts';
import { lockSession } from './lock-session.ts';
import { requireInSession } from './require-in-session.ts';
import type { ServiceDeps } from './service-deps.ts';

/**
 * Moves the session to any stage, forwards or back; nothing is deleted, and the document as it stands is kept. Asking for the stage
 * that it has changes nothing. Closing it and opening it again takes the right `session.close` as well.
 * Throws stageChanged (somebody moved it since the person looked), privatePointsWaiting (to be revealed first).
 */
export async function setStage(deps: ServiceDeps, actor: Actor, input: SetStageInput): Promise<void> {
  const { sessionId, stage, from } = input;
  const { session: seen, person } = await requireInSession(deps, actor, sessionId, 'session.lead');
  if (stage === 'closed' || from === 'closed') requireCapability(person.standing, 'session.close');
  if (seen.stage === stage) return;
  refuseUnlessFrom(seen, from);
  const by = { actor: byPerson(person), name: shownName(seen, person).name };
  const keepState = await captureForStage(deps, seen, stage, by);

  const changed = await decide(deps, async (tx, append) => {
    const session = await lockSession(tx, sessionId);
    if (session.stage === stage) return false;
    refuseUnlessFrom(session, from);
    await tx.session.update({
      where: { id: sessionId },
      data: {
        stage,
        stageSince: deps.now(),
        stageBefore: session.stage,
        ...columnsOf(STAGE_SWITCHES[stage]),
        ...(await endPrivateWriting(tx, session, stage)),
        ...(stage === 'closed' ? NOTHING_SHOWN : {}),
      },
      select: { id: true },
    });
    await keepState(tx, append);
    const { campaignId } = session;
    const data = { from: session.stage, to: stage };
    await append({ campaignId, type: eventOf(data), subjectId: sessionId, sessionId, actor: by.actor, data });
    return true;
  });
  if (changed) deps.sessionGate.sessionChanged(sessionId);
}

const NOTHING_SHOWN = {
  ...NO_TIMER,
  holdById: null,
  holdUntil: null,
  spotlightPointId: null,
  summonView: [],
  summonById: null,
  summonAt: null,
};

function refuseUnlessFrom(session: Session, from: SessionStage): void {
  if (session.stage !== from) throw new DomainError('stageChanged', { stage: session.stage });
}

/** Points that nobody else has seen would be out of reach in a later stage: they are revealed first, or there are none. */
async function endPrivateWriting(tx: Transaction, session: Session, stage: SessionStage) {
  if (!session.privateWriting || isWritingStage(stage)) return {};
  const count = await tx.privatePoint.count({ where: { sessionId: session.id } });
  if (count > 0) throw new DomainError('privatePointsWaiting', { count });
  return { privateWriting: false, revealing: false };
}

function eventOf({ from, to }: { from: SessionStage; to: SessionStage }): EventType {
  if (to === 'closed') return 'session.closed';
  return from === 'closed' ? 'session.reopened' : 'session.stageChanged';
}
