import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRequestLimiter } from './request-limiter.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const RULE = { window: 60, max: 3 } as const;

test('as many as the rule says pass in its window, of each address, and then it says how long to wait', async () => {
  const limiter = createRequestLimiter();
  for (let n = 0; n < RULE.max; n++) {
    expect(await limiter.consume('a /sign-in', RULE)).toEqual({ allowed: true, retryAfter: null });
  }
  vi.advanceTimersByTime(20_500);
  expect(await limiter.consume('a /sign-in', RULE)).toEqual({ allowed: false, retryAfter: 40 });
  expect(await limiter.consume('b /sign-in', RULE)).toMatchObject({ allowed: true });
  expect(await limiter.consume('a /sign-in', { window: 60, max: 600 })).toMatchObject({ allowed: true });
  expect(await createRequestLimiter().consume('a /sign-in', RULE)).toMatchObject({ allowed: true });
  vi.advanceTimersByTime(39_500);
  expect(await limiter.consume('a /sign-in', RULE)).toMatchObject({ allowed: true });
});

test('requests at the same time do not slip past each other', async () => {
  const limiter = createRequestLimiter();
  const answers = await Promise.all(Array.from({ length: 20 }, () => limiter.consume('a', RULE)));
  expect(answers.filter(({ allowed }) => allowed)).toHaveLength(RULE.max);
});
