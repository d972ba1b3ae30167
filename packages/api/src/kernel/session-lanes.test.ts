import { until } from '@gongyi/domain/testing';
import { expect, test } from 'vitest';
import { createSessionLanes } from './session-lanes.ts';

test('a few at a time go in, in order, whatever becomes of those before; sessions do not wait for each other', async () => {
  const lanes = createSessionLanes();
  const begun: string[] = [];
  const end: (() => void)[] = [];
  const enter = (sessionId: string, name: string, fails = false) =>
    lanes.run(sessionId, async () => {
      begun.push(name);
      await new Promise<void>((resolve) => end.push(resolve));
      if (fails) throw new Error(name);
      return name;
    });
  const runs = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => enter('s', name, name === 'b'));
  const other = enter('t', 'other');
  await Promise.resolve();
  expect(begun).toEqual(['a', 'b', 'c', 'd', 'other']);
  end[1]?.();
  await expect(runs[1]).rejects.toThrow('b');
  await until(() => expect(begun).toEqual(['a', 'b', 'c', 'd', 'other', 'e']));
  end[0]?.();
  await until(() => expect(begun.at(-1)).toBe('f'));
  for (const finish of end) finish();
  expect(await Promise.all([runs[0], ...runs.slice(2), other])).toEqual(['a', 'c', 'd', 'e', 'f', 'other']);
  // All have left: the next goes in at once.
  const again = enter('s', 'again');
  await Promise.resolve();
  expect(begun.at(-1)).toBe('again');
  end.at(-1)?.();
  expect(await again).toBe('again');
});
