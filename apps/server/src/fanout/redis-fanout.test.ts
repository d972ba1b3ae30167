import { inspect } from 'node:util';
import type { SyncLogger } from '@gongyi/sync';
import { describeFanout } from '@gongyi/sync/testing';
import { describe, expect, test } from 'vitest';
import { explainStartFailure } from '../explain-start-failure.ts';
import { createFanoutNodes } from '../test/fanout-nodes.ts';
import { hasRedis, startTestRedis } from '../test/start-test-redis.ts';
import { startTcpRelay } from '../test/tcp-relay.ts';
import { until } from '../test/until.ts';
import { createRedisFanout, RedisError } from './redis-fanout.ts';

const silent: SyncLogger = { warn: () => undefined, error: () => undefined };

async function createHarness() {
  const redis = await startTestRedis();
  const nodes = createFanoutNodes(redis.startRelay, (relay, timing) =>
    createRedisFanout({ url: `redis://127.0.0.1:${relay.port}`, installationId: 'test', logger: silent, timing }),
  );
  return {
    ...nodes,
    redis,
    async [Symbol.asyncDispose]() {
      await nodes[Symbol.asyncDispose]();
      await redis[Symbol.asyncDispose]();
    },
  };
}

describe.skipIf(!hasRedis)('with a Redis', () => {
  describeFanout('the Redis fan-out', createHarness);

  test('a link that is dead, though nobody ended it, is found and replaced', async () => {
    await using harness = await createHarness();
    const node = await harness.newNode({ heartbeatMs: 20, echoTimeoutMs: 100, openTimeoutMs: 500 });
    const gap = new Promise<void>((resolve) => node.onGap(resolve));
    // Those of now stay silent, and new ones pass.
    harness.relayOf(node).freeze();
    harness.relayOf(node).mend();
    await gap;
    const clients = await harness.redis.countClients();
    expect(clients).toBe(2);
  });

  test('installations that share a Redis do not hear each other', async () => {
    await using redis = await startTestRedis();
    const open = (installationId: string) => createRedisFanout({ url: redis.url, installationId, logger: silent });
    const [a, b, other] = [await open('one'), await open('one'), await open('other')];
    const heard: string[] = [];
    await b.subscribe('x', ([byte]) => heard.push(`b${byte}`));
    await other.subscribe('x', ([byte]) => heard.push(`other${byte}`));
    a.publish('x', Uint8Array.of(1));
    // On one connection to Redis messages keep their order, so this one would come after.
    a.publish('x', Uint8Array.of(2));
    await until(() => expect(heard).toEqual(['b1', 'b2']));
    const marker = await open('other');
    marker.publish('x', Uint8Array.of(3));
    await until(() => expect(heard).toEqual(['b1', 'b2', 'other3']));
    await Promise.all([a, b, other, marker].map((fanout) => fanout.close()));
  });

  test('one that wants a password is opened with it, and refuses a wrong one in a line that does not repeat it', async () => {
    await using redis = await startTestRedis({ password: 'right-secret' });
    const options = { installationId: 'test', logger: silent };
    await (await createRedisFanout({ url: redis.url, ...options })).close();
    for (const url of [redis.url.replace('right', 'wrong'), redis.url.replace(':right-secret@', '')]) {
      const failure = await createRedisFanout({ url, ...options }).then(
        () => null,
        (error: unknown) => error,
      );
      expect(failure).toBeInstanceOf(RedisError);
      const line = explainStartFailure(failure);
      expect(line).toMatch(/^Redis at REDIS_URL \(127\.0\.0\.1:\d+\) cannot be used: [^\n]+\.$/);
      expect(line).not.toMatch(/secret/);
      expect(inspect(failure, { depth: 9, showHidden: true })).not.toMatch(/secret/);
    }
  });
});

test('a Redis that is not there stops the start with one line that says so', async () => {
  await using relay = await startTcpRelay({ port: 9 });
  relay.cut();
  const url = `redis://:secret@127.0.0.1:${relay.port}`;
  const failure = await createRedisFanout({ url, installationId: 'test', logger: silent }).catch(
    (error: unknown) => error,
  );
  expect(explainStartFailure(failure)).toMatch(/^Redis at REDIS_URL \(127\.0\.0\.1:\d+\) cannot be used: [^\n]+\.$/);
  expect(explainStartFailure(failure)).not.toMatch(/secret/);
});
