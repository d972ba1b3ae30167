import { createHash } from 'node:crypto';
import { LIMITS } from '@gongyi/domain';
import { isSame, keyedHash } from '../../kernel/devices/keyed-hash.ts';
import { readCookies } from '../../kernel/devices/read-cookies.ts';
import { newSecretToken } from '../../kernel/devices/secret-token.ts';
import { countedAddress } from '../../kernel/guesses/counted-address.ts';
import type { GuessCounter } from '../../kernel/guesses/guess-counter.ts';

/**
 * How often somebody may try passwords: from one address, and for one account from all addresses
 * together, whatever server they ask.
 */
export type SignInLimiter = {
  /** Answers 429 in place of `signIn`, or gives its answer. Throws what the database throws. */
  guard(request: Request, ip: string, signIn: () => Promise<Response>): Promise<Response>;
};

const KNOWN_COOKIE = 'gongyi_known';
const KNOWN_SECONDS = 365 * 86_400;
const WRONG_PASSWORD = 401;

/**
 * A browser that signed in to an account before has its own count there, by a cookie that only a
 * right password gives. So whoever knows an address can guess at it until its count is spent, and
 * not keep its owner from signing in where they always do. Nor does it count with its network
 * address, which a whole hall has: anybody there could use that up.
 */
export function createSignInLimiter(options: {
  readonly guesses: GuessCounter;
  readonly secret: string;
  /** As `createAuth` takes it. */
  readonly publicUrl: string | null;
}): SignInLimiter {
  const { guesses, secret, publicUrl } = options;
  const markOf = (account: string, browser: string) => keyedHash(secret, 'signed in before', account, browser);

  function knownBrowser(headers: Headers, account: string): string | null {
    for (const value of readCookies(headers, KNOWN_COOKIE)) {
      const [browser = '', mark = ''] = value.split('.', 2);
      if (isSame(mark, markOf(account, browser))) return browser;
    }
    return null;
  }

  function knownCookie(account: string, browser: string): string {
    // Told, like the cookie of the sign-in: over plain HTTP a Secure one is dropped.
    const secure = publicUrl?.startsWith('https:') ? '; Secure' : '';
    const attributes = `Path=/api/auth; Max-Age=${KNOWN_SECONDS}; HttpOnly; SameSite=Lax${secure}`;
    return `${KNOWN_COOKIE}=${browser}.${markOf(account, browser)}; ${attributes}`;
  }

  return {
    async guard(request, ip, signIn) {
      const account = await accountOf(request);
      // Nobody's password: better-auth says what is wrong with it.
      if (account === null) return signIn();
      const browser = knownBrowser(request.headers, account);
      const from = browser === null ? countedAddress(ip) : `known ${account}`;
      const signIns = await guesses.count(`sign-in ${from}`, LIMITS.signInsWindowSeconds);
      if (signIns.count > LIMITS.signInsPerAddress) return tooMany(signIns.endsInMs);
      const key = `password ${account}${browser === null ? '' : ` ${browser}`}`;
      // Counted before it is looked at, so that many at once do not slip past each other.
      const ofAccount = await guesses.count(key, LIMITS.passwordAttemptsWindowSeconds);
      if (ofAccount.count > LIMITS.passwordAttempts) return tooMany(ofAccount.endsInMs);
      const response = await signIn();
      if (response.status !== WRONG_PASSWORD) await guesses.forgive(key);
      if (response.ok) {
        response.headers.append('set-cookie', knownCookie(account, browser ?? newSecretToken()));
      }
      return response;
    },
  };
}

/**
 * A hash of the email address that is tried, whether there is such an account or not: nobody learns
 * that from an answer.
 */
async function accountOf(request: Request): Promise<string | null> {
  const body: unknown = await request.json().catch(() => null);
  const email = typeof body === 'object' && body !== null && 'email' in body ? body.email : null;
  if (typeof email !== 'string') return null;
  return createHash('sha256').update(email.trim().toLowerCase()).digest('base64url');
}

/** As better-auth says it. */
function tooMany(waitMs: number): Response {
  return Response.json(
    { message: 'Too many requests. Please try again later.' },
    { status: 429, headers: { 'x-retry-after': String(Math.max(1, Math.ceil(waitMs / 1_000))) } },
  );
}
