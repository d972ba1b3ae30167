import type { DatabaseClient } from '@gongyi/db';
import type { EventType } from '@gongyi/domain';
import { expect, test } from 'vitest';
import { type Actor, NOBODY } from '../kernel/actor.ts';
import { createMemoryNotifier } from '../kernel/memory-notifier.ts';
import type { ServiceDeps } from '../kernel/service-deps.ts';
import { createSharedEventReader, EVENT_PAGE_SIZE, type EventRow } from '../kernel/shared-event-reader.ts';
import { followEvents } from './follow-events.ts';

/**
 * What happens between a query and its answer, held still: a table that answers when it is told to,
 * with what it had when it was asked.
 */

const CAMPAIGN = 'c';
const SECRETARY: Actor = {
  user: {
    id: 'u',
    name: '王芳',
    email: 'wang@example.com',
    isAdministrator: false,
    memberships: [{ campaignId: CAMPAIGN, role: 'secretary', unitId: null, unitName: null }],
  },
  signInId: null,
  deviceHash: null,
  deviceKey: null,
};

function openTable() {
  const rows: EventRow[] = [];
  const held: (() => void)[] = [];
  let queries = 0;
  const findMany = ({ where, take }: { where: { seq: { gt: number } }; take: number }) => {
    queries += 1;
    const answer = rows.filter(({ seq }) => seq > where.seq.gt).slice(0, take);
    return new Promise<EventRow[]>((resolve) => held.push(() => resolve(answer)));
  };
  const campaign = {
    findUnique: async () => ({ id: CAMPAIGN }),
    findUniqueOrThrow: async () => ({ lastEventSeq: rows.length }),
  };
  const prisma = { event: { findMany }, campaign } as unknown as DatabaseClient;
  const notifier = createMemoryNotifier();
  const deps = { prisma, notifier, eventReader: createSharedEventReader(prisma) } as unknown as ServiceDeps;
  let actorsLoaded = 0;
  const loadActor = async () => {
    actorsLoaded += 1;
    return SECRETARY;
  };
  return {
    get queries() {
      return queries;
    },
    get actorsLoaded() {
      return actorsLoaded;
    },
    write(...types: EventType[]) {
      for (const type of types) rows.push({ seq: rows.length + 1, type, subjectId: 'a', sessionId: null });
    },
    notify: () => notifier.notify(CAMPAIGN),
    /** All that was asked until now is answered. */
    answer() {
      for (const resolve of held.splice(0)) resolve();
    },
    follow(lastEventId: number, signal = new AbortController().signal, whoAsks = loadActor) {
      return followEvents(deps, whoAsks, { campaignId: CAMPAIGN, lastEventId: String(lastEventId) }, signal);
    },
  };
}

/** Nothing here waits for anything but promises: after these turns nothing moves of itself. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) await Promise.resolve();
}

/** What the follower has said by now; null while it says nothing. */
async function saidBy(next: Promise<IteratorResult<{ seq: number }, void>>): Promise<number | 'ended' | null> {
  let said: number | 'ended' | null = null;
  void next.then(({ value }) => {
    said = value === undefined ? 'ended' : value.seq;
  });
  await turns();
  return said;
}

test('an event that commits while the query is under way needs no second notice', async () => {
  const table = openTable();
  const next = table.follow(0).next();
  await turns();
  expect(table.queries).toBe(1);
  table.write('action.moved');
  table.notify();
  table.answer();
  await turns();
  expect(table.queries).toBe(2);
  table.answer();
  expect(await saidBy(next)).toBe(1);
});

test('who comes after an event does not join a query that was asked before it', async () => {
  const table = openTable();
  const early = table.follow(0).next();
  await turns();
  table.write('action.moved');
  table.notify();
  const late = table.follow(0).next();
  await turns();
  expect(table.queries).toBe(2);
  table.answer();
  expect(await saidBy(late)).toBe(1);
  table.answer();
  expect(await saidBy(early)).toBe(1);
});

test('without news the follower asks once, and again with the next notice', async () => {
  const table = openTable();
  const next = table.follow(0).next();
  await turns();
  table.answer();
  expect(await saidBy(next)).toBeNull();
  expect(table.queries).toBe(1);
  table.write('action.moved');
  table.notify();
  await turns();
  table.answer();
  expect(await saidBy(next)).toBe(1);
});

test('after a full page the rest is asked for at once', async () => {
  const table = openTable();
  table.write(...Array<EventType>(EVENT_PAGE_SIZE + 1).fill('action.moved'));
  const events = table.follow(0);
  for (let seq = 1; seq <= EVENT_PAGE_SIZE + 1; seq += 1) {
    const next = events.next();
    // Before the first, and before the one on the second page, a query is under way.
    if (seq === 1 || seq === EVENT_PAGE_SIZE + 1) await turns();
    table.answer();
    expect(await saidBy(next)).toBe(seq);
  }
  expect(table.queries).toBe(2);
});

test('who hangs up while the query is under way hears what it brings and no more, and wakes nobody any more', async () => {
  const table = openTable();
  const hangUp = new AbortController();
  const events = table.follow(0, hangUp.signal);
  table.write('action.moved');
  const next = events.next();
  await turns();
  hangUp.abort();
  table.answer();
  expect(await saidBy(next)).toBe(1);
  expect(await saidBy(events.next())).toBe('ended');
  table.notify();
  await turns();
  expect(table.queries).toBe(1);
});

test('the right to follow is asked again after what may have ended it, and not after anything else', async () => {
  const table = openTable();
  const asked: EventType[] = [];
  const types: EventType[] = [
    'action.moved',
    'member.removed',
    'member.joined',
    'participant.removed',
    'session.closed',
    'session.stageChanged',
  ];
  table.write(...types);
  const events = table.follow(0);
  for (const type of types) {
    const before = table.actorsLoaded;
    const next = events.next();
    await turns();
    table.answer();
    await next;
    // The first one asks in any case, before it follows at all.
    if (table.actorsLoaded > before && type !== types[0]) asked.push(type);
  }
  expect(asked).toEqual(['member.removed', 'participant.removed', 'session.closed']);
});

test('a sign-in that ends before its end is listened for is found out all the same', async () => {
  const table = openTable();
  const answers: Actor[] = [{ ...SECRETARY, signInId: 'i' }];
  const events = table.follow(0, undefined, async () => answers.shift() ?? NOBODY);
  await expect(events.next()).rejects.toMatchObject({ code: 'notSignedIn' });
});
