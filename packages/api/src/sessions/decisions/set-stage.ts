import type { Session } from '@gongyi/db';
import { DomainError, isWritingStage, type SessionStage, type SetStageInput, STAGE_SWITCHES } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import { byPerson, decide, type EventContent, type Transaction } from '../../kernel/decide.ts';
import { requireCapability } from '../../kernel/policy/standing.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { columnsOf } from '../policy/session-conditions.ts';
import { NO_TIMER } from '../policy/timer-policy.ts';
import { shownName } from '../steps/author-of.ts';
import { captureForStage } from '../steps/capture-for-stage.ts';
import { lockSession } from '../steps/lock-session.ts';
import { requireInSession } from '../steps/require-in-session.ts';

/**
 * Moves the session to any stage, forwards or back; nothing is deleted, and the document as it
 * stands is kept. Asking for the stage that it has changes nothing. Closing it and opening it again
 * takes the right `session.close` as well. Throws stageChanged (somebody moved it since the person
 * looked), privatePointsWaiting (to be revealed first).
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
    await append({ ...eventOf(session.stage, stage), campaignId, subjectId: sessionId, sessionId, actor: by.actor });
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

/**
 * Points that nobody else has seen would be out of reach in a later stage: they are revealed first,
 * or there are none.
 */
async function endPrivateWriting(tx: Transaction, session: Session, stage: SessionStage) {
  if (!session.privateWriting || isWritingStage(stage)) return {};
  const count = await tx.privatePoint.count({ where: { sessionId: session.id } });
  if (count > 0) throw new DomainError('privatePointsWaiting', { count });
  return { privateWriting: false, revealing: false };
}

function eventOf(from: SessionStage, to: SessionStage): EventContent {
  const data = { from, to };
  if (to === 'closed') return { type: 'session.closed', data };
  return { type: from === 'closed' ? 'session.reopened' : 'session.stageChanged', data };
}
