import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { type RouterOutputs, type SessionView, useTRPC } from '../../api/trpc.ts';

type Answer = RouterOutputs['prompts']['answers'][number];

export type NoProblemAnswers = {
  /**
   * What was answered to that card: by how many (null while it is nobody's to know), and whether
   * this person is among them.
   */
  readonly of: (themeId: string, prompt: number) => Pick<Answer, 'count' | 'mine'>;
  readonly set: (themeId: string, prompt: number, noProblem: boolean) => void;
  readonly error: unknown;
};

const NONE = { count: 0, mine: false } as const;

/**
 * "I looked, and found no problem here", said of prompt cards. Shown at once, and taken back when
 * it is refused.
 */
export function useNoProblemAnswers({ id: sessionId }: Pick<SessionView, 'id'>): NoProblemAnswers {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const options = trpc.prompts.answers.queryOptions({ sessionId });
  const { data } = useQuery(options);
  const { mutate, error } = useMutation(
    trpc.prompts.answer.mutationOptions({
      onMutate: async ({ themeId, prompt, noProblem }) => {
        await queryClient.cancelQueries(options);
        queryClient.setQueryData(options.queryKey, (before: Answer[] | undefined) =>
          answered(before ?? [], { themeId, prompt, noProblem }),
        );
      },
      onSettled: () => void queryClient.invalidateQueries(options),
    }),
  );
  const byCard = useMemo(() => new Map(data?.map((answer) => [keyOf(answer.themeId, answer.prompt), answer])), [data]);
  const set = useCallback(
    (themeId: string, prompt: number, noProblem: boolean) => mutate({ sessionId, themeId, prompt, noProblem }),
    [mutate, sessionId],
  );
  return { of: (themeId, prompt) => byCard.get(keyOf(themeId, prompt)) ?? NONE, set, error };
}

function keyOf(themeId: string, prompt: number): string {
  return `${themeId} ${prompt}`;
}

type Said = { readonly themeId: string; readonly prompt: number; readonly noProblem: boolean };

function answered(answers: readonly Answer[], { themeId, prompt, noProblem }: Said): Answer[] {
  const key = keyOf(themeId, prompt);
  const before = answers.find((answer) => keyOf(answer.themeId, answer.prompt) === key);
  const others = answers.filter((answer) => answer !== before);
  if (before?.mine === noProblem) return [...answers];
  const count = before?.count === null ? null : Math.max(0, (before?.count ?? 0) + (noProblem ? 1 : -1));
  return [...others, { themeId, prompt, count, mine: noProblem }];
}
