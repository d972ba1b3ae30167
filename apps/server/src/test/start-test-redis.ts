import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { startTcpRelay, type TcpRelay } from './tcp-relay.ts';

/** Whether there is a `redis-server`; the first who asks and has none says so. */
export const hasRedis: boolean = (() => {
  const found = spawnSync('redis-server', ['--version']).status === 0;
  if (!found)
    process.stdout.write(
      'There is no redis-server on this machine: the tests of the fan-out over Redis are left out.\n',
    );
  return found;
})();

export interface TestRedis extends AsyncDisposable {
  /** Goes through `relay`. */
  readonly url: string;
  readonly relay: TcpRelay;
  /** Another way to it. Dispose it. */
  startRelay(): Promise<TcpRelay>;
  /** Those of the fan-out, as Redis sees it. */
  countClients(): Promise<number>;
}

/**
 * A Redis of one's own that keeps nothing. It has a socket and no port, so that no other program
 * can take the port first.
 */
export async function startTestRedis({ password }: { password?: string } = {}): Promise<TestRedis> {
  const dir = await mkdtemp(join(tmpdir(), 'gongyi-redis-'));
  const path = join(dir, 'redis.sock');
  const settings = ['--port', '0', '--unixsocket', path, '--save', '', '--appendonly', 'no', '--dir', dir];
  if (password !== undefined) settings.push('--requirepass', password);
  const redis = spawn('redis-server', settings, { stdio: 'ignore' });
  const exited = once(redis, 'exit');
  await answering(path, exited);
  const relay = await startTcpRelay({ path });
  return {
    url: `redis://${password === undefined ? '' : `:${password}@`}127.0.0.1:${relay.port}`,
    relay,
    startRelay: () => startTcpRelay({ path }),
    async countClients() {
      const client = new Redis(path, { lazyConnect: true });
      await client.connect();
      const list = String(await client.client('LIST'));
      client.disconnect();
      return list.split('\n').filter((line) => line.includes('name=gongyi-fan-out')).length;
    },
    async [Symbol.asyncDispose]() {
      await relay[Symbol.asyncDispose]();
      redis.kill();
      await exited;
      await rm(dir, { recursive: true, force: true });
    },
  };
}

async function answering(path: string, exited: Promise<unknown>): Promise<void> {
  let gone = false;
  exited.then(() => {
    gone = true;
  });
  while (!gone) {
    const socket = connect({ path });
    const isThere = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isThere) return;
    await pause(5);
  }
  throw new Error('redis-server ended at once');
}
