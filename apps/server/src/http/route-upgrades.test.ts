import { EventEmitter } from 'node:events';
import type { Server } from 'node:http';
import { expect, test } from 'vitest';
import { routeUpgrades } from './route-upgrades.ts';

function openServer() {
  const server = new EventEmitter();
  const led: string[] = [];
  routeUpgrades(server as Server, { trpc: () => led.push('trpc'), sync: () => led.push('sync') });
  const upgrade = (url: string | undefined) => {
    const said: string[] = [];
    const socket = Object.assign(new EventEmitter(), {
      end: (words: string) => said.push(words),
      destroy: () => said.push('destroyed'),
    });
    server.emit('upgrade', { url }, socket, Buffer.alloc(0));
    return { said, socket };
  };
  return { led, upgrade };
}

test.each([
  ['/sync/s1', 'sync'],
  ['/sync', 'sync'],
  ['/sync?x=1', 'sync'],
  ['/sync/s1?token=/trpc', 'sync'],
  ['/trpc', 'trpc'],
  ['/trpc?connectionParams=1', 'trpc'],
  ['/trpc/', 'trpc'],
])('%s is led to %s', (url, part) => {
  const { led, upgrade } = openServer();
  const { said } = upgrade(url);
  expect([led, said]).toEqual([[part], []]);
});

test.each([
  '/',
  '',
  undefined,
  '/other',
  '/syncs/s1',
  '/x/sync/s1',
  '//sync',
  '/constructor',
  '/__proto__/x',
  '/?/sync',
])('%s is nobody’s, and is told so', (url) => {
  const { led, upgrade } = openServer();
  const { said } = upgrade(url);
  expect(led).toEqual([]);
  expect(said).toEqual(['HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n']);
});

test.each(['/sync/s1', '/other'])(
  'a caller at %s who hangs up in the middle ends nothing but the own socket',
  (url) => {
    const { said, socket } = openServer().upgrade(url);
    said.length = 0;
    expect(() => socket.emit('error', new Error('ECONNRESET'))).not.toThrow();
    expect(said).toEqual(['destroyed']);
  },
);
