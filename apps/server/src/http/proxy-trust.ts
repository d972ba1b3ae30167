import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import type { FastifyBaseLogger } from 'fastify';

/** Whether what this address says of where a request comes from is believed. */
export type IsTrustedProxy = (address: string | undefined) => boolean;

/** Of a proxy that says for whom it asks. */
const FORWARDED_HEADERS = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto'] as const;
/** Any of these says that somebody passed the request on. */
const PASSED_ON_HEADERS = [...FORWARDED_HEADERS, 'forwarded', 'via', 'x-real-ip'] as const;

/** Whoever sends headers from ever new addresses fills neither memory nor the log. */
const MOST_WARNINGS = 100;

/** An IP address, or a network in CIDR notation such as 10.0.0.0/8. */
export function isNetwork(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  const family = isIP(address);
  // A zone (fe80::1%eth0) means something on one machine only.
  if (family === 0 || address.includes('%') || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128));
}

/**
 * Whose word is taken: the proxies that are named, and one on this machine where PUBLIC_URL says
 * that there is a proxy. Nobody else's, wherever they are: in a hall everybody is in the local
 * network, and whoever chooses the address that is counted guesses without a limit.
 */
export function createProxyTrust(options: {
  readonly publicUrl: string | null;
  /** As `isNetwork` takes them. */
  readonly trustedProxies: readonly string[];
}): IsTrustedProxy {
  const networks = new BlockList();
  const add = (text: string) => {
    const [address = '', prefix] = text.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (prefix === undefined) networks.addAddress(address, family);
    else networks.addSubnet(address, Number(prefix), family);
  };
  for (const network of options.trustedProxies) add(network);
  const believesLoopback = options.publicUrl !== null;
  return (address) => (believesLoopback && isIn(loopback, address)) || isIn(networks, address);
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Comes from a program on this machine, and nobody says that it only passes the request on. */
export function isFromThisMachine({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): boolean {
  return isIn(loopback, socket.remoteAddress) && !hasOne(headers, PASSED_ON_HEADERS);
}

/** Also knows an IPv4 address in IPv6's clothes (::ffff:127.0.0.1), as a dual socket sees it. */
function isIn(networks: BlockList, address: string | undefined): boolean {
  const family = isIP(address ?? '');
  return address !== undefined && family !== 0 && networks.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

function hasOne(headers: IncomingHttpHeaders, names: readonly string[]): boolean {
  return names.some((name) => headers[name] !== undefined);
}

/**
 * The address of whoever asks, for an upgrade request, which never passes through Fastify: of those
 * that it came by, the last that is not a trusted proxy. What a client says itself stands before
 * what the proxies add.
 */
export function clientAddress(request: Pick<IncomingMessage, 'headers' | 'socket'>, isTrusted: IsTrustedProxy): string {
  const said = [request.headers['x-forwarded-for'] ?? []].flat().flatMap((line) => line.split(','));
  let address = request.socket.remoteAddress ?? '';
  for (const before of said.map((one) => one.trim()).reverse()) {
    if (before === '' || !isTrusted(address)) break;
    address = before;
  }
  return address;
}

/**
 * Says once of each peer that its forwarded headers are ignored: behind a proxy that nobody named,
 * all people have one address, and one guesser makes them all wait.
 */
export function createForwardedWarning(
  isTrusted: IsTrustedProxy,
  logger: Pick<FastifyBaseLogger, 'warn'>,
): (request: Pick<IncomingMessage, 'headers' | 'socket'>) => void {
  const warnedOf = new Set<string>();
  return ({ headers, socket: { remoteAddress: peer } }) => {
    if (peer === undefined || warnedOf.size >= MOST_WARNINGS || warnedOf.has(peer)) return;
    if (!hasOne(headers, FORWARDED_HEADERS) || isTrusted(peer)) return;
    warnedOf.add(peer);
    logger.warn(
      { peer },
      `${peer} says for whom it asks (X-Forwarded-For or the like), and is not believed. If it is your reverse proxy, start with TRUSTED_PROXIES=${peer}`,
    );
  };
}
