import type { DatabaseClient } from '@gongyi/db';
import { expect, test } from 'vitest';
import { BY_SYSTEM, byPerson, byUser, decide, type NewEvent } from './decide.ts';

/** A database that says what was done to it, in order, and may fail at the commit. */
function openDatabase({ commitFails = false } = {}) {
  const log: string[] = [];
  const written: Record<string, unknown>[] = [];
  const seqOf = new Map<string, number>();
  const tx = {
    campaign: {
      async update({ where, data }: { where: { id: string }; data: { lastEventSeq: { increment: number } } }) {
        const lastEventSeq = (seqOf.get(where.id) ?? 0) + data.lastEventSeq.increment;
        seqOf.set(where.id, lastEventSeq);
        return { lastEventSeq };
      },
    },
    event: {
      async createMany({ data }: { data: Record<string, unknown>[] }) {
        written.push(...data);
        log.push(...data.map(({ campaignId, seq }) => `event ${campaignId}${seq}`));
      },
    },
  };
  const prisma = {
    async $transaction(work: (transaction: unknown) => Promise<unknown>) {
      const result = await work(tx);
      if (commitFails) throw new Error('the commit failed');
      log.push('commit');
      return result;
    },
  } as unknown as DatabaseClient;
  const notifier = { notify: (campaignId: string) => void log.push(`notify ${campaignId}`), subscribe: () => () => {} };
  return { log, written, deps: { prisma, notifier, now: () => NOW } };
}

const NOW = new Date('2027-01-01T08:00:00Z');

const eventOf = (campaignId: string) => ({
  campaignId,
  type: 'votes.changed' as const,
  subjectId: 'a',
  actor: BY_SYSTEM,
});

test('the notice comes after the commit, once for each campaign, and the answer is that of the work', async () => {
  const { deps, log } = openDatabase();
  const result = await decide(deps, async (_tx, append) => {
    await append(eventOf('c'));
    await append(eventOf('d'));
    await append(eventOf('c'));
    return 'done';
  });
  expect(result).toBe('done');
  expect(log).toEqual(['event c1', 'event d1', 'event c2', 'commit', 'notify c', 'notify d']);
});

test('nobody is told of a decision that failed, in its work or at its commit, nor of one without an event', async () => {
  const { deps, log } = openDatabase();
  const failing = decide(deps, async (_tx, append) => {
    await append(eventOf('c'));
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(log).toEqual(['event c1']);

  const { deps: uncertain, log: attempted } = openDatabase({ commitFails: true });
  await expect(decide(uncertain, (_tx, append) => append(eventOf('c')))).rejects.toThrow('the commit failed');
  expect(attempted).toEqual(['event c1']);

  const { deps: quiet, log: silence } = openDatabase();
  await decide(quiet, async () => undefined);
  expect(silence).toEqual(['commit']);
});

test('an event says who did what to what; what is not said is empty', async () => {
  const { deps, written } = openDatabase();
  await decide(deps, async (_tx, append) => {
    await append(eventOf('c'));
    await append(
      {
        ...eventOf('c'),
        type: 'session.created',
        sessionId: 's',
        actor: byUser({ id: 'u' }),
        data: { title: '第一场' },
      },
      { ...eventOf('c'), actor: byPerson({ kind: 'participant', id: 'p' }) },
    );
    await append();
  });
  const common = { campaignId: 'c', type: 'votes.changed', subjectId: 'a', createdAt: NOW };
  expect(written).toEqual([
    { ...common, seq: 1, sessionId: null, actorKind: 'system', actorId: null, data: {} },
    {
      ...common,
      type: 'session.created',
      seq: 2,
      sessionId: 's',
      actorKind: 'user',
      actorId: 'u',
      data: { title: '第一场' },
    },
    { ...common, seq: 3, sessionId: null, actorKind: 'participant', actorId: 'p', data: {} },
  ]);
});

test('what an event keeps is what its type says, and one decision is about one campaign', async () => {
  const { deps, log } = openDatabase();
  const wrong = { ...eventOf('c'), type: 'session.created', data: { title: 7 } } as unknown as NewEvent;
  await expect(decide(deps, (_tx, append) => append(wrong))).rejects.toThrow('title');
  await expect(decide(deps, (_tx, append) => append(eventOf('c'), eventOf('d')))).rejects.toThrow('two campaigns');
  expect(log).toEqual([]);
});
