import type { AppRouter } from '@gongyi/api';
import { createTRPCClient, createWSClient, httpBatchLink, splitLink, type TRPCClient, wsLink } from '@trpc/client';

/**
 * Spread out, so that a hall full of phones does not come back in the same instant after a restart
 * of the server.
 */
function reconnectDelayMs(attempt: number): number {
  if (attempt === 0) return 0;
  return Math.min(500 * 2 ** attempt, 10_000) * (0.5 + Math.random() / 2);
}

/**
 * Questions and commands over HTTP, batched; events over one WebSocket that is open only while
 * somebody listens.
 */
export function createTrpcClient(): TRPCClient<AppRouter> {
  const wsClient = createWSClient({
    url: `${window.location.origin.replace(/^http/, 'ws')}/trpc`,
    lazy: { enabled: true, closeMs: 1_000 },
    keepAlive: { enabled: true, intervalMs: 20_000, pongTimeoutMs: 10_000 },
    retryDelayMs: reconnectDelayMs,
  });
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        true: wsLink({ client: wsClient }),
        false: httpBatchLink({ url: '/trpc', maxURLLength: 4_000 }),
      }),
    ],
  });
}
