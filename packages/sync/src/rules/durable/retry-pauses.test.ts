import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createRetriedWork } from '../../nodes/retried-work.ts';
import { DEFAULT_TIMING } from '../../timing.ts';
import { createUnsavedBudget } from '../../unsaved-budget.ts';
import { createUpdateWriter } from '../../update-writer.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const logger = { warn: () => undefined, error: () => undefined };
/** Doubled from the first to the longest, which is not passed however long it lasts. */
const PAUSES = [200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000, 10_000];

type Attempt = () => Promise<void>;
type Begin = () => void;

/** What asks for an attempt, and for one more when there are none. */
const RETRIED: Record<string, (attempt: Attempt) => Begin> = {
  '[DU2] writing to the log': (attempt) => {
    const writer = createUpdateWriter({
      sessionId: 's1',
      log: { append: attempt },
      unsaved: createUnsavedBudget(1_000_000),
      logger,
      timing: DEFAULT_TIMING,
      onIdle: () => undefined,
    });
    return () => writer.push(Uint8Array.of(1));
  },
  '[NO4] reading what others wrote': (attempt) =>
    createRetriedWork({ work: attempt, failure: 'failed', timing: DEFAULT_TIMING, logger }).ask,
};

describe.each(Object.entries(RETRIED))('%s', (_what, prepare) => {
  test('is tried less and less often in an outage, but never more seldom than that; after it at once', async () => {
    let isOut = true;
    const times: number[] = [];
    const begin = prepare(async () => {
      times.push(Date.now());
      if (isOut) throw new Error('no database');
      // Asked for again during the attempt that succeeds, and then there is another outage.
      isOut = true;
      begin();
    });
    const pausesOf = async (count: number) => {
      while (times.length <= count) await vi.advanceTimersToNextTimerAsync();
      const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0));
      times.length = 0;
      return pauses;
    };
    begin();
    expect(await pausesOf(PAUSES.length)).toEqual(PAUSES);
    isOut = false;
    // The attempt that succeeds, the one right after it, and those that follow.
    expect(await pausesOf(4)).toEqual([0, 200, 400, 800]);
  });
});
