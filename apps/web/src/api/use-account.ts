import { useQuery } from '@tanstack/react-query';
import { useTRPC } from './trpc.ts';

/** The signed-in person: undefined while it is not known, null for nobody. */
export function useAccount() {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.account.me.queryOptions());
  return data?.user;
}
