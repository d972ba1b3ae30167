import { type AnswerPromptInput, DomainError, INBOX_THEME_ID } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import { BY_SYSTEM, byPerson, decide } from '../../kernel/decide.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import {
  authorOf,
  contribution,
  keptMoment,
  notNow,
  requireInSession,
  requireTakingPart,
  rightsIn,
  shareSession,
} from '../../sessions/index.ts';
import { requireTheme } from '../steps/require-theme.ts';

/**
 * Says of a prompt card that one looked and found no problem, or takes it back. Open to whoever may
 * add points to themes now. Throws otherDevice, notOpenNow, sessionHeld, sessionClosed.
 */
export async function answerPrompt(deps: ServiceDeps, actor: Actor, input: AnswerPromptInput): Promise<void> {
  const { sessionId, themeId, prompt, noProblem } = input;
  const { person: known } = await requireInSession(deps, actor, sessionId, 'point.add');
  await deps.lanes.run(sessionId, () =>
    decide(deps, async (tx, append) => {
      const session = await shareSession(tx, sessionId);
      const person = await requireTakingPart(tx, actor, session, known);
      const now = deps.now();
      if (rightsIn(session, person, now).add !== 'themes') throw notNow(session, now);
      if (themeId === INBOX_THEME_ID) throw new DomainError('invalidInput', { paths: ['themeId'] });
      await requireTheme(tx, session.campaignId, { themeId, prompt });
      const answer = { sessionId, themeId, prompt, personKey: authorOf(deps, actor, session, person).id };
      const { count } = noProblem
        ? await tx.promptAnswer.createMany({
            data: [{ ...answer, createdAt: keptMoment(session, now) }],
            skipDuplicates: true,
          })
        : await tx.promptAnswer.deleteMany({ where: answer });
      if (count === 0) return;
      await append({
        campaignId: session.campaignId,
        type: 'prompts.answered',
        subjectId: sessionId,
        sessionId,
        ...contribution(session, session.privateWriting ? BY_SYSTEM : byPerson(person)),
      });
    }),
  );
}
