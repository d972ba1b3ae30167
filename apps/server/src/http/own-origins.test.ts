import type { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { lanOrigins } from './lan-origins.ts';
import { localOrigin } from './local-origin.ts';

const address = (family: 'IPv4' | 'IPv6', ip: string, internal = false) => ({ family, address: ip, internal });
const INTERFACES = {
  lo: [address('IPv4', '127.0.0.1', true), address('IPv6', '::1', true)],
  wlan0: [address('IPv4', '192.168.1.5'), address('IPv6', 'fe80::1')],
  eth0: [address('IPv4', '10.0.0.7')],
  gone: undefined,
} as unknown as ReturnType<typeof networkInterfaces>;

test.each([
  ['0.0.0.0', 'http://localhost:3000'],
  ['::', 'http://localhost:3000'],
  ['::1', 'http://[::1]:3000'],
  ['127.0.0.1', 'http://127.0.0.1:3000'],
  ['gongyi.local', 'http://gongyi.local:3000'],
])('a server that listens on %s is found at %s', (host, origin) => {
  expect(localOrigin(host, 3000)).toBe(origin);
  expect(new URL(origin).port).toBe('3000');
});

test.each(['0.0.0.0', '::'])('and by phones, when it listens on %s, at each address of the network', (host) => {
  expect(lanOrigins(host, 3000, INTERFACES)).toEqual(['http://192.168.1.5:3000', 'http://10.0.0.7:3000']);
});

test.each(['127.0.0.1', '::1', '192.168.1.5'])('and at none when it listens on %s alone', (host) => {
  expect(lanOrigins(host, 3000, INTERFACES)).toEqual([]);
});
