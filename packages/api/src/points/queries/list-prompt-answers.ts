import type { Actor } from '../../kernel/actor.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { authorOf, requireInSession } from '../../sessions/index.ts';
import type { PromptAnswerView } from '../views.ts';

/**
 * Prompt cards of which somebody found no problem; while points are written privately, only the
 * person's own answers.
 */
export async function listPromptAnswers(
  deps: ServiceDeps,
  actor: Actor,
  sessionId: string,
): Promise<PromptAnswerView[]> {
  const { session, person } = await requireInSession(deps, actor, sessionId, 'session.view');
  const { id: me } = authorOf(deps, actor, session, person);
  const isPrivate = session.privateWriting;
  const rows = await deps.prisma.promptAnswer.findMany({
    where: { sessionId, ...(isPrivate ? { personKey: me } : {}) },
    select: { themeId: true, prompt: true, personKey: true },
    orderBy: [{ themeId: 'asc' }, { prompt: 'asc' }],
  });
  const byCard = new Map<string, { themeId: string; prompt: number; count: number; mine: boolean }>();
  for (const { themeId, prompt, personKey } of rows) {
    const key = `${themeId} ${prompt}`;
    const card = byCard.get(key) ?? { themeId, prompt, count: 0, mine: false };
    byCard.set(key, { ...card, count: card.count + 1, mine: card.mine || personKey === me });
  }
  return [...byCard.values()].map((card) => ({ ...card, count: isPrivate ? null : card.count }));
}
