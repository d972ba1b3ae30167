import type { ErrorCode } from '@gongyi/domain';

const STATUSES: Partial<Record<ErrorCode, number>> = {
  notSignedIn: 401,
  forbidden: 403,
  notFound: 404,
  invalidInput: 400,
  tooManyRequests: 429,
  serverUnavailable: 503,
};

/**
 * The HTTP status of a refusal outside tRPC; what is not in the table conflicts with the state of
 * things.
 */
export function statusOf(code: ErrorCode): number {
  return STATUSES[code] ?? 409;
}
