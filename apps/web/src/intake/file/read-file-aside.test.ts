import { LIMITS } from '@gongyi/domain';
import { until } from '@gongyi/domain/testing';
import { expect, onTestFinished, test, vi } from 'vitest';
import { readFileAside } from './read-file-aside.ts';

/** A worker that is given a file of which it finds no end. */
function lostWorkers() {
  const state = { asked: 0, ended: 0 };
  vi.stubGlobal(
    'Worker',
    class {
      postMessage() {
        state.asked += 1;
      }
      terminate() {
        state.ended += 1;
      }
    },
  );
  onTestFinished(() => void vi.unstubAllGlobals());
  return state;
}

test('a worker that does not come to an end is ended', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const workers = lostWorkers();
  const outcome = readFileAside(new File(['a'], 'a.csv'), new AbortController().signal);
  await until(() => expect(workers.asked).toBe(1));
  expect(workers.ended).toBe(0);
  await vi.advanceTimersByTimeAsync(LIMITS.intakeSeconds * 1_000);
  expect(await outcome).toEqual({ ok: false, fault: 'tooSlow' });
  expect(workers.ended).toBe(1);
  expect(vi.getTimerCount()).toBe(0);
});

test('giving up ends it at once, and before it has begun there is none', async () => {
  const workers = lostWorkers();
  const controller = new AbortController();
  const reading = readFileAside(new File(['a'], 'a.csv'), controller.signal);
  await until(() => expect(workers.asked).toBe(1));
  controller.abort();
  await reading;
  expect(workers.ended).toBe(1);
  await readFileAside(new File(['a'], 'a.csv'), controller.signal);
  expect(workers.asked).toBe(1);
});
