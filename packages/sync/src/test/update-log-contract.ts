import { describe, expect, test } from 'vitest';
import type { UpdateLog } from '../ports.ts';

export interface UpdateLogHarness extends AsyncDisposable {
  readonly log: UpdateLog;
  /** A session that exists and has no updates. */
  newSession(): Promise<string>;
}

/** What every `UpdateLog` must do; each implementation runs it. */
export function describeUpdateLog(name: string, createHarness: () => Promise<UpdateLogHarness>): void {
  const bytes = (...values: number[]) => Uint8Array.from(values);
  const plain = (updates: readonly Uint8Array[]) => updates.map((update) => [...update]);

  describe(`${name} keeps the contract of UpdateLog`, () => {
    test('a session that nobody wrote is empty', async () => {
      await using harness = await createHarness();
      expect(await harness.log.load(await harness.newSession())).toEqual([]);
    });

    test('updates come back in the order in which they were appended, whatever bytes they hold', async () => {
      await using harness = await createHarness();
      const sessionId = await harness.newSession();
      const everyByte = Uint8Array.from({ length: 256 }, (_, value) => value);
      await harness.log.append([{ sessionId, update: bytes(1, 0, 0) }]);
      await harness.log.append([
        { sessionId, update: everyByte },
        { sessionId, update: bytes() },
        { sessionId, update: bytes(3) },
      ]);
      expect(plain(await harness.log.load(sessionId))).toEqual([[1, 0, 0], [...everyByte], [], [3]]);
    });

    test('sessions are kept apart, also within one append', async () => {
      await using harness = await createHarness();
      const [one, two] = [await harness.newSession(), await harness.newSession()];
      await harness.log.append([
        { sessionId: one, update: bytes(1) },
        { sessionId: two, update: bytes(2) },
        { sessionId: one, update: bytes(3) },
      ]);
      expect(plain(await harness.log.load(one))).toEqual([[1], [3]]);
      expect(plain(await harness.log.load(two))).toEqual([[2]]);
    });

    test('a view into a larger buffer is stored as what it shows', async () => {
      await using harness = await createHarness();
      const sessionId = await harness.newSession();
      await harness.log.append([{ sessionId, update: bytes(9, 1, 2, 9).subarray(1, 3) }]);
      expect(plain(await harness.log.load(sessionId))).toEqual([[1, 2]]);
    });

    test('what was loaded belongs to the caller', async () => {
      await using harness = await createHarness();
      const sessionId = await harness.newSession();
      await harness.log.append([{ sessionId, update: bytes(1, 2) }]);
      (await harness.log.load(sessionId))[0]?.fill(7);
      expect(plain(await harness.log.load(sessionId))).toEqual([[1, 2]]);
    });

    test('an update of a megabyte is kept', async () => {
      await using harness = await createHarness();
      const sessionId = await harness.newSession();
      await harness.log.append([{ sessionId, update: new Uint8Array(1_048_576).fill(5) }]);
      const [update] = await harness.log.load(sessionId);
      expect(update?.length).toBe(1_048_576);
      expect(update?.every((byte) => byte === 5)).toBe(true);
    });

    test('overlapping appends are all stored', async () => {
      await using harness = await createHarness();
      const sessionId = await harness.newSession();
      await Promise.all(Array.from({ length: 30 }, (_, n) => harness.log.append([{ sessionId, update: bytes(n) }])));
      const stored = plain(await harness.log.load(sessionId)).flat();
      expect(stored.sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, n) => n));
    });

    test('appending nothing does nothing', async () => {
      await using harness = await createHarness();
      const sessionId = await harness.newSession();
      await harness.log.append([]);
      expect(await harness.log.load(sessionId)).toEqual([]);
    });
  });
}
