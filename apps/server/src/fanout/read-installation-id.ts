import { createHash } from 'node:crypto';
import type { Database } from '@gongyi/db';

/**
 * The same for all nodes of one database, and another for each other database, also for a copy of
 * it: what is stored in it would be copied along, and a copy for trying things out must not talk to
 * the real one over a Redis that they share.
 */
export async function readInstallationId(database: Pick<Database['pool'], 'query'>): Promise<string> {
  const { rows } = await database.query<{ cluster: string; database: string }>(
    `SELECT system_identifier::text AS cluster, (SELECT oid::text FROM pg_database WHERE datname = current_database()) AS database
     FROM pg_control_system()`,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('PostgreSQL does not say which cluster this is');
  return createHash('sha256').update(`${row.cluster}/${row.database}`).digest('hex').slice(0, 16);
}
