import type { IncomingMessage } from 'node:http';
import type { RequestFacts } from '@gongyi/api';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** What the API wants to know of a request, after Fastify has applied `trustProxy`. */
export function factsOfRequest(request: FastifyRequest, reply: FastifyReply): RequestFacts {
  return {
    headers: toHeaders(request.headers),
    ip: request.ip,
    origin: `${request.protocol}://${request.host}`,
    transport: 'http',
    setCookie: (cookie) => {
      // Appended: better-auth may have set one already.
      reply.header('set-cookie', cookie);
    },
  };
}

/**
 * Of an upgrade request, which never passes through Fastify: its headers, and the origin by its
 * Host. Whether that was http or https only the proxy knows; the API compares hosts.
 */
export function factsOfUpgrade(headers: IncomingMessage['headers']): Pick<RequestFacts, 'headers' | 'origin'> {
  return { headers: toHeaders(headers), origin: `http://${headers.host ?? ''}` };
}

export function toHeaders(headers: IncomingMessage['headers']): Headers {
  const copy = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined) copy.append(name, one);
    }
  }
  return copy;
}
