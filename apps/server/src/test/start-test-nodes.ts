import { createTestDatabase, type TestDatabase } from '@gongyi/db/testing';
import { startTestRedis, type TestRedis } from './start-test-redis.ts';
import { startTestServer, type TestServer } from './test-server.ts';

export type Carrier = 'PostgreSQL' | 'Redis';

export interface TestNodes extends AsyncDisposable {
  readonly one: TestServer;
  readonly two: TestServer;
  /** Breaks what carries messages between them, now, and lets it come back. */
  interrupt(): Promise<void>;
}

/** Two whole servers on one database. */
export async function startTestNodes(carrier: Carrier): Promise<TestNodes> {
  const testDatabase = await createTestDatabase();
  const redis = carrier === 'Redis' ? await startTestRedis() : null;
  const changes = { databaseUrl: testDatabase.connectionString, redisUrl: redis?.url ?? null };
  const one = await startTestServer(changes);
  const two = await startTestServer(changes);
  return {
    one,
    two,
    interrupt: () => (redis === null ? endFanoutConnections(testDatabase) : interruptWire(redis)),
    async [Symbol.asyncDispose]() {
      await Promise.all([one[Symbol.asyncDispose](), two[Symbol.asyncDispose]()]);
      await redis?.[Symbol.asyncDispose]();
      await testDatabase[Symbol.asyncDispose]();
    },
  };
}

async function endFanoutConnections({ database }: TestDatabase) {
  await database.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE application_name = 'gongyi fan-out' AND datname = current_database()`,
  );
}

async function interruptWire({ relay }: TestRedis) {
  relay.cut();
  relay.mend();
}
