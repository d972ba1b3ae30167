import type { AppRouter } from '@gongyi/api';
import { createTRPCClient, createWSClient, httpLink, type TRPCClient, wsLink } from '@trpc/client';
import { WebSocket } from 'ws';

/**
 * A browser without a screen: a cookie jar, and the two ways in which the pages speak to the API.
 */
export type Device = {
  readonly api: TRPCClient<AppRouter>;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** The Set-Cookie header by which a cookie came, attributes and all. */
  readonly setCookies: ReadonlyMap<string, string>;
  /** For headers of WebSockets. */
  cookieHeader(): string;
  /** A client for subscriptions, with the cookies of now. Dispose it. */
  openSocket(): { readonly api: TRPCClient<AppRouter>; [Symbol.dispose](): void };
};

/** @param cookies Those that it has already, as `cookieHeader` gives them. */
export function createDevice(origin: string, cookies = ''): Device {
  const jar = new Map<string, string>(
    cookies
      .split('; ')
      .filter(Boolean)
      .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
  const setCookies = new Map<string, string>();
  const cookieHeader = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');

  const fetchHere = async (url: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    if (!headers.has('origin')) headers.set('origin', origin);
    if (jar.size > 0) headers.set('cookie', cookieHeader());
    const response = await fetch(url, { ...init, headers });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const name = pair.slice(0, pair.indexOf('='));
      jar.set(name, pair.slice(pair.indexOf('=') + 1));
      setCookies.set(name, cookie);
    }
    return response;
  };

  return {
    api: createTRPCClient<AppRouter>({
      links: [httpLink({ url: `${origin}/trpc`, fetch: (url, init) => fetchHere(String(url), init as RequestInit) })],
    }),
    fetch: (path, init) => fetchHere(`${origin}${path}`, init),
    setCookies,
    cookieHeader,
    openSocket() {
      const headers = { cookie: cookieHeader(), origin };
      class SocketOfThisDevice extends WebSocket {
        constructor(url: string | URL) {
          super(url, { headers });
        }
      }
      const client = createWSClient({
        url: `${origin.replace('http', 'ws')}/trpc`,
        WebSocket: SocketOfThisDevice as unknown as typeof globalThis.WebSocket,
      });
      return {
        api: createTRPCClient<AppRouter>({ links: [wsLink({ client })] }),
        [Symbol.dispose]: () => void client.close(),
      };
    },
  };
}
