import { expect, test } from 'vitest';
import { createGroupCommit } from './group-commit.ts';
import type { LogEntry, UpdateLog } from './ports.ts';
import { deferred } from './test/deferred.ts';

const commitsTo = (log: Pick<UpdateLog, 'append'>) =>
  createGroupCommit(log, { committed: () => undefined, commitFailed: () => undefined });
const entry = (sessionId: string, byte = 1): LogEntry => ({ sessionId, update: Uint8Array.of(byte) });

test('[DU4] what is asked for during an append goes with the next, of all sessions together', async () => {
  const gate = deferred();
  const calls: string[][] = [];
  const commits = commitsTo({
    append: async (entries) => {
      calls.push(entries.map(({ sessionId }) => sessionId));
      await gate.promise;
    },
  });
  const all = ['a', 'b', 'c', 'd'].map((sessionId) => commits.append([entry(sessionId)]));
  expect(calls).toEqual([['a']]);
  gate.resolve();
  await Promise.all(all);
  expect(calls).toEqual([['a'], ['b', 'c', 'd']]);
});

test('[DU4] a session that cannot be stored holds up no other', async () => {
  const stored: string[] = [];
  const commits = commitsTo({
    append: async (entries) => {
      if (entries.some(({ sessionId }) => sessionId === 'deleted')) throw new Error('no such session');
      stored.push(...entries.map(({ sessionId }) => sessionId));
    },
  });
  const attempt = () =>
    Promise.allSettled(['first', 'deleted', 'other'].map((sessionId) => commits.append([entry(sessionId)])));
  await attempt();
  // Nor at any later attempt: it stays apart until it can be stored.
  for (let later = 0; later < 4; later++) {
    stored.length = 0;
    const results = await attempt();
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(stored.sort()).toEqual(['first', 'other']);
  }
});

test('[DU4] after an outage sessions are appended together again', async () => {
  let isOut = true;
  const calls: number[] = [];
  const commits = commitsTo({
    append: async (entries) => {
      calls.push(entries.length);
      await Promise.resolve();
      if (isOut) throw new Error('no database');
    },
  });
  const attempt = () => Promise.allSettled(['a', 'b', 'c'].map((sessionId) => commits.append([entry(sessionId)])));
  await attempt();
  isOut = false;
  await attempt();
  calls.length = 0;
  await attempt();
  expect(calls).toEqual([1, 2]);
});
