import type { DatabaseClient } from '@gongyi/db';
import { type Clock, systemClock } from '@gongyi/domain';
import { TRPCError } from '@trpc/server';
import { createAuth } from './accounts/auth/create-auth.ts';
import { type AuthHandler, createAuthHandler } from './accounts/auth/create-auth-handler.ts';
import { ensureSecret } from './accounts/auth/ensure-secret.ts';
import { loadActor } from './accounts/auth/load-actor.ts';
import { createSignInLimiter } from './accounts/auth/sign-in-limiter.ts';
import { createSetupToken } from './accounts/decisions/set-up-instance.ts';
import { type AppRouter, appRouter } from './app-router.ts';
import { signInTopic } from './events/follow-events.ts';
import type { Actor } from './kernel/actor.ts';
import { type Context, refuseForeignOrigin } from './kernel/context.ts';
import { createDeviceCookies } from './kernel/devices/device-cookies.ts';
import { keyedHash } from './kernel/devices/keyed-hash.ts';
import { createGuessCounter } from './kernel/guesses/guess-counter.ts';
import { createJoinLimiter } from './kernel/guesses/join-limiter.ts';
import { createLookups } from './kernel/lookups.ts';
import type {
  DocumentKeeper,
  HallReader,
  Job,
  Logger,
  Notifier,
  PasswordHasher,
  PointReader,
  PointWriter,
  SessionGate,
} from './kernel/ports.ts';
import type { RequestFacts } from './kernel/request-facts.ts';
import type { ServiceDeps } from './kernel/service-deps.ts';
import { createSessionLanes } from './kernel/session-lanes.ts';
import { createSharedEventReader } from './kernel/shared-event-reader.ts';
import { type AgreedListReading, type AgreedListScope, readAgreedList } from './ledger/decisions/read-agreed-list.ts';
import { LEDGER_READS } from './ledger/queries/ledger-reads.ts';
import { type DemoSession, ensureDemo } from './sessions/decisions/ensure-demo.ts';
import { releaseStaleHolds } from './sessions/decisions/release-stale-holds.ts';
import { authoriseSync, type SyncPermit } from './sessions/queries/authorise-sync.ts';

export type ApiOptions = {
  readonly database: { readonly prisma: DatabaseClient };
  readonly pointReader: PointReader;
  readonly pointWriter: PointWriter;
  readonly documentKeeper: DocumentKeeper;
  readonly hallReader: HallReader;
  readonly notifier: Notifier;
  readonly sessionGate: SessionGate;
  readonly logger: Logger;
  readonly passwords: PasswordHasher;
  /** The one address that people use (PUBLIC_URL); null when it is whatever they typed. */
  readonly publicUrl: string | null;
  /**
   * Addresses by which phones on the local network reach this server, for the QR code; asked each
   * time.
   */
  readonly origins: () => readonly string[];
  /** Left out, the clock of the machine. */
  readonly now?: Clock;
};

export type Api = {
  readonly router: AppRouter;
  /**
   * For each tRPC request, and each socket's upgrade. Throws TRPCError FORBIDDEN when another
   * site's page made it.
   */
  createContext(request: RequestFacts): Context;
  /** Serves /api/auth/*. */
  readonly handleAuth: AuthHandler;
  /** Who the cookies say it is; for routes outside tRPC. */
  loadActor(headers: Headers): Promise<Actor>;
  /**
   * Who asks for a socket of subscriptions, as a name by which their sockets can be counted; null
   * for whoever could follow nothing, and for a request from another site. What they may follow is
   * asked again for each subscription. Throws serverUnavailable.
   */
  followerOf(request: Pick<RequestFacts, 'headers' | 'origin'>): Promise<string | null>;
  /**
   * Who asks to be in a session's document, and whether they may write. A request from another site
   * is forbidden.
   */
  authoriseSync(request: Pick<RequestFacts, 'headers' | 'origin'>, sessionId: string): Promise<SyncPermit>;
  /**
   * The Set-Cookie header to send with a page to a browser that somebody is signed in with and that
   * has no device cookie, by which anonymous sessions know people; null for any other.
   */
  deviceCookieFor(request: Pick<RequestFacts, 'headers' | 'origin'>): string | null;
  /**
   * The agreed list, for exports: `read` takes its pages as fast as it likes, within
   * `LIMITS.exportSeconds`. Throws DomainError notSignedIn, forbidden or notFound, and what `read`
   * throws.
   */
  readAgreedList<Result>(
    actor: Actor,
    input: { readonly campaignId: string; readonly scope: AgreedListScope },
    read: (list: AgreedListReading) => Promise<Result>,
  ): Promise<Result>;
  /** What is to be done when its time has come; a `Schedule` of every server does it. */
  readonly jobs: readonly Job[];
  /**
   * A token for the first-run link `/setup#<token>`, as good as the last few; null once there is an
   * administrator.
   */
  createSetupToken(): Promise<string | null>;
  ensureDemo(names: { readonly campaignName: string; readonly sessionTitle: string }): Promise<DemoSession>;
};

/** Needs a migrated database. */
export async function createApi(options: ApiOptions): Promise<Api> {
  const { publicUrl, logger, notifier, pointReader, pointWriter, documentKeeper, hallReader } = options;
  const { sessionGate, origins, passwords } = options;
  const { prisma } = options.database;
  const secret = await ensureSecret(prisma);
  const devices = createDeviceCookies({ secret, prisma, publicUrl });
  const guesses = createGuessCounter(prisma);
  const auth = createAuth({
    prisma,
    secret,
    publicUrl,
    logger,
    passwords,
    onSignInEnded(signInId) {
      sessionGate.signInEnded(signInId);
      notifier.notify(signInTopic(signInId));
    },
  });
  const deps: ServiceDeps = {
    prisma,
    lookups: createLookups(prisma, LEDGER_READS),
    notifier,
    pointReader,
    pointWriter,
    documentKeeper,
    hallReader,
    sessionGate,
    logger,
    origins,
    eventReader: createSharedEventReader(prisma),
    devices,
    joinLimiter: createJoinLimiter(guesses),
    lanes: createSessionLanes(),
    derivedKey: (label, ...texts) => keyedHash(secret, label, ...texts),
    hashPassword: passwords.hash,
    now: options.now ?? systemClock,
  };
  const load = (headers: Headers) => loadActor({ auth, prisma, devices }, headers);

  /**
   * A browser that somebody signed in with before there were cookies of devices for them gets one
   * with whatever it asks first. It counts from the next request on: nobody is told who they are by
   * a token that their browser may not keep.
   */
  async function loadAndIssue({ headers, origin, setCookie }: RequestFacts): Promise<Actor> {
    const actor = await load(headers);
    const cookie = actor.user === null ? null : await devices.issueToSignedIn({ headers, origin });
    if (cookie !== null) setCookie(cookie);
    return actor;
  }

  return {
    router: appRouter,
    createContext(request) {
      // A query from another site is answered to nobody (no CORS), but a socket is: browsers let
      // any page open one.
      try {
        refuseForeignOrigin(request, publicUrl);
      } catch (cause) {
        throw new TRPCError({ code: 'FORBIDDEN', cause });
      }
      const reloadActor = () => load(request.headers);
      if (request.transport === 'socket') return { deps, request, reloadActor, loadActor: reloadActor };
      let actor: Promise<Actor> | undefined;
      return {
        deps,
        request,
        reloadActor,
        loadActor: () => {
          actor ??= loadAndIssue(request);
          return actor;
        },
      };
    },
    handleAuth: createAuthHandler({
      auth,
      limiter: createSignInLimiter({ guesses, secret, publicUrl }),
      devices,
      publicUrl,
    }),
    deviceCookieFor: devices.cookieForPage,
    loadActor: load,
    async followerOf(request) {
      try {
        refuseForeignOrigin(request, publicUrl);
      } catch {
        return null;
      }
      const { user, deviceHash } = await load(request.headers);
      if (user !== null) return `user ${user.id}`;
      return deviceHash && `device ${deviceHash}`;
    },
    async authoriseSync(request, sessionId) {
      try {
        refuseForeignOrigin(request, publicUrl);
      } catch {
        return { ok: false, refusal: 'forbidden' };
      }
      return authoriseSync(deps, await load(request.headers), sessionId);
    },
    readAgreedList: (actor, input, read) => readAgreedList(deps, actor, input, read),
    jobs: [releaseStaleHolds(deps)],
    createSetupToken: () => createSetupToken(deps),
    ensureDemo: (names) => ensureDemo(deps, names),
  };
}
