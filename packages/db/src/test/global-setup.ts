import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { runAsAdmin, withDatabaseName } from '../embedded/admin-connection.ts';
import { startTemporaryPostgres } from '../embedded/start-temporary-postgres.ts';
import { applyMigrations } from '../migrations/apply-migrations.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /**
     * A database that may create others, and the name of the migrated one that they are copied
     * from.
     */
    testDatabase: { adminUrl: string; template: string };
  }
}

const MIGRATIONS_DIR = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

/**
 * One PostgreSQL for the whole run of tests: an embedded one in a temporary folder, or
 * TEST_DATABASE_URL. Every test file copies the migrated template (`createTestDatabase`).
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const external = process.env.TEST_DATABASE_URL;
  const server = external ? { adminUrl: external, stop: async () => undefined } : await startTestServer();
  const template = `gongyi_template_${randomUUID().replaceAll('-', '')}`;
  try {
    await runAsAdmin(server.adminUrl, `CREATE DATABASE ${template}`);
    await applyMigrations(withDatabaseName(server.adminUrl, template), MIGRATIONS_DIR);
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide('testDatabase', { adminUrl: server.adminUrl, template });
  return async () => {
    await runAsAdmin(server.adminUrl, `DROP DATABASE ${template} WITH (FORCE)`);
    await server.stop();
  };
}

async function startTestServer(): Promise<{ adminUrl: string; stop(): Promise<void> }> {
  const postgres = await startTemporaryPostgres();
  // Nobody needs these data after a power failure; copying the template is several times faster.
  await runAsAdmin(postgres.connectionString, 'ALTER SYSTEM SET fsync = off');
  await runAsAdmin(postgres.connectionString, 'SELECT pg_reload_conf()');
  return { adminUrl: postgres.connectionString, stop: postgres.stop };
}
