import type { Api } from '@gongyi/api';
import type { FastifyBaseLogger } from 'fastify';

const INTERVAL_MS = 3_000;

/** Ends holds whose leader's page is gone, as long as the server runs. Answers with the function that ends the watch. */
export function watchHolds(api: Pick<Api, 'releaseStaleHolds'>, logger: Pick<FastifyBaseLogger, 'warn'>): () => void {
  let underWay = false;
  const timer = setInterval(async () => {
    if (underWay) return;
    underWay = true;
    try {
      await api.releaseStaleHolds();
    } catch (err) {
      // The database is away; nobody is bound by a hold that is over, told of or not.
      logger.warn({ err }, 'holds could not be ended');
    } finally {
      underWay = false;
    }
  }, INTERVAL_MS);
  timer.unref();
  return () => clearInterval(timer);
}
