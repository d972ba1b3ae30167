import { startTcpRelay, type TcpRelay } from './tcp-relay.ts';

/** Another way to a database, through a wire that can be cut. */
export async function relayDatabase(connectionString: string): Promise<{ relay: TcpRelay; connectionString: string }> {
  const url = new URL(connectionString);
  const folder = url.searchParams.get('host');
  const port = Number(url.port || 5432);
  const target = folder?.startsWith('/') ? { path: `${folder}/.s.PGSQL.${port}` } : { host: url.hostname, port };
  const relay = await startTcpRelay(target);
  url.searchParams.delete('host');
  url.hostname = '127.0.0.1';
  url.port = String(relay.port);
  return { relay, connectionString: url.toString() };
}
