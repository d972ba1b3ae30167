import { answerPromptInput, idField } from '@gongyi/domain';
import { z } from 'zod';
import { procedure, router } from '../kernel/trpc.ts';
import { answerPrompt } from './decisions/answer-prompt.ts';
import { listPromptAnswers } from './queries/list-prompt-answers.ts';

export const promptsRouter = router({
  answers: procedure
    .input(z.object({ sessionId: idField }))
    .query(async ({ ctx, input }) => listPromptAnswers(ctx.deps, await ctx.loadActor(), input.sessionId)),
  answer: procedure.input(answerPromptInput).mutation(async ({ ctx, input }): Promise<{ ok: true }> => {
    await answerPrompt(ctx.deps, await ctx.loadActor(), input);
    return { ok: true };
  }),
});
