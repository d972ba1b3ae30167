import { Prisma } from '@gongyi/db';

/** Whether a write was refused because a row with this unique value is there already. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
}

/**
 * Prisma's codes for a server that is away or does not let us in, is too busy to begin (P2024,
 * P2028, P2037), or ended the connection.
 */
const AWAY_CODES: readonly string[] = [
  'P1000',
  'P1001',
  'P1002',
  'P1003',
  'P1008',
  'P1010',
  'P1011',
  'P1017',
  'P2024',
  'P2028',
  'P2037',
];

/**
 * Of the sockets beneath: what happens when a connection breaks in the middle, or there is none.
 */
const SOCKET_CODES: readonly string[] = [
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOENT',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
];
/** A file that is missing has the same code as the socket of a server that is. */
const SOCKET_CALLS: readonly string[] = ['connect', 'getaddrinfo', 'read', 'write'];

/**
 * PostgreSQL's own words (SQLSTATE) for: the connection broke (08), no more room or connections
 * (53), a shutdown or a start (57P), a statement that took too long (57014), an idle transaction
 * or session that was ended (25P03, 57P05), a standby that takes no writes (25006).
 */
const AWAY_STATES = /^(08...|53...|57P..|57014|25P03|25006)$/;

/** Raw queries carry P2010, and the reason one level down. */
const AWAY_KINDS: readonly string[] = [
  'AuthenticationFailed',
  'ConnectionClosed',
  'DatabaseAccessDenied',
  'DatabaseDoesNotExist',
  'DatabaseNotReachable',
  'SocketTimeout',
  'TlsConnectionError',
  'TooManyConnections',
];

/**
 * What the driver and its pool say without a code. Prisma passes them on as they are, or puts words
 * of its own before them.
 */
const AWAY_WORDS: readonly string[] = [
  'timeout exceeded when trying to connect',
  'timeout expired',
  'Connection terminated',
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
  'Cannot use a pool after calling end on the pool',
  'Query read timeout',
];

/** Errors name their causes; more than a few deep is a circle. */
const MOST_CAUSES = 5;

/** Whether a query failed because the database is away: to be tried again, and nobody's mistake. */
export function isDatabaseAway(error: unknown): boolean {
  let current = error;
  for (let depth = 0; depth < MOST_CAUSES && current instanceof Error; depth++) {
    if (saysAway(current)) return true;
    // Of a host with several addresses, each has its own error.
    if (current instanceof AggregateError && current.errors.some(isDatabaseAway)) return true;
    current = current.cause;
  }
  return false;
}

type Details = {
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly severity?: unknown;
  readonly meta?: { readonly driverAdapterError?: { readonly cause?: DriverCause } };
};
type DriverCause = { readonly kind?: string; readonly originalCode?: string };

function saysAway(error: Error): boolean {
  if (AWAY_WORDS.some((words) => error.message === words || error.message.endsWith(`\n${words}`))) return true;
  if (error instanceof Prisma.PrismaClientInitializationError) return true;
  const { code, syscall, severity, meta } = error as Details;
  const name = typeof code === 'string' ? code : '';
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    const { kind = '', originalCode = '' } = meta?.driverAdapterError?.cause ?? {};
    const isAway = AWAY_CODES.includes(name) || SOCKET_CODES.includes(name);
    return isAway || AWAY_KINDS.includes(kind) || AWAY_STATES.test(originalCode) || AWAY_STATES.test(name);
  }
  // The driver's own: only PostgreSQL's errors have a severity.
  if (typeof severity === 'string') return AWAY_STATES.test(name);
  return SOCKET_CODES.includes(name) && SOCKET_CALLS.includes(String(syscall));
}
