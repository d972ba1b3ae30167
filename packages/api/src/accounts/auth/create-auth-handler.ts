import type { DeviceCookies } from '../../kernel/devices/device-cookies.ts';
import { type Auth, CLIENT_IP_HEADER } from './create-auth.ts';
import type { SignInLimiter } from './sign-in-limiter.ts';

/**
 * What the pages use of better-auth. The rest of it (changing email, deleting accounts, …) is not
 * ours until somebody designs it.
 */
const SIGN_IN = 'POST /api/auth/sign-in/email';
const SIGN_OUT = 'POST /api/auth/sign-out';
const OPEN_ROUTES: readonly string[] = [SIGN_IN, SIGN_OUT, 'GET /api/auth/get-session'];
const FIRST_FAULT = 500;

export type AuthHandler = (request: Request, ip: string) => Promise<Response>;

/**
 * Serves /api/auth/*. Answers 503 while the database is away, or throws what it throws. The
 * request's URL must be the one that the client used: its origin is the one that sign-in trusts.
 */
export function createAuthHandler(parts: {
  readonly auth: Auth;
  readonly limiter: SignInLimiter;
  readonly devices: Pick<DeviceCookies, 'issue'>;
  /** As `createAuth` takes it. */
  readonly publicUrl: string | null;
}): AuthHandler {
  const { auth, limiter, devices, publicUrl } = parts;
  return async (request, ip) => {
    const { pathname, origin } = new URL(request.url);
    const route = `${request.method} ${pathname}`;
    if (!OPEN_ROUTES.includes(route)) return new Response(null, { status: 404 });
    const headers = new Headers(request.headers);
    headers.set(CLIENT_IP_HEADER, ip);
    const handle = () => auth.handler(new Request(request, { headers }));
    const response = await (route === SIGN_IN ? limiter.guard(request.clone(), ip, handle) : handle());
    // better-auth keeps the cause to itself, and has logged it; all that can fail is the database.
    if (response.status >= FIRST_FAULT) return new Response(null, { status: 503 });
    if (route === SIGN_IN && response.ok) {
      // In an anonymous session people with accounts are known by their device, like all others.
      const { cookie } = await devices.issue({ headers, origin: publicUrl ?? origin });
      response.headers.append('set-cookie', cookie);
    }
    // It says that somebody is signed out also when it could not be written down.
    if (route !== SIGN_OUT) return response;
    const isSignedOut = await auth.api.getSession({ headers: request.headers }).then(
      (signedIn) => signedIn === null,
      () => false,
    );
    return isSignedOut ? response : new Response(null, { status: 503 });
  };
}
