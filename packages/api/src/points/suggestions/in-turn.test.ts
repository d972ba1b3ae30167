import { expect, test } from 'vitest';
import { inTurn } from './in-turn.ts';

test('one at a time, in the order asked for, whether they succeed, fail or are given up', async () => {
  const log: string[] = [];
  const work =
    (name: string, fails = false) =>
    async () => {
      log.push(`${name} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      log.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    };
  const controller = new AbortController();
  const results = Promise.allSettled([
    inTurn(work('a', true)),
    inTurn(work('b'), controller.signal),
    inTurn(work('c')),
  ]);
  controller.abort(new Error('given up'));
  expect(await results).toMatchObject([
    { reason: { message: 'a' } },
    { reason: { message: 'given up' } },
    { value: 'c' },
  ]);
  expect(log).toEqual(['a begins', 'a ends', 'c begins', 'c ends']);
});
