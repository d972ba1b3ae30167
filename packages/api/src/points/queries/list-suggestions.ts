import type { Actor } from '../../kernel/actor.ts';
import type { PointSnapshot } from '../../kernel/ports.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { requireInSession } from '../../sessions/index.ts';
import { inTurn } from '../suggestions/in-turn.ts';
import { createPacer } from '../suggestions/pacer.ts';
import { type MergeSuggestion, suggestMerges } from '../suggestions/suggest-merges.ts';
import { suggestThemes, type ThemeSuggestion } from '../suggestions/suggest-themes.ts';

/** A list that a person goes through; whoever has worked it off asks again. */
const MAX_SUGGESTIONS = 200;

export type SessionSuggestions = {
  readonly merges: readonly MergeSuggestion[];
  readonly themes: readonly ThemeSuggestion[];
};

/**
 * What could be merged, and which points could go into which theme, the surest first; for whoever
 * may edit any point. It changes nothing and keeps nothing: which ones a person has refused, their
 * page remembers. Points of one cluster are merged already, and stand in the answer as its oldest
 * one.
 */
export async function listSuggestions(
  deps: ServiceDeps,
  actor: Actor,
  sessionId: string,
  signal?: AbortSignal,
): Promise<SessionSuggestions> {
  const { session } = await requireInSession(deps, actor, sessionId, 'point.editAny');
  const [all, themes] = await Promise.all([
    deps.pointReader.readAllPoints(sessionId),
    deps.prisma.theme.findMany({
      where: { campaignId: session.campaignId },
      orderBy: { position: 'asc' },
      select: { id: true, name: true, prompts: true },
    }),
  ]);
  const themeIds = new Set(themes.map(({ id }) => id));
  const points = onePerCluster(all).map(({ id, text, themeId }) => ({
    id,
    text,
    // The inbox, and a theme that is gone, are no theme.
    themeId: themeId !== null && themeIds.has(themeId) ? themeId : null,
  }));

  return inTurn(async () => {
    const pacer = createPacer({ signal });
    const began = performance.now();
    const merges = await suggestMerges(points, { pacer });
    const moves = await suggestThemes(points, themes, { misplaced: true, pacer });
    const tookMs = Math.round(performance.now() - began);
    const longestSliceMs = Math.round(pacer.longestSliceMs);
    deps.logger.info({ sessionId, points: points.length, tookMs, longestSliceMs }, 'suggestions made');
    return { merges: merges.slice(0, MAX_SUGGESTIONS), themes: moves.slice(0, MAX_SUGGESTIONS) };
  }, signal);
}

function onePerCluster(points: readonly PointSnapshot[]): PointSnapshot[] {
  const seen = new Set<string>();
  return points.filter(({ clusterId }) => {
    if (!clusterId) return true;
    const isFirst = !seen.has(clusterId);
    seen.add(clusterId);
    return isFirst;
  });
}
