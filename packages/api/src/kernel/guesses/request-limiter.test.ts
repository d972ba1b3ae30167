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
  expect(await createRequestLimiter().consume('a /sign-in', RULE)).toMatchObject({ allowed: true });
  vi.advanceTimersByTime(39_500);
  expect(await limiter.consume('a /sign-in', RULE)).toMatchObject({ allowed: true });
});

test('requests at the same time do not slip past each other', async () => {
  const limiter = createRequestLimiter();
  const answers = await Promise.all(Array.from({ length: 20 }, () => limiter.consume('a', RULE)));
  expect(answers.filter(({ allowed }) => allowed)).toHaveLength(RULE.max);
});

test('whoever asks at ever new paths makes it keep no more than so many', async () => {
  const limiter = createRequestLimiter(3);
  for (const path of ['1', '2', '3', '4']) await limiter.consume(path, { window: 60, max: 1 });
  // The oldest is forgotten, the others still count.
  expect(await limiter.consume('4', { window: 60, max: 1 })).toMatchObject({ allowed: false });
  expect(await limiter.consume('2', { window: 60, max: 1 })).toMatchObject({ allowed: false });
  expect(await limiter.consume('1', { window: 60, max: 1 })).toMatchObject({ allowed: true });
});
