import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { type SignInResult, signIn } from '../api/auth-client.ts';
import { useTRPC } from '../api/trpc.ts';

/**
 * Signs in and lets every page know. Resolves after the new account is known, so that no gate sends
 * the person back.
 */
export function useSignIn(): (email: string, password: string) => Promise<SignInResult> {
  const queryClient = useQueryClient();
  const trpc = useTRPC();
  return useCallback(
    async (email: string, password: string) => {
      const result = await signIn(email, password);
      if (result !== 'ok') return result;
      // What was answered to nobody, or to somebody else, is not an answer for this person.
      queryClient.removeQueries({ type: 'inactive' });
      try {
        await queryClient.fetchQuery({ ...trpc.account.me.queryOptions(), staleTime: 0 });
      } catch {
        return 'unavailable';
      }
      return 'ok';
    },
    [queryClient, trpc],
  );
}
