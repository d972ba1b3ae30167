import pg from 'pg';
import { SUPERUSER } from './init-cluster.ts';
import { SOCKET_PORT } from './socket-dir.ts';

/** For `pg`: `host` as a parameter may be a folder, which means a socket in it. */
export function connectionStringFor(socketDir: string, database: string): string {
  return `postgresql://${SUPERUSER}@localhost:${SOCKET_PORT}/${database}?host=${encodeURIComponent(socketDir)}&sslmode=disable`;
}

const CONNECT_TIMEOUT_MS = 5_000;

/**
 * A connection to the maintenance database, which exists from the start. Its 'error' events are
 * swallowed: queries reject.
 */
export async function connectForMaintenance(socketDir: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: connectionStringFor(socketDir, 'postgres'),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
