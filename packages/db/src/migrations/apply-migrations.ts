import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type Migration, readMigrations } from './read-migrations.ts';

/**
 * What a start finds wrong with the database's history, in words for the administrator.
 *
 * - `changed`: a migration was edited after it had been applied here.
 * - `unknown`: the database was migrated by a newer version of the program.
 * - `unfinished`: Prisma's own tool left a failed migration behind.
 * - `failed`: the SQL of a migration was refused; nothing of it was kept.
 */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
  constructor(
    readonly reason: 'changed' | 'unknown' | 'unfinished' | 'failed',
    readonly migration: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export interface ApplyMigrationsResult {
  /**
   * Names of the migrations applied by this call, oldest first; empty when the database was up to
   * date.
   */
  readonly applied: readonly string[];
}

/** Any number that nothing else in the database locks. Prisma's own tool uses 72707369. */
const ADVISORY_LOCK_KEY = 7_406_310_552;

/**
 * The table of `prisma migrate`, so that its tools can read a database migrated here, and the other
 * way round.
 */
const CREATE_HISTORY = `
  CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id" VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum" VARCHAR(64) NOT NULL,
    "finished_at" TIMESTAMPTZ,
    "migration_name" VARCHAR(255) NOT NULL,
    "logs" TEXT,
    "rolled_back_at" TIMESTAMPTZ,
    "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count" INTEGER NOT NULL DEFAULT 0
  )`;

interface HistoryRow {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
}

/**
 * Brings the database up to the last migration in `migrationsDir` (the packed server passes its own
 * copy of the folder).
 *
 * Each migration and its row in the history are one transaction: killed at any moment, the next
 * start goes on where this one was, with no repair. Therefore a migration cannot hold what
 * PostgreSQL refuses in a transaction (CREATE INDEX CONCURRENTLY, …). Servers that start at the
 * same time take turns.
 *
 * @throws MigrationError and, when the database cannot be reached, the driver's error.
 */
export async function applyMigrations(connectionString: string, migrationsDir: string): Promise<ApplyMigrationsResult> {
  const migrations = await readMigrations(migrationsDir);
  const client = new pg.Client({ connectionString });
  // A connection lost while idle between two queries: the next query rejects, which is where it is
  // handled.
  client.on('error', () => undefined);
  await client.connect();
  try {
    // Held by the connection, so it is free again when this process dies.
    await client.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCK_KEY]);
    const pending = findPending(migrations, await readHistory(client));
    if (pending.length > 0) await client.query(CREATE_HISTORY);
    for (const migration of pending) await applyOne(client, migration);
    return { applied: pending.map((migration) => migration.name) };
  } finally {
    await client.end();
  }
}

async function readHistory(client: pg.Client): Promise<HistoryRow[]> {
  const { rows } = await client.query<{ known: boolean }>(
    `SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS known`,
  );
  if (!rows[0]?.known) return [];
  const history = await client.query<HistoryRow>(
    'SELECT migration_name, checksum, finished_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL ORDER BY migration_name',
  );
  return history.rows;
}

function findPending(migrations: readonly Migration[], history: readonly HistoryRow[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  const done = new Set<string>();
  for (const row of history) {
    const name = row.migration_name;
    if (row.finished_at === null) {
      throw new MigrationError(
        'unfinished',
        name,
        `Migration ${name} was begun by another tool and not finished. Resolve it with "prisma migrate resolve" first.`,
      );
    }
    const migration = known.get(name);
    if (!migration) {
      throw new MigrationError(
        'unknown',
        name,
        `The database already has migration ${name}, which this version does not know. Start the newer version that wrote it.`,
      );
    }
    if (migration.checksum !== row.checksum) {
      throw new MigrationError(
        'changed',
        name,
        `Migration ${name} was changed after it had been applied. Put the file back and write a new migration instead.`,
      );
    }
    done.add(name);
  }
  return migrations.filter((migration) => !done.has(migration.name));
}

async function applyOne(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (error) {
    // When the connection itself is gone there is nothing left to roll back, and the first error is
    // the one to tell.
    await client.query('ROLLBACK').catch(() => undefined);
    const detail = error instanceof Error ? error.message : String(error);
    throw new MigrationError('failed', name, `Migration ${name} could not be applied: ${detail}`, { cause: error });
  }
}
