import { MigrationError } from '@gongyi/db';
import { EmbeddedPostgresError } from '@gongyi/db/embedded';
import { ConfigError } from './config.ts';
import { RedisError } from './fanout/redis-fanout.ts';

/** Errors whose message is all that an administrator needs. */
const ONE_LINERS = [ConfigError, EmbeddedPostgresError, MigrationError, RedisError] as const;

/**
 * One line for what an administrator can mend; everything else with its stack, because it is a
 * fault of ours.
 */
export function explainStartFailure(error: unknown): string {
  if (ONE_LINERS.some((kind) => error instanceof kind)) return (error as Error).message;
  if (!(error instanceof Error)) return String(error);
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return `${message}. Another program uses this port: stop it, or set PORT.`;
  if (code === 'EACCES') return `${message}. Choose a PORT above 1023, or a DATA_DIR that this user may write.`;
  if (code === 'EADDRNOTAVAIL') return `${message}. This machine has no such address: set HOST.`;
  if (isDatabaseOutOfReach(code)) return `The database at DATABASE_URL cannot be used: ${message}.`;
  return error.stack ?? message;
}

/**
 * The driver's words for "not there", and PostgreSQL's classes 08 (connection), 28 (authorisation),
 * 3D (no such database).
 */
function isDatabaseOutOfReach(code: string | undefined): boolean {
  return (
    code !== undefined && (/^(ECONNREFUSED|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH)$/.test(code) || /^(08|28|3D)/.test(code))
  );
}
