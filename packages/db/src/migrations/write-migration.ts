import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startTemporaryPostgres } from '../embedded/start-temporary-postgres.ts';
import { applyMigrations } from './apply-migrations.ts';
import { diffDatabaseToSchema } from './schema-engine.ts';

export interface WriteMigrationOptions {
  schemaPath: string;
  migrationsDir: string;
  /** Words for the folder's name; undefined to write nothing and only tell the difference. */
  name: string | undefined;
}

/**
 * Applies the migrations to a fresh PostgreSQL and compares: what counts is what they do, not what
 * a copy of the schema says.
 */
export async function writeMigration({ schemaPath, migrationsDir, name }: WriteMigrationOptions): Promise<{
  /** Empty when there is nothing to write. */
  sql: string;
  /** The file written, if any. */
  path: string | undefined;
}> {
  await using postgres = await startTemporaryPostgres();
  await applyMigrations(postgres.connectionString, migrationsDir);
  const sql = await diffDatabaseToSchema(postgres.connectionString, schemaPath);
  if (sql === '' || name === undefined) return { sql, path: undefined };
  const dir = join(migrationsDir, `${timestamp(new Date())}_${name.trim().replaceAll(/\W+/g, '_')}`);
  const path = join(dir, 'migration.sql');
  await mkdir(dir);
  await writeFile(path, `${sql}\n`);
  return { sql, path };
}

/** 14 digits of UTC time, so that names sort by age. */
function timestamp(date: Date): string {
  return date.toISOString().replaceAll(/\D/g, '').slice(0, 14);
}
