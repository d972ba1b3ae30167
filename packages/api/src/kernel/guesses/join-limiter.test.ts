import { LIMITS } from '@gongyi/domain';
import { expect, test } from 'vitest';
import type { GuessCounter } from './guess-counter.ts';
import { createJoinLimiter } from './join-limiter.ts';

/** Only wrong codes are counted there. */
const nothingIsCounted: GuessCounter = {
  count: () => Promise.reject(new Error('a right code was counted as a wrong one')),
  forgive: async () => undefined,
};
const found = async () => 'a session';

test('also with right codes an address may ask so often, and no more; others do not wait for it', async () => {
  const limiter = createJoinLimiter(nothingIsCounted);
  for (let asked = 0; asked < LIMITS.joinRequests; asked++) await limiter.find('192.0.2.1', found);
  await expect(limiter.find('192.0.2.1', found)).rejects.toMatchObject({ code: 'tooManyRequests' });
  await limiter.find('192.0.2.2', found);
});
