import type { SessionRights } from '@gongyi/domain';
import type { SessionView } from '../../api/trpc.ts';
import { canDraw, canTakeBack, losesRights } from '../../session/document/point-rights.ts';

/** A step on a stack of Yjs's undo manager. */
export type Step = { readonly meta: Map<unknown, unknown> };

/** What a step is about: points and clusters, or what is drawn. */
export type StepKind = 'points' | 'drawing';

/**
 * What decides who may take a step back: what it is about, and the rights under which it was taken.
 */
export type Reach = { readonly kind: StepKind; readonly rights: SessionRights };

const REACH = 'reach';

export function noteReach(step: Step, reach: Reach): void {
  step.meta.set(REACH, reach);
}

/** Null when there is no step. */
export function reachOf(step: Step | undefined): Reach | null {
  return (step?.meta.get(REACH) as Reach | undefined) ?? null;
}

/**
 * Whether the server would take what takes such a step back. Of points, the person must not have
 * lost any right since: each may have been needed.
 */
export function isWithinReach({ kind, rights }: Reach, session: Pick<SessionView, 'closed' | 'rights'>): boolean {
  if (kind === 'drawing') return canDraw(session);
  return canTakeBack(session) && !losesRights(rights, session.rights);
}

/**
 * Takes from the end of a stack, and leaves alone every step that is out of reach: where the last
 * one changes nothing any more, Yjs goes on to the one before by itself.
 */
export function takeWithinReach<Kind extends Step>(
  session: Pick<SessionView, 'closed' | 'rights'>,
  stack: Kind[],
  take: (stack: Kind[]) => void,
): void {
  const lastBeyond = stack.findLastIndex((step) => {
    const reach = reachOf(step);
    return reach !== null && !isWithinReach(reach, session);
  });
  const beyond = stack.splice(0, lastBeyond + 1);
  take(stack);
  stack.unshift(...beyond);
}
