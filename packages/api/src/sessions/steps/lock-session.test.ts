import { until } from '@gongyi/domain/testing';
import { expect, test } from 'vitest';
import type { Transaction } from '../../kernel/decide.ts';
import { createTestWorld, type TestWorld } from '../../test/test-world.ts';
import { lockSession, shareSession } from './lock-session.ts';

/** A transaction that has, or waits for, what `take` takes, and keeps it until `end`. */
function hold(world: TestWorld, take: (tx: Transaction) => Promise<unknown>, order: string[], name: string) {
  let end = (): void => undefined;
  const ending = new Promise<void>((resolve) => {
    end = resolve;
  });
  const done = world.prisma.$transaction(async (tx) => {
    await take(tx);
    order.push(name);
    await ending;
  });
  return () => {
    end();
    return done;
  };
}

test('a decision about a session has its turn before those that share it and came later', async () => {
  await using world = await createTestWorld();
  const { sessionId } = await world.newCampaign(await world.setUpAdministrator());
  const order: string[] = [];
  const share = (name: string) => hold(world, (tx) => shareSession(tx, sessionId), order, name);
  /** Until so many have the session, or wait for it. */
  const all = (count: number) =>
    until(async () => {
      const [waiting] = await world.prisma.$queryRaw<{ count: number }[]>`
        SELECT count(*)::int AS count FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      expect(order.length + (waiting?.count ?? 0)).toBe(count);
    });

  const ends = [share('shares'), share('shares as well')];
  await until(() => expect(order).toHaveLength(2));
  ends.push(hold(world, (tx) => lockSession(tx, sessionId), order, 'decides'));
  await all(3);
  ends.push(share('comes later'));
  await all(4);
  await Promise.all(ends.map((end) => end()));
  expect(order.slice(2)).toEqual(['decides', 'comes later']);
});
