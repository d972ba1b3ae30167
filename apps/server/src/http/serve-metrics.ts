import { createHash, timingSafeEqual } from 'node:crypto';
import type { SyncServer } from '@gongyi/sync';
import type { FastifyInstance } from 'fastify';
import { isFromThisMachine } from './proxy-trust.ts';

const PROMETHEUS_TEXT = 'text/plain; version=0.0.4; charset=utf-8';

/**
 * `GET /metrics`: counts only, no names, no texts; and yet how many are in the hall, and how often
 * somebody was refused, is not everybody's to know. For whoever has the token, or without one for
 * programs on this machine; to others there is no such page.
 */
export function serveMetrics(
  app: FastifyInstance,
  { sync, metricsToken }: { readonly sync: Pick<SyncServer, 'metrics'>; readonly metricsToken: string | null },
): void {
  app.get('/metrics', async (request, reply) => {
    if (metricsToken === null) {
      if (!isFromThisMachine(request.raw)) return reply.code(404).send();
    } else if (!isSame(request.headers.authorization ?? '', `Bearer ${metricsToken}`)) {
      return reply.code(401).header('www-authenticate', 'Bearer').send();
    }
    return reply.type(PROMETHEUS_TEXT).send(await sync.metrics());
  });
}

/** Takes the same time for all texts, so that nobody finds the token out letter by letter. */
function isSame(one: string, other: string): boolean {
  return timingSafeEqual(hashOf(one), hashOf(other));
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
