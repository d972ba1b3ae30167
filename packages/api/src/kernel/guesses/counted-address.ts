import { isIP } from 'node:net';

/**
 * Under what an address is counted. An IPv6 network gives a home or a phone 2^64 addresses, so
 * their first half counts; an IPv4 address in IPv6's clothes counts as itself.
 */
export function countedAddress(ip: string): string {
  const [address = ''] = ip.split('%');
  if (isIP(address) !== 6) return ip;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  return mapped ?? `${groupsOf(address).slice(0, 4).join(':')}::/64`;
}

/** Eight of them, hexadecimal. */
function groupsOf(address: string): string[] {
  const [head = [], tail = []] = address.split('::').map((part) => part.split(':').filter(Boolean));
  // Four bytes at the end may be written like an IPv4 address.
  const taken = head.length + tail.length + (address.includes('.') ? 1 : 0);
  return [...head, ...Array<string>(Math.max(0, 8 - taken)).fill('0'), ...tail].map((group) =>
    group.includes('.') ? group : Number.parseInt(group, 16).toString(16),
  );
}
