import { expect, test } from 'vitest';
import { createBriefMemory } from './brief-memory.ts';

test('a key is given the same for a moment, and then anew; the oldest go first', () => {
  let now = 0;
  let count = 0;
  const memory = createBriefMemory({ lastsMs: 10, most: 2, now: () => now });
  const recall = (key: string) => memory.recall(key, () => `value ${++count}`);
  expect([recall('a'), recall('b'), recall('a')]).toEqual(['value 1', 'value 2', 'value 1']);
  now = 9;
  expect(recall('a')).toBe('value 1');
  expect(recall('c')).toBe('value 3');
  expect(recall('a')).toBe('value 4');
  now = 19;
  expect([recall('c'), recall('a')]).toEqual(['value 5', 'value 6']);
});
