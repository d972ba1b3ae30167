import { createHash } from 'node:crypto';
import type { DatabaseClient } from '@gongyi/db';
import type { RequestFacts } from '../request-facts.ts';
import { createBriefMemory } from './brief-memory.ts';
import { isSame, keyedHash } from './keyed-hash.ts';
import { readCookies } from './read-cookies.ts';
import { readSignInCookie } from './read-sign-in-cookie.ts';
import { hashSecretToken, newSecretToken } from './secret-token.ts';

const DEVICE_COOKIE = 'gongyi_device';
const YEAR_SECONDS = 365 * 86_400;
/** 32 bytes, base64url. */
const DEVICE_TOKEN = /^[A-Za-z0-9_-]{43}$/;
/** Longer than a request is under way. */
const GIVEN_MS = 60_000;
const MOST_GIVEN = 10_000;

/**
 * A random token in a cookie makes a device the same person again: participants have no account,
 * and in an anonymous session people with accounts are known by it as well. The server keeps no
 * token. Of those who joined the database has a hash for each session (`sessionDeviceHash`), so
 * that a stolen backup lets nobody take a participant's place; author ids are made of the token
 * itself.
 *
 * The server chooses the token and signs it, `<token>.<signature>`: one that the device chose is
 * nobody's, so that no two devices agree on being one person, and none has a token that can be
 * guessed. Devices that joined before tokens were signed have one without; they are known by it
 * still, and get the signature when they join or sign in the next time.
 */
export type DeviceCookies = {
  /** Null for a device that has no token. */
  read(headers: Headers): Device | null;
  /** The device's hash, and the cookie to send: its token for another year, or a new one. */
  issue(request: CookieRequest): Promise<{ hash: string; cookie: string }>;
  /**
   * The cookie to send to a browser that somebody is signed in with and that has no signed token
   * yet; null for any other, and for a sign-in that somebody made up. Whether it has ended is not
   * looked at: the cookie gives no right, and an account takes part on one device however many
   * tokens it has.
   */
  issueToSignedIn(request: CookieRequest): Promise<string | null>;
  /**
   * The same without asking the database: null also for a browser that has a token without a
   * signature.
   */
  cookieForPage(request: CookieRequest): string | null;
};

/** As `Actor` has them. */
type Device = { readonly hash: string; readonly key: string | null };

type CookieRequest = Pick<RequestFacts, 'headers' | 'origin'>;
type DeviceToken = { readonly token: string; readonly isSigned: boolean };

export function createDeviceCookies(options: {
  readonly secret: string;
  readonly prisma: DatabaseClient;
  /** As `createAuth` takes it. */
  readonly publicUrl: string | null;
}): DeviceCookies {
  const { secret, prisma, publicUrl } = options;
  const signatureOf = (token: string) => keyedHash(secret, 'device', token);
  const signInOf = (headers: Headers) => readSignInCookie(headers, secret);
  /**
   * Tokens given a moment ago, by sign-in. Requests that a browser makes at the same time, before
   * it has a token, are given one and not several: else the page would know itself by one of them,
   * and its socket by the one that came last.
   */
  const given = createBriefMemory({ lastsMs: GIVEN_MS, most: MOST_GIVEN });

  function read(headers: Headers): DeviceToken | null {
    const tokens = readCookies(headers, DEVICE_COOKIE).flatMap((value): DeviceToken[] => {
      const [token = '', signature, ...rest] = value.split('.');
      if (!DEVICE_TOKEN.test(token) || rest.length > 0) return [];
      if (signature === undefined) return [{ token, isSigned: false }];
      return isSame(signature, signatureOf(token)) ? [{ token, isSigned: true }] : [];
    });
    return tokens.find(({ isSigned }) => isSigned) ?? tokens[0] ?? null;
  }

  async function isKnown(token: string): Promise<boolean> {
    const hash = knownDeviceHash(hashSecretToken(token));
    return (await prisma.knownDevice.findUnique({ where: { hash } })) !== null;
  }

  async function issue({ headers, origin }: CookieRequest): Promise<{ hash: string; cookie: string }> {
    const device = read(headers);
    const isTaken = device !== null && (device.isSigned || (await isKnown(device.token)));
    const token = isTaken ? device.token : newToken(headers);
    return { hash: hashSecretToken(token), cookie: cookieOf(token, { headers, origin }) };
  }

  function cookieOf(token: string, { headers, origin }: CookieRequest): string {
    // Secure only over https: most halls open the page over plain HTTP on the local network,
    // where such a cookie would be dropped. Whoever is signed in came as the cookie of that had to.
    const isSecure = (signInOf(headers) !== null && publicUrl?.startsWith('https:')) || origin.startsWith('https:');
    const secure = isSecure ? '; Secure' : '';
    const attributes = `Path=/; Max-Age=${YEAR_SECONDS}; HttpOnly; SameSite=Lax${secure}`;
    return `${DEVICE_COOKIE}=${token}.${signatureOf(token)}; ${attributes}`;
  }

  function newToken(headers: Headers): string {
    const signIn = signInOf(headers);
    return signIn === null ? newSecretToken() : given.recall(hashSecretToken(signIn), newSecretToken);
  }

  return {
    read(headers) {
      // Without a signature too: what nobody joined with finds nobody.
      const device = read(headers);
      if (device === null) return null;
      const { token, isSigned } = device;
      return { hash: hashSecretToken(token), key: isSigned ? keyedHash(token, 'device key') : null };
    },
    issue,
    async issueToSignedIn(request) {
      if (signInOf(request.headers) === null || read(request.headers)?.isSigned === true) return null;
      return (await issue(request)).cookie;
    },
    cookieForPage(request) {
      const { headers } = request;
      if (signInOf(headers) === null || read(headers) !== null) return null;
      return cookieOf(newToken(headers), request);
    },
  };
}

/** What a participant's row has of a device: it is another one in each session. SHA-256, hex. */
export function sessionDeviceHash(deviceHash: string, sessionId: string): string {
  // As the migration `devices_by_session` made it of what was stored before.
  return createHash('sha256').update(`${deviceHash} ${sessionId}`).digest('hex');
}

/**
 * What is kept of the device on which an account takes part. Not made of `sessionDeviceHash`, which
 * is in the database: it would tell which guest came with the same device. SHA-256, hex.
 */
export function accountDeviceHash(deviceHash: string, sessionId: string, userId: string): string {
  return createHash('sha256').update(`${deviceHash} ${sessionId} ${userId}`).digest('hex');
}

/** As that migration filled the table. */
function knownDeviceHash(deviceHash: string): string {
  return createHash('sha256').update(`known device ${deviceHash}`).digest('hex');
}
