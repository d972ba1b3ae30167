import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { Api } from '@gongyi/api';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { contentSecurityPolicy } from './content-security-policy.ts';
import { factsOfRequest } from './request-facts.ts';

/** Vite names what is in here by its content, so a browser never has to ask again. */
const HASHED_FILES = '/assets/';
const ONE_YEAR_SECONDS = 31_536_000;
const NONCE_PLACEHOLDER = '__CSP_NONCE__';

/**
 * First segments of paths that belong to the server; an unknown address under them is an error, not
 * a page.
 */
const SERVER_PATHS = new Set(['api', 'trpc', 'sync', 'assets']);

/**
 * Serves the built pages: files as they are (compressed ones ready made beside them), and
 * index.html for every other address, because the browser's router decides what it shows. With a
 * page comes the cookie of the device, for somebody signed in who has none.
 */
export async function serveWebFiles(
  app: FastifyInstance,
  { webDist, api }: { readonly webDist: string; readonly api: Pick<Api, 'deviceCookieFor'> },
): Promise<void> {
  const indexHtml = await readFile(join(webDist, 'index.html'), 'utf8');

  const sendIndex = (request: FastifyRequest, reply: FastifyReply) => {
    const { headers, origin, setCookie } = factsOfRequest(request, reply);
    const cookie = api.deviceCookieFor({ headers, origin });
    if (cookie !== null) setCookie(cookie);
    const nonce = randomBytes(16).toString('base64url');
    return reply
      .header('content-security-policy', contentSecurityPolicy(nonce, request.headers.host))
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(indexHtml.replaceAll(NONCE_PLACEHOLDER, nonce));
  };

  await app.register(fastifyStatic, {
    root: webDist,
    wildcard: true,
    index: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders(response, path) {
      const hashed = path.startsWith(join(webDist, HASHED_FILES));
      response.header('cache-control', hashed ? `public, max-age=${ONE_YEAR_SECONDS}, immutable` : 'no-cache');
    },
  });
  app.get('/', sendIndex);
  app.get('/index.html', sendIndex);
  app.setNotFoundHandler((request, reply) => {
    const [, first = ''] = request.url.split(/[/?#]/);
    const isPage =
      request.method === 'GET' && !SERVER_PATHS.has(first) && !/\.[a-z0-9]+$/i.test(request.url.split('?')[0] ?? '');
    if (isPage) return sendIndex(request, reply);
    return reply.code(404).type('text/plain').send('Not found');
  });
}
