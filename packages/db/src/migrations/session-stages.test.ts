import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createEmptyTestDatabase } from '../test/create-test-database.ts';
import { applyMigrations } from './apply-migrations.ts';

const MIGRATIONS = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));
const SESSION_STAGES = '20261122180319_session_stages';

test('sessions from before there were stages are collecting, or closed since they were closed', async () => {
  await using db = await createEmptyTestDatabase();
  const before = await mkdtemp(join(tmpdir(), 'gongyi-migrations-'));
  await cp(MIGRATIONS, before, {
    recursive: true,
    filter: (path) => !/\/\d{14}_[^/]*$/.test(path) || (path.split('/').at(-1) ?? '') < SESSION_STAGES,
  });
  await applyMigrations(db.connectionString, before);
  await rm(before, { recursive: true });
  await db.database.pool.query(`
    INSERT INTO campaign (id, name) VALUES ('c', '活动');
    INSERT INTO session (id, campaign_id, title, join_code, code_expires_at, created_at, closed_at) VALUES
      ('open', 'c', '一', 'A', now(), '2026-01-01T00:00:00Z', NULL),
      ('shut', 'c', '二', 'B', now(), '2026-01-01T00:00:00Z', '2026-02-02T00:00:00Z');
  `);

  const { applied } = await applyMigrations(db.connectionString, MIGRATIONS);
  expect(applied[0]).toBe(SESSION_STAGES);
  const sessions = await db.database.prisma.session.findMany({ orderBy: { id: 'asc' } });
  expect(sessions).toMatchObject([
    {
      id: 'open',
      stage: 'collect',
      stageSince: new Date('2026-01-01T00:00:00Z'),
      stageBefore: null,
      mayAdd: true,
      mayEditOwn: true,
      mayVote: false,
    },
    {
      id: 'shut',
      stage: 'closed',
      stageSince: new Date('2026-02-02T00:00:00Z'),
      stageBefore: 'collect',
      mayAdd: false,
      mayEditOwn: false,
      mayVote: false,
    },
  ]);
});
