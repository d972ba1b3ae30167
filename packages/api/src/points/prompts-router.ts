import { answerPromptInput } from '@gongyi/domain';
import { answerFor, done } from '../kernel/answer.ts';
import { procedure, router, sessionProcedure } from '../kernel/trpc.ts';
import { answerPrompt } from './decisions/answer-prompt.ts';
import { listPromptAnswers } from './queries/list-prompt-answers.ts';

export const promptsRouter = router({
  answers: sessionProcedure.query(answerFor('sessionId', listPromptAnswers)),
  answer: procedure.input(answerPromptInput).mutation(done(answerPrompt)),
});
