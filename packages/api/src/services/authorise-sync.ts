import { allows, DomainError, type ErrorCode } from '@gongyi/domain';
import type { Actor } from '../actor.ts';
import type { SessionPerson } from '../views.ts';
import { requireSessionPerson } from './require-session-person.ts';
import type { ServiceDeps } from './service-deps.ts';

export type SyncPermit =
  | { readonly ok: true; readonly campaignId: string; readonly person: SessionPerson; readonly canWrite: boolean }
  | { readonly ok: false; readonly refusal: Extract<ErrorCode, 'notSignedIn' | 'forbidden' | 'notFound'> };

/** Whether somebody may be in a session's document. In a closed session everybody reads and nobody writes. */
export async function authoriseSync(
  deps: Pick<ServiceDeps, 'prisma'>,
  actor: Actor,
  sessionId: string,
): Promise<SyncPermit> {
  const session = await deps.prisma.session.findUnique({ where: { id: sessionId } });
  if (session === null) return { ok: false, refusal: 'notFound' };
  try {
    const person = await requireSessionPerson(deps, actor, session);
    const canWrite = session.closedAt === null && allows(person.standing, 'point.add');
    return { ok: true, campaignId: session.campaignId, person, canWrite };
  } catch (error) {
    if (error instanceof DomainError && (error.code === 'notSignedIn' || error.code === 'forbidden')) {
      return { ok: false, refusal: error.code };
    }
    throw error;
  }
}
