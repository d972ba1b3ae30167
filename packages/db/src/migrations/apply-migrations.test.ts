import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createEmptyTestDatabase } from '../test/create-test-database.ts';
import { applyMigrations } from './apply-migrations.ts';

async function createFolder(files: Record<string, string>) {
  const dir = await mkdtemp(join(tmpdir(), 'gongyi-migrations-'));
  const write = async (name: string, sql: string) => {
    await mkdir(join(dir, name), { recursive: true });
    await writeFile(join(dir, name, 'migration.sql'), sql);
  };
  await writeFile(join(dir, 'migration_lock.toml'), 'provider = "postgresql"\n');
  for (const [name, sql] of Object.entries(files)) await write(name, sql);
  return { dir, write, [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }) };
}

const FIRST = 'CREATE TABLE "a" ("id" INTEGER PRIMARY KEY, "words" TEXT DEFAULT \'one; two\');';

test('migrations are applied in order, once', async () => {
  await using db = await createEmptyTestDatabase();
  await using folder = await createFolder({ '2_second': 'ALTER TABLE a ADD COLUMN b INTEGER', '1_first': FIRST });
  expect(await applyMigrations(db.connectionString, folder.dir)).toEqual({ applied: ['1_first', '2_second'] });
  expect(await applyMigrations(db.connectionString, folder.dir)).toEqual({ applied: [] });
  await folder.write('3_third', 'INSERT INTO a (id, b) VALUES (1, 2)');
  expect(await applyMigrations(db.connectionString, folder.dir)).toEqual({ applied: ['3_third'] });
  const { rows } = await db.database.pool.query('SELECT * FROM a');
  expect(rows).toEqual([{ id: 1, words: 'one; two', b: 2 }]);
});

test('servers that start at the same time apply each migration once', async () => {
  await using db = await createEmptyTestDatabase();
  await using folder = await createFolder({ '1_first': FIRST, '2_second': 'INSERT INTO a (id) VALUES (1)' });
  const results = await Promise.all(Array.from({ length: 4 }, () => applyMigrations(db.connectionString, folder.dir)));
  expect(results.flatMap((result) => result.applied).sort()).toEqual(['1_first', '2_second']);
});

test('a refused migration leaves nothing behind, and works once it is put right', async () => {
  await using db = await createEmptyTestDatabase();
  await using folder = await createFolder({ '1_first': `${FIRST} INSERT INTO a (id) VALUES (1); SELECT missing();` });
  await expect(applyMigrations(db.connectionString, folder.dir)).rejects.toMatchObject({
    name: 'MigrationError',
    reason: 'failed',
    migration: '1_first',
  });
  await folder.write('1_first', FIRST);
  expect(await applyMigrations(db.connectionString, folder.dir)).toEqual({ applied: ['1_first'] });
});

test('a migration whose connection is cut half way is applied whole by the next start', async () => {
  await using db = await createEmptyTestDatabase();
  const cutsItself = `${FIRST} SELECT pg_terminate_backend(pg_backend_pid());`;
  await using folder = await createFolder({ '1_first': cutsItself });
  await expect(applyMigrations(db.connectionString, folder.dir)).rejects.toMatchObject({ reason: 'failed' });
  await folder.write('1_first', FIRST);
  expect(await applyMigrations(db.connectionString, folder.dir)).toEqual({ applied: ['1_first'] });
});

test('a migration changed after it was applied is refused by name', async () => {
  await using db = await createEmptyTestDatabase();
  await using folder = await createFolder({ '1_first': FIRST });
  await applyMigrations(db.connectionString, folder.dir);
  await folder.write('1_first', `${FIRST} -- more`);
  await expect(applyMigrations(db.connectionString, folder.dir)).rejects.toMatchObject({
    reason: 'changed',
    migration: '1_first',
  });
});

test('a database of a newer version is refused, not touched', async () => {
  await using db = await createEmptyTestDatabase();
  await using newer = await createFolder({ '1_first': FIRST, '2_second': 'SELECT 1' });
  await applyMigrations(db.connectionString, newer.dir);
  await using older = await createFolder({ '1_first': FIRST });
  await expect(applyMigrations(db.connectionString, older.dir)).rejects.toMatchObject({
    reason: 'unknown',
    migration: '2_second',
  });
});

test('a migration that another tool left unfinished is named', async () => {
  await using db = await createEmptyTestDatabase();
  await using folder = await createFolder({ '1_first': FIRST });
  await applyMigrations(db.connectionString, folder.dir);
  await db.database.pool.query('UPDATE "_prisma_migrations" SET finished_at = NULL');
  await expect(applyMigrations(db.connectionString, folder.dir)).rejects.toMatchObject({ reason: 'unfinished' });
});

test('a migration that was rolled back by another tool counts for nothing: it is applied', async () => {
  await using db = await createEmptyTestDatabase();
  await using folder = await createFolder({ '1_first': FIRST });
  await applyMigrations(db.connectionString, folder.dir);
  // What "prisma migrate resolve --rolled-back" leaves of an attempt that failed.
  await db.database.pool.query(
    `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, rolled_back_at)
     VALUES ('failed', 'of the text of then', '2_second', now())`,
  );
  await folder.write('2_second', 'INSERT INTO a (id) VALUES (1)');
  expect(await applyMigrations(db.connectionString, folder.dir)).toEqual({ applied: ['2_second'] });
  expect(await applyMigrations(db.connectionString, folder.dir)).toEqual({ applied: [] });
});
