import type { Session } from '@gongyi/db';
import type { ServiceDeps } from '../../kernel/service-deps.ts';

/** The name of who holds or summoned: '' in an anonymous session, and for people who are gone. */
export async function leaderName(
  deps: Pick<ServiceDeps, 'prisma'>,
  session: Pick<Session, 'id' | 'anonymous'>,
  personId: string,
): Promise<string> {
  if (session.anonymous) return '';
  const select = { name: true };
  const user = await deps.prisma.user.findUnique({ where: { id: personId }, select });
  const participant = await deps.prisma.participant.findFirst({
    where: { id: personId, sessionId: session.id },
    select,
  });
  return user?.name ?? participant?.name ?? '';
}
