import type { IncomingMessage } from 'node:http';
import helmet from '@fastify/helmet';
import { type Api, type AppRouter, isDatabaseAway } from '@gongyi/api';
import { type Clock, DomainError, LIMITS, systemClock } from '@gongyi/domain';
import type { SyncServer } from '@gongyi/sync';
import { type FastifyTRPCPluginOptions, fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import fastify, { type FastifyBaseLogger, type FastifyError, type FastifyInstance, LogController } from 'fastify';
import { serveAuth } from './auth-routes.ts';
import { type ExportLimits, serveExports } from './export-routes.ts';
import { clientAddress, createForwardedWarning, createProxyTrust } from './proxy-trust.ts';
import { factsOfRequest } from './request-facts.ts';
import { watchRequests } from './requests-under-way.ts';
import { routeUpgrades } from './route-upgrades.ts';
import { serveMetrics } from './serve-metrics.ts';
import { type SubscriptionLimits, serveSubscriptions } from './serve-subscriptions.ts';
import { serveWebFiles } from './web-files.ts';

export type HttpServerOptions = {
  readonly api: Api;
  readonly sync: SyncServer;
  readonly logger: FastifyBaseLogger;
  /** Of the day that an export is of; left out, the machine's. */
  readonly clock?: Clock;
  /** The built pages. */
  readonly webDist: string;
  readonly publicUrl: string | null;
  /** Sockets of subscriptions at once; left out, those of `LIMITS`. */
  readonly subscriptionLimits?: SubscriptionLimits;
  /** Of the files that are made at once; left out, those of `LIMITS`. */
  readonly exportLimits?: ExportLimits;
  /** As `createProxyTrust` takes them. */
  readonly trustedProxies: readonly string[];
  /** What a reader of `/metrics` has to show; null when only programs on this machine read them. */
  readonly metricsToken: string | null;
};

/** What is asked takes milliseconds, an export seconds; one of a large list is cut off. */
const REQUESTS_FINISH_MS = 10_000;

/**
 * The one port: pages, API, sign-in, exports, and the two kinds of WebSocket. Closing it ends the
 * sockets of subscriptions, lets requests under way finish, and waits for the sockets of
 * documents, which are the sync server's to end.
 */
export async function createHttpServer(options: HttpServerOptions): Promise<FastifyInstance> {
  const { api, sync, logger, clock = systemClock, webDist, subscriptionLimits: limits } = options;
  const isTrustedProxy = createProxyTrust(options);
  const warnOfForwarded = createForwardedWarning(isTrustedProxy, logger);
  const app = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: LIMITS.httpBodyBytes,
    routerOptions: { maxParamLength: 1_000 },
    trustProxy: isTrustedProxy,
    // Those that nobody asks anything over any more; see `preClose` below.
    forceCloseConnections: true,
    // It bounds closing too, and then leaves the port open. What is done while closing has bounds
    // of its own, which add up to more.
    pluginTimeout: 0,
  });
  const requests = watchRequests(app.server);
  app.addHook('onRequest', async ({ raw }) => warnOfForwarded(raw));
  // Without request logging Fastify says nothing of faults either, but tells the caller their
  // words.
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    if (error.statusCode !== undefined && error.statusCode < 500) return reply.send(error);
    const about = { err: error, method: request.method, route: request.routeOptions.url };
    if (isDatabaseAway(error) || (error instanceof DomainError && error.code === 'serverUnavailable')) {
      logger.warn(about, 'the database is away');
      return reply.code(503).send({ statusCode: 503, error: 'Service Unavailable' });
    }
    logger.error(about, 'a request failed');
    return reply.code(500).send({ statusCode: 500, error: 'Internal Server Error' });
  });

  await app.register(helmet, {
    // Each page has its own, with a nonce: see web-files.ts. What is not a page may load nothing at
    // all.
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    // Browsers ignore these two over plain HTTP, loudly; and HSTS is for the proxy that has the
    // certificate.
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    hsts: false,
  });

  await app.register(fastifyTRPCPlugin, {
    prefix: '/trpc',
    trpcOptions: {
      router: api.router,
      createContext: ({ req, res }) => api.createContext(factsOfRequest(req, res)),
      // One page asks for a handful at once.
      maxBatchSize: 20,
    } satisfies FastifyTRPCPluginOptions<AppRouter>['trpcOptions'],
  });
  serveAuth(app, api);
  serveExports(app, { api, clock, limits: options.exportLimits });
  app.get('/healthz', async () => ({ ok: true }));
  serveMetrics(app, options);
  await serveWebFiles(app, { webDist, api });

  const addressOf = (request: IncomingMessage) => clientAddress(request, isTrustedProxy);
  const subscriptions = serveSubscriptions({ api, logger, addressOf, limits });
  routeUpgrades(app.server, {
    trpc(request, socket, head) {
      warnOfForwarded(request);
      subscriptions.handleUpgrade(request, socket, head);
    },
    sync: sync.handleUpgrade,
  });
  app.addHook('preClose', async () => {
    subscriptions.close();
    await requests.finished(REQUESTS_FINISH_MS);
  });
  return app;
}
