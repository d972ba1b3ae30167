import type { ServiceDeps } from '../../kernel/service-deps.ts';

const BEGINNINGS = ['session.created', 'session.stageChanged', 'session.closed', 'session.reopened'];

/**
 * Blurs moments to the beginning of the stage in which they were: what is told of an anonymous
 * session must not say when who did something.
 */
export async function blurToStages(
  deps: Pick<ServiceDeps, 'prisma'>,
  sessionId: string,
): Promise<(moment: Date) => Date> {
  const events = await deps.prisma.event.findMany({
    where: { sessionId, type: { in: BEGINNINGS } },
    orderBy: { seq: 'asc' },
    select: { createdAt: true },
  });
  const beginnings = events.map(({ createdAt }) => createdAt);
  return (moment) => beginnings.findLast((beginning) => beginning <= moment) ?? beginnings[0] ?? new Date(0);
}
