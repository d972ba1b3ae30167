import type { SessionRights } from '@gongyi/domain';
import { losesRights } from '../points/point-rights.ts';

/** A step on a stack of Yjs's undo manager. */
export type Step = { readonly meta: Map<unknown, unknown> };

const RIGHTS = 'rights';

/** Notes in a step what the person might do when they took it. */
export function noteRights(step: Step, rights: SessionRights): void {
  step.meta.set(RIGHTS, rights);
}

/** Null when there is no step. */
export function rightsOf(step: Step | undefined): SessionRights | null {
  return (step?.meta.get(RIGHTS) as SessionRights | undefined) ?? null;
}

/**
 * Takes from the end of a stack, and leaves alone every step for which these rights are too few: where the last one changes nothing any more,
 * Yjs goes on to the one before by itself.
 */
export function takeWithinReach<Kind extends Step>(
  rights: SessionRights,
  stack: Kind[],
  take: (stack: Kind[]) => void,
): void {
  const lastBeyond = stack.findLastIndex((step) => losesRights(rightsOf(step) ?? rights, rights));
  const beyond = stack.splice(0, lastBeyond + 1);
  take(stack);
  stack.unshift(...beyond);
}
