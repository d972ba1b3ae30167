import type { IncomingMessage } from 'node:http';
import type { Api, AppRouter } from '@gongyi/api';
import { LIMITS } from '@gongyi/domain';
import { getWSConnectionHandler, type WSSHandlerOptions } from '@trpc/server/adapters/ws';
import type { FastifyBaseLogger } from 'fastify';
import { type WebSocket, WebSocketServer } from 'ws';
import { boundSubscriptions } from './bound-subscriptions.ts';
import { countHolders } from './count-holders.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';
import { factsOfUpgrade } from './request-facts.ts';
import type { UpgradeHandler } from './route-upgrades.ts';

export type SubscriptionLimits = { readonly perPerson: number; readonly perAddress: number };

export type SubscriptionsOptions = {
  readonly api: Pick<Api, 'router' | 'createContext' | 'followerOf'>;
  readonly logger: FastifyBaseLogger;
  /** The client's, by which sockets are counted. */
  readonly addressOf: (request: IncomingMessage) => string;
  /** Sockets at once; left out, those of `LIMITS`. */
  readonly limits?: SubscriptionLimits;
};

export type Subscriptions = {
  readonly handleUpgrade: UpgradeHandler;
  /** Tells all to come back, to whoever answers then, and ends their sockets. */
  close(): void;
};

const KEEPALIVE_MS = 30_000;
const MOST_SOCKETS: SubscriptionLimits = {
  perPerson: LIMITS.subscriptionSocketsPerPerson,
  perAddress: LIMITS.subscriptionSocketsPerAddress,
};

/**
 * tRPC over WebSockets, for subscriptions alone. Whoever could follow nothing is turned away before
 * there is a socket, and so are more sockets of one person or one address than there may be; what
 * one socket may do is bounded by `boundSubscriptions`.
 */
export function serveSubscriptions(options: SubscriptionsOptions): Subscriptions {
  const { api, logger, addressOf, limits = MOST_SOCKETS } = options;
  const addresses = countHolders(limits.perAddress);
  const people = countHolders(limits.perPerson);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LIMITS.subscriptionFrameBytes, autoPong: false });
  const handlerOptions: WSSHandlerOptions<AppRouter> = {
    wss: sockets,
    router: api.router,
    createContext: ({ req }) =>
      api.createContext({
        ...factsOfUpgrade(req.headers),
        ip: addressOf(req),
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
  };

  /** The person's place, or why there is none, as an HTTP status. */
  async function admitPerson(request: Parameters<UpgradeHandler>[0]): Promise<(() => void) | number> {
    let follower: string | null;
    try {
      follower = await api.followerOf(factsOfUpgrade(request.headers));
    } catch (error) {
      logger.warn({ err: error }, 'who opens a socket of subscriptions cannot be told now');
      return 503;
    }
    if (follower === null) return 403;
    return people.take(follower) ?? 429;
  }

  async function admit(...[request, socket, head]: Parameters<UpgradeHandler>): Promise<void> {
    if (socket.destroyed) return;
    // Before anybody is asked: questions that are under way count as well.
    const leaveAddress = addresses.take(addressOf(request));
    if (leaveAddress === null) return refuseUpgrade(socket, 429);
    socket.once('close', leaveAddress);
    const leavePerson = await admitPerson(request);
    if (typeof leavePerson === 'number') return refuseUpgrade(socket, leavePerson);
    // Whoever has hung up meanwhile has no more to close.
    if (socket.destroyed) return leavePerson();
    socket.once('close', leavePerson);
    sockets.handleUpgrade(request, socket, head, (ws: WebSocket) => {
      getWSConnectionHandler({ ...handlerOptions, experimental_encoder: boundSubscriptions(ws, socket) })(ws, request);
    });
  }

  return {
    handleUpgrade(request, socket, head) {
      admit(request, socket, head).catch((error: unknown) => {
        logger.error({ err: error }, 'a socket of subscriptions could not be opened');
        refuseUpgrade(socket, 500);
      });
    },
    close() {
      const reconnect = JSON.stringify({ id: null, method: 'reconnect' });
      for (const ws of sockets.clients) {
        ws.send(reconnect);
        ws.close(1001);
      }
      sockets.close();
    },
  };
}
