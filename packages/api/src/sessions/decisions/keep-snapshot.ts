import type { Actor } from '../../kernel/actor.ts';
import { byUser, decide } from '../../kernel/decide.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { insertSnapshot } from '../steps/insert-snapshot.ts';
import { requireSessionRight } from '../steps/require-session-right.ts';

/**
 * Keeps the session's present state under a name, which may be empty. Also of a closed one: nothing
 * is changed.
 */
export async function keepSnapshot(
  deps: ServiceDeps,
  actor: Actor,
  { sessionId, label }: { sessionId: string; label: string },
): Promise<{ snapshotId: string }> {
  const { session, user } = await requireSessionRight(deps, actor, sessionId, 'session.restore');
  const captured = await deps.documentKeeper.capture(sessionId);
  const by = { actor: byUser(user), name: user.name };
  return decide(deps, (tx, append) =>
    insertSnapshot(tx, append, { session, captured, reason: 'asked', label, by, now: deps.now() }),
  );
}
