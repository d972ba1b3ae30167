import { LIMITS } from '@gongyi/domain';
import { expect, test } from 'vitest';
import { createJoinLimiter } from './join-limiter.ts';

test('also with right codes an address may ask so often, and no more; others do not wait for it', async () => {
  const limiter = createJoinLimiter();
  for (let asked = 0; asked < LIMITS.joinRequests; asked++) await limiter.admit('192.0.2.1');
  await expect(limiter.admit('192.0.2.1')).rejects.toMatchObject({ code: 'tooManyRequests' });
  await limiter.admit('192.0.2.2');
});
