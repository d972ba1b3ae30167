import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../test/index.ts';
import { diagnoseHistory, diffDatabaseToSchema } from './schema-engine.ts';

const SCHEMA = fileURLToPath(new URL('../../prisma/schema.prisma', import.meta.url));
const MIGRATIONS = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

let migrated: TestDatabase;
beforeAll(async () => {
  migrated = await createTestDatabase();
});
afterAll(() => migrated[Symbol.asyncDispose]());

test('the migrations make exactly what schema.prisma describes (else: node prisma/migrate.mjs <words>)', async () => {
  expect(await diffDatabaseToSchema(migrated.connectionString, SCHEMA)).toBe('');
});

test('a field that no migration adds is found', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'gongyi-schema-'));
  try {
    const changed = join(dir, 'schema.prisma');
    const schema = await readFile(SCHEMA, 'utf8');
    await writeFile(changed, schema.replace('model InstanceSetting {', 'model InstanceSetting {\n  extra Int?'));
    const sql = await diffDatabaseToSchema(migrated.connectionString, changed);
    expect(sql).toContain('ALTER TABLE "instance_setting" ADD COLUMN     "extra" INTEGER');
  } finally {
    await rm(dir, { recursive: true });
  }
});

test("Prisma's own tools recognise the history that was written here", async () => {
  expect(await diagnoseHistory(migrated.connectionString, MIGRATIONS, SCHEMA)).toEqual({
    history: null,
    editedMigrationNames: [],
    failedMigrationNames: [],
  });
});
