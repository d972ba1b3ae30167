import type { DatabaseClient } from '@gongyi/db';
import type { RequestFacts } from '../context.ts';
import { isSame, keyedHash } from './keyed-hash.ts';
import { readCookies } from './read-cookies.ts';
import { hashSecretToken, newSecretToken } from './secret-token.ts';

const DEVICE_COOKIE = 'gongyi_device';
const YEAR_SECONDS = 365 * 86_400;
/** 32 bytes, base64url. */
const DEVICE_TOKEN = /^[A-Za-z0-9_-]{43}$/;

/**
 * Participants have no account: a random token in a cookie makes a device the same person again.
 * The database keeps only its hash, so a stolen backup lets nobody take a participant's place.
 *
 * The server chooses the token and signs it, `<token>.<signature>`: one that the device chose is
 * nobody's, so that no two devices agree on being one person, and none has a token that can be
 * guessed. Devices that joined before tokens were signed have one without; they are known by it
 * still, and get the signature when they join the next time.
 */
export type DeviceCookies = {
  /** The device's hash; null for one that has no token. */
  readHash(headers: Headers): string | null;
  /** The device's hash, and the cookie to send: its token for another year, or a new one. */
  issue(request: Pick<RequestFacts, 'headers' | 'origin'>): Promise<{ hash: string; cookie: string }>;
};

type DeviceToken = { readonly token: string; readonly isSigned: boolean };

export function createDeviceCookies(options: {
  readonly secret: string;
  readonly prisma: DatabaseClient;
}): DeviceCookies {
  const { secret, prisma } = options;
  const signatureOf = (token: string) => keyedHash(secret, 'device', token);

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
    const deviceHash = hashSecretToken(token);
    return (await prisma.participant.findFirst({ where: { deviceHash }, select: { id: true } })) !== null;
  }

  return {
    readHash(headers) {
      // Without a signature too: what nobody joined with finds nobody.
      const device = read(headers);
      return device === null ? null : hashSecretToken(device.token);
    },
    async issue({ headers, origin }) {
      const device = read(headers);
      const isTaken = device !== null && (device.isSigned || (await isKnown(device.token)));
      const token = isTaken ? device.token : newSecretToken();
      // Secure only over https: most halls open the page over plain HTTP on the local network,
      // where such a cookie would be dropped.
      const secure = origin.startsWith('https:') ? '; Secure' : '';
      const attributes = `Path=/; Max-Age=${YEAR_SECONDS}; HttpOnly; SameSite=Lax${secure}`;
      return {
        hash: hashSecretToken(token),
        cookie: `${DEVICE_COOKIE}=${token}.${signatureOf(token)}; ${attributes}`,
      };
    },
  };
}
