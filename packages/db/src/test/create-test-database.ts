import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { createDatabase, type Database } from '../create-database.ts';
import { runAsAdmin, withDatabaseName } from '../embedded/admin-connection.ts';

export interface TestDatabase {
  readonly database: Database;
  readonly connectionString: string;
  /** Closes `database` and removes it; connections that others still hold are cut. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * On a machine that is busy with other things, tests that race for a few connections wait longer
 * than people would.
 */
const PATIENT = { statementTimeoutMs: 120_000, connectTimeoutMs: 120_000 };

/**
 * A database of one's own, migrated and empty: one per test file, or per test where tests would see
 * each other's rows.
 */
export function createTestDatabase(): Promise<TestDatabase> {
  return createFrom(inject('testDatabase').template);
}

/** One without any table, for what makes tables. */
export function createEmptyTestDatabase(): Promise<TestDatabase> {
  return createFrom('template0');
}

async function createFrom(template: string): Promise<TestDatabase> {
  const { adminUrl } = inject('testDatabase');
  const name = `gongyi_test_${randomUUID().replaceAll('-', '')}`;
  await runAsAdmin(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const connectionString = withDatabaseName(adminUrl, name);
  const database = createDatabase(connectionString, { poolSize: 5, ...PATIENT });
  return {
    database,
    connectionString,
    async [Symbol.asyncDispose]() {
      await database.disconnect();
      await runAsAdmin(adminUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}
