import { expect, test } from 'vitest';
import { deferred } from '../test/deferred.ts';
import { until } from '../test/until.ts';
import { createRetriedWork } from './retried-work.ts';

const timing = { firstRetryMs: 1, longestRetryMs: 2 };
const logger = { warn: () => undefined, error: () => undefined };
const retried = (work: () => Promise<void>) => createRetriedWork({ work, failure: 'failed', timing, logger });

test('[NO4] what is asked for during the work is done once more, after it', async () => {
  let [running, most, done] = [0, 0, 0];
  const gate = deferred();
  const work = retried(async () => {
    most = Math.max(most, ++running);
    await gate.promise;
    running--;
    done++;
  });
  work.ask();
  const waiting = [work.once(), work.once(), work.once()];
  expect(work.isWanted).toBe(true);
  gate.resolve();
  await Promise.all(waiting);
  await until(() => expect(work.isWanted).toBe(false));
  expect([most, done]).toEqual([1, 2]);
});

test('[NO4] work that fails is tried until it succeeds; who waits is told of the failure', async () => {
  let attempts = 0;
  const work = retried(async () => {
    if (++attempts < 4) throw new Error(`attempt ${attempts}`);
  });
  await expect(work.once()).rejects.toThrow('attempt 1');
  await until(() => expect(work.isWanted).toBe(false));
  expect(attempts).toBe(4);
});

test('[NO4] when it is closed nothing more is done, and nobody is left waiting', async () => {
  let attempts = 0;
  const gate = deferred();
  const work = retried(async () => {
    attempts++;
    await gate.promise;
  });
  work.ask();
  const waiting = work.once();
  work.close();
  gate.resolve();
  await expect(waiting).rejects.toThrow('stopped');
  await expect(work.once()).rejects.toThrow('stopped');
  expect(attempts).toBe(1);
});
