import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './generated/client.ts';

/**
 * Prepared by `npx prisma` for our schema; `tx` inside `database.prisma.$transaction(async (tx) =>
 * …)` has the same models.
 */
export type DatabaseClient = PrismaClient;

export interface Database {
  /** Queries and transactions. */
  readonly prisma: DatabaseClient;
  /**
   * The connections that `prisma` uses, for what Prisma has no words for: the sync log's multi-row
   * inserts, a client held for LISTEN. A client taken with `pool.connect()` must be released.
   */
  readonly pool: pg.Pool;
  /** Waits for queries under way, then closes every connection. A second call does nothing. */
  disconnect(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface DatabaseOptions {
  /** Told of a connection that broke while nobody was using it. The next query opens a new one. */
  log?: (message: string, error: unknown) => void;
  /** Connections at most. PostgreSQL's own limit (100 by default) is shared by all server nodes. */
  poolSize?: number;
  /**
   * After this a statement is given up, by the database and by us, and its connection closed.
   * Without it, a network that swallows packets would hold each query until TCP gives up, a quarter
   * of an hour later.
   */
  statementTimeoutMs?: number;
  /**
   * How long a query waits for a free connection, or a new one for an answer. `statementTimeoutMs`
   * when that is shorter.
   */
  connectTimeoutMs?: number;
}

const DEFAULT_POOL_SIZE = 20;
const CONNECT_TIMEOUT_MS = 10_000;
/** Our statements take milliseconds; what takes this long waits for something that is not there. */
const STATEMENT_TIMEOUT_MS = 20_000;

/**
 * Opens a pool on any PostgreSQL. Connects lazily: a wrong address shows at the first query.
 *
 * The database may go away and come back: queries in between are rejected with the driver's error,
 * nothing else happens. A query whose answer never comes is rejected too; it may have been carried
 * out.
 */
export function createDatabase(connectionString: string, options: DatabaseOptions = {}): Database {
  const { statementTimeoutMs = STATEMENT_TIMEOUT_MS, connectTimeoutMs = CONNECT_TIMEOUT_MS } = options;
  const pool = new pg.Pool({
    connectionString,
    max: options.poolSize ?? DEFAULT_POOL_SIZE,
    connectionTimeoutMillis: Math.min(connectTimeoutMs, statementTimeoutMs),
    query_timeout: statementTimeoutMs,
    statement_timeout: statementTimeoutMs,
    // Whoever vanished in the middle of a transaction must not keep its locks: the log's would hold
    // up all appends of all nodes.
    idle_in_transaction_session_timeout: statementTimeoutMs,
    // Finds out about dead connections that nobody is using.
    keepAlive: true,
  });
  // Without a listener, an idle connection's error ('error' on an EventEmitter) would end the
  // process.
  pool.on('error', (error) => options.log?.('an idle database connection broke', error));
  // A client that is in use when the server goes away emits 'error' on itself, besides rejecting
  // its query.
  pool.on('connect', (client) => client.on('error', (error) => options.log?.('a database connection broke', error)));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool), errorFormat: 'minimal' });

  let disconnecting: Promise<void> | undefined;
  const disconnect = () => {
    disconnecting ??= prisma.$disconnect().then(() => pool.end());
    return disconnecting;
  };
  return { prisma, pool, disconnect, [Symbol.asyncDispose]: disconnect };
}
