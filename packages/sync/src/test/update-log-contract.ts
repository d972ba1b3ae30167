import type { Point } from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { LIMITS, newId } from '@gongyi/domain';
import { describe, expect, test } from 'vitest';
import type { ClientOwner, RemovedPoint, StoredDocument, UpdateLog } from '../ports.ts';

export interface UpdateLogHarness extends AsyncDisposable {
  readonly log: UpdateLog;
  /** A session that exists and has no updates. */
  newSession(): Promise<string>;
  /** The kept points of a session, the last removed first. */
  removedOf(sessionId: string): Promise<readonly RemovedPoint[]>;
}

const POINT: Point = {
  ...pointDraft(),
  id: newId(),
  source: null,
  channel: '',
  category: 'problem',
  level: null,
  prompt: null,
  clusterId: null,
  unit: '石桥村',
  createdAt: '2026-11-29T08:00:00.000Z',
};
const EMPTY: StoredDocument = { snapshot: null, updates: [], upTo: 0, owners: [] };

/** What every `UpdateLog` must do; each implementation runs it. */
export function describeUpdateLog(name: string, createHarness: () => Promise<UpdateLogHarness>): void {
  const bytes = (...values: number[]) => Uint8Array.from(values);
  const plain = ({ updates }: Pick<StoredDocument, 'updates'>) => updates.map((update) => [...update]);

  describe(`${name} keeps the contract of UpdateLog`, () => {
    test('a session that nobody wrote is empty', async () => {
      await using harness = await createHarness();
      expect(await harness.log.load(await harness.newSession())).toEqual(EMPTY);
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
      (await harness.log.load(sessionId)).updates[0]?.fill(7);
      expect(plain(await harness.log.load(sessionId))).toEqual([[1, 2]]);
    });

    test('an update of a megabyte is kept', async () => {
      await using harness = await createHarness();
      const sessionId = await harness.newSession();
      await harness.log.append([{ sessionId, update: new Uint8Array(1_048_576).fill(5) }]);
      const { updates } = await harness.log.load(sessionId);
      const [update] = updates;
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
      expect(await harness.log.load(sessionId)).toEqual(EMPTY);
    });

    test('a snapshot stands for the updates up to it, and later ones follow it', async () => {
      await using harness = await createHarness();
      const { log } = harness;
      const [sessionId, other] = [await harness.newSession(), await harness.newSession()];
      await log.append([
        { sessionId, update: bytes(1) },
        { sessionId: other, update: bytes(9) },
        { sessionId, update: bytes(2) },
      ]);
      const asked: unknown[] = [];
      const merge = (stored: StoredDocument) => {
        asked.push([stored.snapshot && [...stored.snapshot], plain(stored)]);
        return bytes(10, 11);
      };
      expect(await log.compact(sessionId, merge)).toBe(true);
      await log.append([{ sessionId, update: bytes(3) }]);
      const { snapshot, updates } = await log.load(sessionId);
      expect([snapshot && [...snapshot], plain({ updates })]).toEqual([[10, 11], [[3]]]);
      expect(plain(await log.load(other))).toEqual([[9]]);
      expect(await log.compact(sessionId, merge)).toBe(true);
      expect(asked).toEqual([
        [null, [[1], [2]]],
        [[10, 11], [[3]]],
      ]);
    });

    test('the snapshot before the newest still leads to everything', async () => {
      await using harness = await createHarness();
      const { log } = harness;
      const sessionId = await harness.newSession();
      for (const byte of [1, 2, 3]) {
        await log.append([{ sessionId, update: bytes(byte) }]);
        await log.compact(sessionId, () => bytes(100 + byte));
      }
      await log.append([{ sessionId, update: bytes(4) }]);
      const previous = await log.load(sessionId, 'previous');
      expect([previous.snapshot && [...previous.snapshot], plain(previous)]).toEqual([[102], [[3], [4]]]);
    });

    test('with one snapshot, the one before it is none, and all updates', async () => {
      await using harness = await createHarness();
      const sessionId = await harness.newSession();
      await harness.log.append([{ sessionId, update: bytes(1) }]);
      await harness.log.compact(sessionId, () => bytes(101));
      const previous = await harness.log.load(sessionId, 'previous');
      expect([previous.snapshot, plain(previous)]).toEqual([null, [[1]]]);
    });

    test('who has a snapshot is given what came since, and not the snapshot again', async () => {
      await using harness = await createHarness();
      const { log } = harness;
      const [sessionId, other] = [await harness.newSession(), await harness.newSession()];
      const { upTo: beginning } = await log.load(sessionId);
      for (const byte of [1, 2]) await log.append([{ sessionId, update: bytes(byte) }]);
      await log.append([{ sessionId: other, update: bytes(9) }]);
      expect(plain(await log.load(sessionId, { since: beginning }))).toEqual([[1], [2]]);
      await log.compact(sessionId, () => bytes(102));
      await log.append([{ sessionId, update: bytes(3) }]);
      const { upTo } = await log.load(sessionId);
      const since = await log.load(sessionId, { since: upTo });
      expect([since.snapshot, plain(since), since.upTo]).toEqual([null, [[3]], upTo]);
      expect(await log.load(other, { since: (await log.load(other)).upTo })).toEqual({
        ...EMPTY,
        updates: [bytes(9)],
      });
    });

    test('nor after another has made the next one, nor is anything left out after the one that follows', async () => {
      await using harness = await createHarness();
      const { log } = harness;
      const sessionId = await harness.newSession();
      const snapshots: number[] = [];
      for (const byte of [1, 2, 3]) {
        await log.append([{ sessionId, update: bytes(byte) }]);
        await log.compact(sessionId, () => bytes(100 + byte));
        snapshots.push((await log.load(sessionId)).upTo);
      }
      await log.append([{ sessionId, update: bytes(4) }]);
      const [first = 0, second = 0, third = 0] = snapshots;
      const fromSecond = await log.load(sessionId, { since: second });
      expect([fromSecond.snapshot, plain(fromSecond), fromSecond.upTo]).toEqual([null, [[3], [4]], third]);
      const fromFirst = await log.load(sessionId, { since: first });
      expect([fromFirst.snapshot, plain(fromFirst), fromFirst.upTo]).toEqual([bytes(103), [[4]], third]);
    });

    test('whose a client id is comes with the document, and the first to own it keeps it', async () => {
      await using harness = await createHarness();
      const { log } = harness;
      const [sessionId, other] = [await harness.newSession(), await harness.newSession()];
      const largest = 2 ** 32 - 1;
      const own = (ownerKey: string, ...clientIds: number[]) => clientIds.map((clientId) => ({ clientId, ownerKey }));
      const ownersOf = async (id: string) => sorted((await log.load(id)).owners);
      await log.append([
        { sessionId, update: bytes(1), owners: own('anna', 1, largest) },
        { sessionId: other, update: bytes(1), owners: own('bert', 1) },
        { sessionId, update: bytes(2), owners: own('bert', 1, 2) },
      ]);
      await log.append([{ sessionId, update: bytes(3), owners: own('carla', 2, 3) }]);
      const expected = [...own('anna', 1), ...own('bert', 2), ...own('carla', 3), ...own('anna', largest)];
      expect(await ownersOf(sessionId)).toEqual(expected);
      expect(await ownersOf(other)).toEqual(own('bert', 1));
      await log.compact(sessionId, () => bytes(10));
      expect(await ownersOf(sessionId)).toEqual(expected);
      const { upTo } = await log.load(sessionId);
      expect(sorted((await log.load(sessionId, { since: upTo })).owners)).toEqual(expected);
      expect(sorted((await log.load(sessionId, 'previous')).owners)).toEqual(expected);
    });

    test('a point that was removed is kept with all that it had, whatever it had', async () => {
      await using harness = await createHarness();
      const [sessionId, other] = [await harness.newSession(), await harness.newSession()];
      const plainPoint = removed({ clusterId: null }, 1);
      const full = removed(
        { source: 'masses', channel: '座谈', category: 'idea', level: 'team', prompt: 3, clusterId: 'cluster-1' },
        2,
      );
      const nobodys = removed({ author: '', authorId: '', unit: '', text: '\'; -- \\ "引号" 😀\n\t第二行' }, 3);
      await harness.log.append([
        { sessionId, update: bytes(1), removed: [plainPoint] },
        { sessionId: other, update: bytes(9) },
        { sessionId, update: bytes(2), removed: [full, nobodys] },
      ]);
      expect(await harness.removedOf(sessionId)).toEqual([nobodys, full, plainPoint]);
      expect(await harness.removedOf(other)).toEqual([]);
      expect(plain(await harness.log.load(sessionId))).toEqual([[1], [2]]);
    });

    test('no character that a point may hold makes the append fail', async () => {
      await using harness = await createHarness();
      const sessionId = await harness.newSession();
      const kept = removed({ text: '一\u0000二\ud800三\u0007', author: '\ude00', channel: '\u0000' }, 1);
      await harness.log.append([{ sessionId, update: bytes(1), removed: [kept] }]);
      const [{ point } = kept] = await harness.removedOf(sessionId);
      expect(point.text).toMatch(/^一.?二.?三/u);
      expect(plain(await harness.log.load(sessionId))).toEqual([[1]]);
    });

    test('of one that is removed again the last words are kept, also within one append and when they come late', async () => {
      await using harness = await createHarness();
      const sessionId = await harness.newSession();
      const first = removed({ text: '一' }, 1);
      const again = (text: string, at: number): RemovedPoint => ({ point: { ...first.point, text }, at: new Date(at) });
      await harness.log.append([{ sessionId, update: bytes(1), removed: [first] }]);
      await harness.log.append([
        { sessionId, update: bytes(2), removed: [again('二', 2)] },
        { sessionId, update: bytes(3), removed: [again('三', 3)] },
      ]);
      expect(await harness.removedOf(sessionId)).toEqual([again('三', 3)]);
      await harness.log.append([{ sessionId, update: bytes(1), removed: [first] }]);
      expect(await harness.removedOf(sessionId)).toEqual([again('三', 3)]);
    });

    test('a compaction leaves the newest of them, and touches no other session', async () => {
      await using harness = await createHarness();
      const [sessionId, other] = [await harness.newSession(), await harness.newSession()];
      const all = Array.from({ length: LIMITS.removedPointsPerSession + 3 }, (_, n) => removed({}, n));
      await harness.log.append([{ sessionId, update: bytes(1), removed: all }]);
      await harness.log.append([{ sessionId: other, update: bytes(1), removed: all.slice(0, 2) }]);
      await harness.log.compact(sessionId, () => bytes(10));
      const kept = await harness.removedOf(sessionId);
      expect(kept).toHaveLength(LIMITS.removedPointsPerSession);
      expect(kept.at(-1)).toEqual(all[3]);
      expect(await harness.removedOf(other)).toHaveLength(2);
    });

    test('no snapshot is made of nothing new, nor when there is nothing to make', async () => {
      await using harness = await createHarness();
      const { log } = harness;
      const sessionId = await harness.newSession();
      expect(await log.compact(sessionId, () => bytes(1))).toBe(false);
      await log.append([{ sessionId, update: bytes(1) }]);
      expect(await log.compact(sessionId, () => null)).toBe(false);
      expect(await log.compact(sessionId, () => bytes(1))).toBe(true);
      expect(await log.compact(sessionId, () => bytes(1))).toBe(false);
    });

    test('nothing is lost when appends and compactions overlap', async () => {
      await using harness = await createHarness();
      const { log } = harness;
      const sessionId = await harness.newSession();
      // A document that is the list of its bytes.
      const merge = ({ snapshot, updates }: StoredDocument) =>
        Uint8Array.from([...(snapshot ?? []), ...updates.flatMap((update) => [...update])]);
      await Promise.all(
        Array.from({ length: 60 }, async (_, n) => {
          await log.append([{ sessionId, update: bytes(n) }]);
          if (n % 5 === 0) await log.compact(sessionId, merge);
        }),
      );
      const all = [...merge(await log.load(sessionId))];
      expect(all.sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, n) => n));
    });
  });
}

function removed(changes: Partial<Point>, at: number): RemovedPoint {
  return { point: { ...POINT, id: newId(), ...changes }, at: new Date(at) };
}

function sorted(owners: readonly ClientOwner[]): ClientOwner[] {
  return owners.toSorted((a, b) => a.clientId - b.clientId);
}
