import { createTestDatabase, type TestDatabase } from '@gongyi/db/testing';
import { newId } from '@gongyi/domain';
import type { StoredDocument } from '@gongyi/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../test/until.ts';
import { createPostgresUpdateLog } from './postgres-update-log.ts';

let own: TestDatabase;
beforeAll(async () => {
  own = await createTestDatabase();
});
afterAll(() => own[Symbol.asyncDispose]());

async function newSession(): Promise<string> {
  const id = newId();
  const createdAt = new Date();
  const campaign = { create: { id: newId(), name: '大讨论', templateId: 'yhj-cfz', createdAt } };
  const moments = { codeExpiresAt: createdAt, stageSince: createdAt, createdAt };
  const data = { id, title: '第一场', joinCode: id.slice(0, 8), campaign, ...moments };
  await own.database.prisma.session.create({ data });
  return id;
}

/** How many in this database wait for somebody else, by what they wait for. */
async function waiting(locktype: 'transactionid' | 'advisory'): Promise<number> {
  const { rows } = await own.database.pool.query<{ count: string }>(
    `SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid)
     WHERE NOT granted AND locktype = $1 AND datname = current_database()`,
    [locktype],
  );
  return Number(rows[0]?.count);
}

/** A document that is the list of its bytes. */
function merge({ snapshot, updates }: Pick<StoredDocument, 'snapshot' | 'updates'>): Uint8Array {
  return Uint8Array.from([...(snapshot ?? []), ...updates.flatMap((update) => [...update])]);
}

test('a snapshot does not pass over an append that has its number and is not committed yet', async () => {
  const log = createPostgresUpdateLog(own.database.pool);
  const sessionId = await newSession();
  const owner = { clientId: 1, ownerKey: 'li' };
  // Whoever is about to own that client id too holds the append up, after it has its number.
  const holder = await own.database.pool.connect();
  await holder.query('BEGIN');
  await holder.query('INSERT INTO doc_client (session_id, client_id, owner_key) VALUES ($1, $2, $3)', [
    sessionId,
    owner.clientId,
    'wang',
  ]);
  const held = log.append([{ sessionId, update: Uint8Array.of(1), owners: [owner] }]);
  await until(async () => expect(await waiting('transactionid')).toBe(1));
  await log.append([{ sessionId, update: Uint8Array.of(2) }]);
  let isDone = false;
  const compacting = log.compact(sessionId, merge).then(() => {
    isDone = true;
  });
  await until(async () => expect(isDone || (await waiting('advisory')) === 1).toBe(true));
  await holder.query('ROLLBACK');
  holder.release();
  await Promise.all([held, compacting]);
  // Also when the rows up to it go, with the next one.
  expect([...merge(await log.load(sessionId))].sort()).toEqual([1, 2]);
  await log.append([{ sessionId, update: Uint8Array.of(3) }]);
  await log.compact(sessionId, merge);
  expect([...merge(await log.load(sessionId))].sort()).toEqual([1, 2, 3]);
});
