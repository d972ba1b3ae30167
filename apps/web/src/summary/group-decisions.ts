import type { SummaryView } from '../api/trpc.ts';

type Promoted = SummaryView['promoted'][number];

/** The actions in the order in which they come, each with the points that it was made of. */
export function groupDecisions(promoted: readonly Promoted[]) {
  const actions = new Map<string, Pick<Promoted, 'actionId' | 'number' | 'state'> & { readonly points: Promoted[] }>();
  for (const point of promoted) {
    const { actionId, number, state } = point;
    const known = actions.get(actionId);
    if (known === undefined) actions.set(actionId, { actionId, number, state, points: [point] });
    else known.points.push(point);
  }
  return [...actions.values()];
}
