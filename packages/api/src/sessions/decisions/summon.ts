import type { SummonInput } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { changeSession } from '../steps/change-session.ts';

/**
 * Calls everybody to a view of the canvas, each time anew; or ends it. People may drift away again.
 * Throws sessionClosed.
 */
export async function summon(deps: ServiceDeps, actor: Actor, { sessionId, view }: SummonInput): Promise<void> {
  await changeSession(deps, actor, sessionId, (session, person) => {
    if (view === null && session.summonAt === null) return null;
    const data =
      view === null
        ? { summonView: [], summonById: null, summonAt: null }
        : { summonView: [view.x, view.y, view.w, view.h], summonById: person.id, summonAt: deps.now() };
    return { data, event: { type: 'session.summoned', data: { ended: view === null } } };
  });
}
