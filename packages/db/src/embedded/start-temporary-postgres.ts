import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAsAdmin, withDatabaseName } from './admin-connection.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './start-embedded-postgres.ts';

export interface TemporaryPostgres extends EmbeddedPostgres {
  /** An empty one, of many. Gives its connection string. */
  createDatabase(): Promise<string>;
}

/**
 * For tests and tools: a PostgreSQL whose data are thrown away with it, also when this process is
 * killed.
 */
export async function startTemporaryPostgres(): Promise<TemporaryPostgres> {
  const dir = await mkdtemp(join(tmpdir(), 'gongyi-temporary-'));
  // As root without user namespaces PostgreSQL runs as another account, which must be able to
  // enter.
  await chmod(dir, 0o711);
  const releaseWatchdog = leaveNothingBehind(dir);
  const postgres = await startEmbeddedPostgres({ dataDir: join(dir, 'data'), systemDir: join(dir, 'system') });
  const stop = async () => {
    await postgres.stop();
    releaseWatchdog();
    await rm(dir, { recursive: true, force: true });
  };
  const createDatabase = async () => {
    const name = `gongyi_${randomUUID().replaceAll('-', '')}`;
    await runAsAdmin(postgres.connectionString, `CREATE DATABASE ${name}`);
    return withDatabaseName(postgres.connectionString, name);
  };
  return { ...postgres, createDatabase, stop, [Symbol.asyncDispose]: stop };
}

/**
 * The embedded PostgreSQL outlives its starter on purpose. Here a shell waits for the end of a pipe
 * that only we hold open, and then ends PostgreSQL and removes its folder. It is there before
 * PostgreSQL is, so that no moment is missed; what was being started when we were killed gets two
 * seconds to show itself.
 */
function leaveNothingBehind(dir: string): () => void {
  const script = `
    if read -r done; then exit 0; fi
    tries=0
    while [ "$tries" -lt 100 ]; do
      pid=$(head -n 1 "$1/data/postgres/postmaster.pid" 2>/dev/null)
      if [ -n "$pid" ]; then kill -INT "$pid" 2>/dev/null || break; elif [ "$tries" -ge 20 ]; then break; fi
      sleep 0.1
      tries=$((tries + 1))
    done
    rm -rf -- "$1"`;
  const watchdog = spawn('/bin/sh', ['-c', script, 'sh', dir], {
    detached: true,
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.unref();
  const { stdin } = watchdog;
  return () => stdin.end('done\n');
}
