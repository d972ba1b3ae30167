import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Duplex } from 'node:stream';
import type { AgreedListReading, Api, AppRouter, RequestFacts } from '@gongyi/api';
import type { DomainError, ListedAction } from '@gongyi/domain';
import { initTRPC, TRPCError } from '@trpc/server';
import { pino } from 'pino';
import { createHttpServer, type HttpServerOptions } from '../http/create-http-server.ts';

const PAGE = '<!doctype html><meta name="csp-nonce" content="__CSP_NONCE__"><style nonce="__CSP_NONCE__"></style>';

/** The built pages, as Vite and its compression leave them. */
const WEB_FILES = {
  'index.html': PAGE,
  'favicon.svg': '<svg/>',
  'assets/app-1.js': 'let app;',
  'assets/app-1.js.br': 'brotli',
  'assets/app-1.js.gz': 'gzip',
  'assets-of-old.js': 'let old;',
};

type LogLine = { readonly level: number; readonly msg: string } & Readonly<Record<string, unknown>>;

type EdgeOptions = Partial<
  Pick<HttpServerOptions, 'publicUrl' | 'trustedProxies' | 'metricsToken' | 'subscriptionLimits' | 'exportLimits'>
>;

/** A list that is short, or one in pages. */
type AnsweredList = Pick<AgreedListReading, 'campaign'> & {
  readonly actions: readonly ListedAction[];
  readonly pages?: AgreedListReading['pages'];
};

type EdgeActor = { readonly user: { readonly id: string } | null };

async function* inOnePage(actions: readonly ListedAction[]) {
  yield actions;
}

/**
 * The HTTP server alone, on a free port, with ports of the API and the sync server that only note
 * what they were asked: no database, so a file of tests costs what its requests cost.
 */
export async function startHttpEdge({
  publicUrl = null,
  trustedProxies = [],
  metricsToken = null,
  subscriptionLimits,
  exportLimits,
}: EdgeOptions = {}) {
  const webDist = await mkdtemp(join(tmpdir(), 'gongyi-edge-'));
  for (const [name, content] of Object.entries(WEB_FILES)) {
    await mkdir(dirname(join(webDist, name)), { recursive: true });
    await writeFile(join(webDist, name), content);
  }

  /** What the API was told of each request, oldest first. */
  const facts: RequestFacts[] = [];
  const signIns: { readonly request: Request; readonly body: string; readonly ip: string }[] = [];
  const lists: { readonly cookie: string | null; readonly input: object }[] = [];
  const upgrades: IncomingMessage[] = [];
  const lines: LogLine[] = [];
  const answers = {
    signIn: (): Response => new Response(null),
    list: async (): Promise<AnsweredList> => ({ campaign: { name: '大讨论', themes: [], units: [] }, actions: [] }),
    /** What `slow` waits for. */
    slow: Promise.resolve(),
    /** Who asks for a socket of subscriptions. */
    follower: async ({ headers }: Pick<RequestFacts, 'headers'>): Promise<string | null> =>
      headers.get('cookie') ?? 'a page',
  };
  /** Of the subscriptions to `follow` and `pour`: what became of them. */
  const follows = { running: 0, poured: 0 };

  /** Of lists that are being taken out now. */
  const readings = { running: 0 };

  const t = initTRPC.context<{ readonly request: RequestFacts }>().create();
  const router = t.router({
    hello: t.procedure.query(() => 'hello'),
    slow: t.procedure.query(async () => {
      await answers.slow;
      return 'at last';
    }),
    say: t.procedure.input((words: unknown) => words).mutation(() => 'said'),
    signed: t.procedure.query(({ ctx }) => {
      for (const cookie of ['one=1; HttpOnly', 'two=2; HttpOnly']) ctx.request.setCookie(cookie);
      return 'signed';
    }),
    follow: t.procedure.subscription(async function* ({ signal }) {
      follows.running += 1;
      try {
        yield 'started';
        await new Promise((resolve) => signal?.addEventListener('abort', resolve));
      } finally {
        follows.running -= 1;
      }
    }),
    /** Far more than waits for anybody, as fast as it is taken. */
    pour: t.procedure.subscription(async function* ({ signal }) {
      follows.running += 1;
      try {
        for (; follows.poured < 1_000 && signal?.aborted !== true; follows.poured++) {
          yield 'x'.repeat(65_536);
          await new Promise((resolve) => setImmediate(resolve));
        }
      } finally {
        follows.running -= 1;
      }
    }),
    fail: t.procedure.subscription(async function* () {
      yield 'started';
      throw new Error('a fault of ours');
    }),
    refuse: t.procedure.subscription(async function* () {
      yield 'started';
      throw new TRPCError({ code: 'FORBIDDEN' });
    }),
  });

  const api = {
    router: router as unknown as AppRouter,
    createContext(request: RequestFacts) {
      facts.push(request);
      return { request } as never;
    },
    followerOf: (request: RequestFacts) => answers.follower(request),
    async handleAuth(request: Request, ip: string) {
      signIns.push({ request, body: await request.text(), ip });
      return answers.signIn();
    },
    deviceCookieFor: ({ headers }: RequestFacts) => (headers.has('cookie') ? 'device=1; HttpOnly' : null),
    /** People are told apart by their cookies. */
    async loadActor(headers: Headers): Promise<EdgeActor> {
      const cookie = headers.get('cookie');
      return { user: cookie === null ? null : { id: cookie } };
    },
    async readAgreedList({ user }: EdgeActor, input: object, read: (list: AgreedListReading) => Promise<unknown>) {
      lists.push({ cookie: user?.id ?? null, input });
      const { campaign, actions, pages = inOnePage(actions) } = await answers.list();
      readings.running += 1;
      try {
        return await read({ campaign, drafts: 0, pages });
      } finally {
        readings.running -= 1;
      }
    },
  } as unknown as Api;
  const sync = {
    handleUpgrade(request: IncomingMessage, socket: Duplex) {
      upgrades.push(request);
      socket.end('HTTP/1.1 503 Of the documents\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    },
    metrics: async () => 'counts 1\n',
  } as unknown as Parameters<typeof createHttpServer>[0]['sync'];
  const logger = pino({ level: 'trace' }, { write: (line: string) => void lines.push(JSON.parse(line)) });

  const app = await createHttpServer({
    api,
    sync,
    logger,
    webDist,
    publicUrl,
    trustedProxies,
    metricsToken,
    subscriptionLimits,
    exportLimits,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= app.close();
    return closing;
  };
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    facts,
    signIns,
    lists,
    upgrades,
    lines,
    answers,
    follows,
    readings,
    refuseList: (error: DomainError | Error) => {
      answers.list = () => Promise.reject(error);
    },
    /** `slow` is not answered until the function is called that this gives. */
    holdSlow() {
      let answer: () => void = () => undefined;
      answers.slow = new Promise((resolve) => {
        answer = resolve;
      });
      return answer;
    },
    /** A request as if from another machine, which no test can count on. */
    async sendFrom(remoteAddress: string, url: string, headers: Readonly<Record<string, string>> = {}) {
      return app.inject({ url, headers, remoteAddress });
    },
    /** As the server stops. */
    close,
    async [Symbol.asyncDispose]() {
      await close();
      await rm(webDist, { recursive: true, force: true });
    },
  };
}

export type HttpEdge = Awaited<ReturnType<typeof startHttpEdge>>;
