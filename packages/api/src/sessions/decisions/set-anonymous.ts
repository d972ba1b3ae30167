import { DomainError, type SetOnInput } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { changeSession } from '../steps/change-session.ts';

/**
 * Promises that nobody is asked who they are, or takes the promise back, while it costs nobody
 * anything: in the stage `brief`, before anybody joined or wrote, be it a stroke that is gone
 * again: the pages of before must not be those of nameless people after. Throws anonymityFixed
 * after that.
 */
export async function setAnonymous(deps: ServiceDeps, actor: Actor, { sessionId, on }: SetOnInput): Promise<void> {
  const written = (await deps.pointReader.readAllPoints(sessionId)).length;
  const changed = await changeSession(deps, actor, sessionId, async (session, _person, tx) => {
    if (session.anonymous === on) return null;
    const joined = await tx.participant.count({ where: { sessionId } });
    const privately = await tx.privatePoint.count({ where: { sessionId } });
    const answers = await tx.promptAnswer.count({ where: { sessionId } });
    const votes = await tx.vote.count({ where: { sessionId } });
    const edits = await tx.docClient.count({ where: { sessionId } });
    if (session.stage !== 'brief' || written + joined + privately + answers + votes + edits > 0) {
      throw new DomainError('anonymityFixed');
    }
    // Nobody is bound to a device where names are given, nor when the promise is made again.
    await tx.accountDevice.deleteMany({ where: { sessionId } });
    return {
      data: { anonymous: on, derivableAuthors: false },
      event: { type: 'session.anonymityChanged', data: { on } },
    };
  });
  // Those with accounts who are there already become somebody else in the document.
  if (changed) deps.sessionGate.sessionChanged(sessionId);
}
