import { useQuery } from '@tanstack/react-query';
import { useTRPC } from './trpc.ts';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

export type PublicOrigin = {
  readonly origin: string;
  /** False when the only address that we know works on this computer alone. */
  readonly reachable: boolean;
};

/**
 * The address under which other people's devices find this server: the page's own, or, when it was
 * opened on the server itself as localhost, one of the server's addresses on the network. Undefined
 * while that is being asked.
 */
export function usePublicOrigin(): PublicOrigin | undefined {
  const trpc = useTRPC();
  const isLoopback = LOOPBACK.includes(window.location.hostname);
  const status = useQuery(trpc.instance.status.queryOptions(undefined, { enabled: isLoopback }));
  const here = window.location.origin;
  if (!isLoopback) return { origin: here, reachable: true };
  if (status.isPending) return undefined;
  const network = status.data?.origins[0];
  return network === undefined ? { origin: here, reachable: false } : { origin: network, reachable: true };
}
