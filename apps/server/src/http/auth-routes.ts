import type { Api } from '@gongyi/api';
import type { FastifyInstance } from 'fastify';
import { factsOfRequest } from './request-facts.ts';

/** better-auth speaks the web's Request and Response; Fastify its own. */
export function serveAuth(app: FastifyInstance, api: Pick<Api, 'handleAuth'>): void {
  app.route({
    method: ['GET', 'POST'],
    url: '/api/auth/*',
    async handler(request, reply) {
      const { origin, headers, ip } = factsOfRequest(request, reply);
      // Fastify has read the body, so its length and encoding may not be the ones in the headers
      // any more.
      for (const name of ['content-length', 'transfer-encoding', 'content-encoding']) headers.delete(name);
      const hasBody = request.method === 'POST' && request.body !== undefined;
      const response = await api.handleAuth(
        new Request(`${origin}${request.url}`, {
          method: request.method,
          headers,
          ...(hasBody ? { body: JSON.stringify(request.body) } : {}),
        }),
        ip,
      );
      reply.code(response.status);
      response.headers.forEach((value, name) => {
        if (name !== 'set-cookie') reply.header(name, value);
      });
      for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie);
      return reply.send(Buffer.from(await response.arrayBuffer()));
    },
  });
}
