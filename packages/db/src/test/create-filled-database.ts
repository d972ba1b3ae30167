import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { applyMigrations } from '../migrations/apply-migrations.ts';
import { createEmptyTestDatabase, type TestDatabase } from './create-test-database.ts';
import { loadRows } from './table-rows.ts';

const MIGRATIONS = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));
const FIXTURES = new URL('../../fixtures/', import.meta.url);

/** Builds of which a filled database is kept, by their commits. */
export type FilledBuild = '0570882';

/** What such a build left behind: see the README of the folder. */
export type FilledDatabase = {
  /** Checksums of the migrations that the build had, by their names. */
  readonly migrations: Readonly<Record<string, string>>;
  readonly rows: string;
};

/**
 * A database as an older build left it: its tables, its rows, and none of the migrations since. A
 * server that starts on it upgrades it, as it does with everybody's.
 */
export async function createFilledDatabase(build: FilledBuild): Promise<TestDatabase> {
  const { migrations, rows } = await readFilledDatabase(build);
  const testDatabase = await createEmptyTestDatabase();
  const client = new pg.Client({ connectionString: testDatabase.connectionString });
  try {
    await applyOnly(Object.keys(migrations), testDatabase.connectionString);
    await client.connect();
    await loadRows(client, rows);
    // As they were applied then: a start refuses one that was changed since, as it does on
    // everybody's database.
    for (const [name, checksum] of Object.entries(migrations)) {
      await client.query('UPDATE _prisma_migrations SET checksum = $2 WHERE migration_name = $1', [name, checksum]);
    }
    await client.end();
    return testDatabase;
  } catch (error) {
    await testDatabase[Symbol.asyncDispose]();
    throw error;
  }
}

export async function readFilledDatabase(build: FilledBuild): Promise<FilledDatabase> {
  const text = await readFile(new URL(`${build}/database.jsonl`, FIXTURES), 'utf8');
  const end = text.indexOf('\n');
  const { migrations } = JSON.parse(text.slice(0, end)) as Pick<FilledDatabase, 'migrations'>;
  return { migrations, rows: text.slice(end + 1) };
}

/** `people.json` or `expected.json`, kept beside the rows. */
export async function readFixture(build: FilledBuild, file: 'people.json' | 'expected.json'): Promise<unknown> {
  return JSON.parse(await readFile(new URL(`${build}/${file}`, FIXTURES), 'utf8'));
}

async function applyOnly(names: readonly string[], connectionString: string): Promise<void> {
  const earlier = await mkdtemp(join(tmpdir(), 'gongyi-migrations-'));
  try {
    for (const name of names) await cp(join(MIGRATIONS, name), join(earlier, name), { recursive: true });
    await applyMigrations(connectionString, earlier);
  } finally {
    await rm(earlier, { recursive: true });
  }
}
