import { TRPCClientError } from '@trpc/client';
import { describe, expect, it } from 'vitest';
import { isAnswer, refusalOf } from './refusal-of.ts';

/** An error as the link builds it from what the server sent. */
function answered(data: object): unknown {
  return TRPCClientError.from({ error: { message: 'x', code: -32600, data } });
}

describe('refusalOf', () => {
  it('reads the code and the details of a refusal', () => {
    const error = answered({ domain: { code: 'limitReached', details: { limit: 200 } } });
    expect(refusalOf(error)).toEqual({ code: 'limitReached', details: { limit: 200 } });
    expect(isAnswer(error)).toBe(true);
  });

  it('takes an answer without a refusal for a fault of the server', () => {
    const error = answered({ code: 'INTERNAL_SERVER_ERROR', domain: null });
    expect(refusalOf(error).code).toBe('unexpected');
    expect(isAnswer(error)).toBe(false);
  });

  it('takes a code of a newer server for a fault and not for an answer', () => {
    expect(refusalOf(answered({ domain: { code: 'somethingNew', details: {} } })).code).toBe('unexpected');
  });

  it('knows when no server was reached', () => {
    const error = TRPCClientError.from(new TypeError('Failed to fetch'));
    expect(refusalOf(error).code).toBe('serverUnavailable');
    expect(isAnswer(error)).toBe(false);
  });

  it('does not take a bug of the page for an answer', () => {
    expect(refusalOf(new RangeError('oops')).code).toBe('unexpected');
  });
});
