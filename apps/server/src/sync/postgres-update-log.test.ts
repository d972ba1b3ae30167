import { createTestDatabase, type TestDatabase } from '@gongyi/db/testing';
import { newId } from '@gongyi/domain';
import { describeUpdateLog } from '@gongyi/sync/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPostgresUpdateLog } from './postgres-update-log.ts';

let own: TestDatabase;
beforeAll(async () => {
  own = await createTestDatabase();
});
afterAll(() => own[Symbol.asyncDispose]());

async function newSession(): Promise<string> {
  const id = newId();
  const campaign = { create: { id: newId(), name: '大讨论', templateId: 'yhj-cfz' } };
  const data = { id, title: '第一场', joinCode: id.slice(0, 8), codeExpiresAt: new Date(), campaign };
  await own.database.prisma.session.create({ data });
  return id;
}

describeUpdateLog('the PostgreSQL log', async () => ({
  log: createPostgresUpdateLog(own.database.pool),
  newSession,
  [Symbol.asyncDispose]: async () => undefined,
}));

test('an append that cannot be stored whole is not stored at all', async () => {
  const log = createPostgresUpdateLog(own.database.pool);
  const sessionId = await newSession();
  const update = Uint8Array.of(1);
  await expect(
    log.append([
      { sessionId, update },
      { sessionId: 'no such session', update },
    ]),
  ).rejects.toThrow();
  expect(await log.load(sessionId)).toEqual({ snapshot: null, updates: [], upTo: 0, owners: [] });
});
