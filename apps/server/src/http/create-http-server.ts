import helmet from '@fastify/helmet';
import { type Api, type AppRouter, isDatabaseAway } from '@gongyi/api';
import { DomainError, LIMITS } from '@gongyi/domain';
import type { SyncServer } from '@gongyi/sync';
import { type FastifyTRPCPluginOptions, fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import { applyWSSHandler } from '@trpc/server/adapters/ws';
import fastify, { type FastifyBaseLogger, type FastifyError, type FastifyInstance, LogController } from 'fastify';
import { WebSocketServer } from 'ws';
import { serveAuth } from './auth-routes.ts';
import { serveExports } from './export-routes.ts';
import { clientAddress, createForwardedWarning, createProxyTrust } from './proxy-trust.ts';
import { factsOfRequest, factsOfUpgrade } from './request-facts.ts';
import { watchRequests } from './requests-under-way.ts';
import { routeUpgrades } from './route-upgrades.ts';
import { serveMetrics } from './serve-metrics.ts';
import { serveWebFiles } from './web-files.ts';

export type HttpServerOptions = {
  readonly api: Api;
  readonly sync: SyncServer;
  readonly logger: FastifyBaseLogger;
  /** The built pages. */
  readonly webDist: string;
  readonly publicUrl: string | null;
  /** As `createProxyTrust` takes them. */
  readonly trustedProxies: readonly string[];
  /** What a reader of `/metrics` has to show; null when only programs on this machine read them. */
  readonly metricsToken: string | null;
};

/** A subscription's frame holds an id or two; queries and mutations go over HTTP. */
const SUBSCRIPTION_FRAME_BYTES = 16_384;
const KEEPALIVE_MS = 30_000;
/** What is asked takes milliseconds, an export seconds. */
const REQUESTS_FINISH_MS = 10_000;

/**
 * The one port: pages, API, sign-in, exports, and the two kinds of WebSocket. Closing it ends the
 * sockets of subscriptions, lets requests under way finish, and waits for the sockets of
 * documents, which are the sync server's to end.
 */
export async function createHttpServer(options: HttpServerOptions): Promise<FastifyInstance> {
  const { api, sync, logger, webDist } = options;
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
    // Each page has its own, with a nonce: see web-files.ts. What is not a page may load nothing at all.
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    // Browsers ignore these two over plain HTTP, loudly; and HSTS is for the proxy that has the certificate.
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
  serveExports(app, api);
  app.get('/healthz', async () => ({ ok: true }));
  serveMetrics(app, options);
  await serveWebFiles(app, webDist);

  const subscriptions = new WebSocketServer({ noServer: true, maxPayload: SUBSCRIPTION_FRAME_BYTES });
  const subscriptionHandler = applyWSSHandler<AppRouter>({
    wss: subscriptions,
    router: api.router,
    createContext: ({ req }) =>
      api.createContext({
        ...factsOfUpgrade(req.headers),
        ip: clientAddress(req, isTrustedProxy),
        transport: 'socket',
        setCookie: () => {},
      }),
    keepAlive: { enabled: true, pingMs: KEEPALIVE_MS },
    // The API logs what its procedures throw, but not what ends a subscription that runs.
    onError: ({ error, path }) => {
      // Without a path it is the socket itself: what its page sent, or a network that broke.
      if (error.code === 'INTERNAL_SERVER_ERROR' && path !== undefined)
        logger.error({ err: error.cause ?? error, path }, 'a subscription failed');
    },
  });
  routeUpgrades(app.server, {
    trpc(request, socket, head) {
      warnOfForwarded(request);
      subscriptions.handleUpgrade(request, socket, head, (ws) => subscriptions.emit('connection', ws, request));
    },
    sync: sync.handleUpgrade,
  });
  app.addHook('preClose', async () => {
    // The pages come back by themselves, to whoever answers then.
    subscriptionHandler.broadcastReconnectNotification();
    for (const ws of subscriptions.clients) ws.close(1001);
    subscriptions.close();
    await requests.finished(REQUESTS_FINISH_MS);
  });
  return app;
}
