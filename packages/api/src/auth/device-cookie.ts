import { hashSecretToken, newSecretToken } from './secret-token.ts';

const DEVICE_COOKIE = 'gongyi_device';
const YEAR_SECONDS = 365 * 86_400;
/** 32 bytes, base64url. */
const DEVICE_TOKEN = /^[A-Za-z0-9_-]{43}$/;

/**
 * Participants have no account: a random token in a cookie makes a device the same person again.
 * The database keeps only its hash, so a stolen backup lets nobody take a participant's place.
 */
export function readDeviceHash(headers: Headers): string | null {
  const token = readDeviceToken(headers);
  return token === null ? null : hashSecretToken(token);
}

/** The device's hash and the cookie to send: the token that it has, for another year, or a new one. */
export function issueDevice(request: { readonly headers: Headers; readonly origin: string }): {
  hash: string;
  cookie: string;
} {
  const token = readDeviceToken(request.headers) ?? newSecretToken();
  // Secure only over https: most halls open the page over plain HTTP on the local network, where such a cookie would be dropped.
  const secure = request.origin.startsWith('https:') ? '; Secure' : '';
  const cookie = `${DEVICE_COOKIE}=${token}; Path=/; Max-Age=${YEAR_SECONDS}; HttpOnly; SameSite=Lax${secure}`;
  return { hash: hashSecretToken(token), cookie };
}

function readDeviceToken(headers: Headers): string | null {
  for (const pair of (headers.get('cookie') ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === DEVICE_COOKIE && value !== undefined && DEVICE_TOKEN.test(value)) return value;
  }
  return null;
}
