import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchHolds } from './watch-holds.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function startWatch() {
  let asked = 0;
  let answer: { resolve: () => void; reject: (error: Error) => void } | undefined;
  const warnings: object[] = [];
  const end = watchHolds(
    {
      releaseStaleHolds() {
        asked++;
        return new Promise<void>((resolve, reject) => {
          answer = { resolve, reject };
        });
      },
    },
    { warn: (details: object) => void warnings.push(details) },
  );
  return {
    end,
    warnings,
    asked: () => asked,
    resolve: () => answer?.resolve(),
    reject: (error: Error) => answer?.reject(error),
  };
}

test('holds are looked at every three seconds, and not before', async () => {
  const watch = startWatch();
  await vi.advanceTimersByTimeAsync(2_999);
  expect(watch.asked()).toBe(0);
  for (let times = 1; times <= 3; times++) {
    await vi.advanceTimersByTimeAsync(times === 1 ? 1 : 3_000);
    expect(watch.asked()).toBe(times);
    watch.resolve();
  }
  watch.end();
});

test('one look at a time, however long it takes', async () => {
  const watch = startWatch();
  await vi.advanceTimersByTimeAsync(12_000);
  expect(watch.asked()).toBe(1);
  watch.resolve();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(watch.asked()).toBe(2);
  watch.end();
});

test('a look that fails is told of, and followed by the next', async () => {
  const watch = startWatch();
  await vi.advanceTimersByTimeAsync(3_000);
  const err = new Error('no database');
  watch.reject(err);
  await vi.advanceTimersByTimeAsync(3_000);
  expect([watch.asked(), watch.warnings]).toEqual([2, [{ err }]]);
  watch.end();
});

test('when the watch has ended nobody looks any more', async () => {
  const watch = startWatch();
  watch.end();
  await vi.advanceTimersByTimeAsync(12_000);
  expect(watch.asked()).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});
