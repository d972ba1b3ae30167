import { type Auth, CLIENT_IP_HEADER } from './create-auth.ts';
import type { SignInLimiter } from './sign-in-limiter.ts';

/** What the pages use of better-auth. The rest of it (changing email, deleting accounts, …) is not ours until somebody designs it. */
const SIGN_IN = 'POST /api/auth/sign-in/email';
const OPEN_ROUTES: readonly string[] = [SIGN_IN, 'POST /api/auth/sign-out', 'GET /api/auth/get-session'];

export type AuthHandler = (request: Request, ip: string) => Promise<Response>;

/** Serves /api/auth/*. The request's URL must be the one that the client used: its origin is the one that sign-in trusts. */
export function createAuthHandler(auth: Auth, limiter: SignInLimiter): AuthHandler {
  return async (request, ip) => {
    const { pathname } = new URL(request.url);
    const route = `${request.method} ${pathname}`;
    if (!OPEN_ROUTES.includes(route)) return new Response(null, { status: 404 });
    const headers = new Headers(request.headers);
    headers.set(CLIENT_IP_HEADER, ip);
    const handle = () => auth.handler(new Request(request, { headers }));
    return route === SIGN_IN ? limiter.guard(request.clone(), ip, handle) : handle();
  };
}
