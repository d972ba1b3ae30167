import type { SessionView } from '../api/trpc.ts';

export type IntakeObstacle = 'rights' | 'closed' | 'private';

/** Whoever may put right any point may bring in points of others. */
export function canBringIn({ closed, rights }: Pick<SessionView, 'closed' | 'rights'>): boolean {
  return !closed && rights.editAny && rights.add === 'themes';
}

/**
 * Why points cannot be brought in now; null when they can. While people write privately the
 * document would show them at once.
 */
export function intakeObstacle(session: Pick<SessionView, 'closed' | 'rights'>): IntakeObstacle | null {
  if (session.closed) return 'closed';
  if (!canBringIn(session)) return 'rights';
  return session.rights.addPrivately ? 'private' : null;
}
