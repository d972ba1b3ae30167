import { ERROR_CODES, type ErrorCode, type ErrorDetails } from '@gongyi/domain';
import { TRPCClientError } from '@trpc/client';

/** Why something was refused. `unexpected` is a fault of the server's, not an answer. */
export type Refusal = { readonly code: ErrorCode | 'unexpected'; readonly details: ErrorDetails };

function isErrorCode(value: unknown): value is ErrorCode {
  return ERROR_CODES.some((code) => code === value);
}

/**
 * What the server said, from whatever a query or mutation threw. No answer at all is
 * `serverUnavailable`.
 */
export function refusalOf(error: unknown): Refusal {
  if (!(error instanceof TRPCClientError)) return { code: 'unexpected', details: {} };
  const data: unknown = error.data;
  if (typeof data !== 'object' || data === null) return { code: 'serverUnavailable', details: {} };
  if ('domain' in data && typeof data.domain === 'object' && data.domain !== null && 'code' in data.domain) {
    const { code } = data.domain;
    // The server builds both halves of `domain` from one DomainError, so details belong to a code
    // that we know.
    const details = 'details' in data.domain ? (data.domain.details as ErrorDetails) : {};
    if (isErrorCode(code)) return { code, details };
  }
  return { code: 'unexpected', details: {} };
}

const NO_ANSWER: readonly Refusal['code'][] = ['serverUnavailable', 'unexpected', 'tooManyRequests'];

/**
 * Whether the server said no, as opposed to not having been able to say anything: what is on the
 * screen stays only then.
 */
export function isAnswer(error: unknown): boolean {
  return error !== null && !NO_ANSWER.includes(refusalOf(error).code);
}
