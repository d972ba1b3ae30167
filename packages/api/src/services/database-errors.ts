import { Prisma } from '@gongyi/db';

/** Whether a write was refused because a row with this unique value is there already. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
}

/**
 * Prisma's codes for a server that is away, or too busy to begin (P2028), and those of the sockets beneath, which come through
 * as they are when a connection breaks in the middle.
 */
const AWAY_CODES: readonly string[] = [
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2028',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
];

/** Raw queries carry P2010, and the reason one level down. */
const AWAY_KINDS: readonly string[] = ['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout'];

/** What the pool says, without a code, when all its connections were busy for too long. */
const NO_CONNECTION = 'timeout exceeded when trying to connect';

/** Whether a query failed because the database is away: to be tried again, and nobody's mistake. */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof Error && error.message === NO_CONNECTION) return true;
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  const { driverAdapterError } = (error.meta ?? {}) as { driverAdapterError?: { cause?: { kind?: string } } };
  return AWAY_CODES.includes(error.code) || AWAY_KINDS.includes(driverAdapterError?.cause?.kind ?? '');
}
