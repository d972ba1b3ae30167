import { createHmac } from 'node:crypto';
import { isSame } from './keyed-hash.ts';
import { readCookies } from './read-cookies.ts';

/** Before the names of all cookies that better-auth sets. */
export const COOKIE_PREFIX = 'gongyi';
/** The names that the cookie of a sign-in may have: over https, and else. */
const SIGN_IN_COOKIES = [`__Secure-${COOKIE_PREFIX}.session_token`, `${COOKIE_PREFIX}.session_token`];

/**
 * The cookie of a sign-in that this installation gave, as it was sent; null for one that somebody
 * made up. Whether the sign-in still stands only the database can tell.
 */
export function readSignInCookie(headers: Headers, secret: string): string | null {
  const values = SIGN_IN_COOKIES.flatMap((name) => readCookies(headers, name));
  return values.find((value) => isSignedWith(secret, value)) ?? null;
}

/** As better-auth signs its cookies: `<value>.<HMAC-SHA256, base64>`, URI-encoded. */
function isSignedWith(secret: string, sent: string): boolean {
  const decoded = decode(sent);
  const split = decoded.lastIndexOf('.');
  if (split < 1) return false;
  const signature = createHmac('sha256', secret).update(decoded.slice(0, split)).digest('base64');
  return isSame(decoded.slice(split + 1), signature);
}

function decode(sent: string): string {
  try {
    return decodeURIComponent(sent);
  } catch {
    return '';
  }
}
