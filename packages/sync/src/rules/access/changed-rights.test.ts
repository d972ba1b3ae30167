import { addPoint, editPointText, placePoint, readPoint, readPoints } from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { CLOSE_CODES, INBOX_THEME_ID } from '@gongyi/domain';
import { expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import type { DocumentRights } from '../../ports.ts';
import { connectClient, type TestClient } from '../../test/connect-client.ts';
import { deferred } from '../../test/deferred.ts';
import { accessOf } from '../../test/editor-of.ts';
import { RIGHTS } from '../../test/rights.ts';
import { startTestServer } from '../../test/start-test-server.ts';
import { until } from '../../test/until.ts';

function disconnectionsOf(clients: readonly TestClient[]): number[] {
  const codes: number[] = [];
  for (const { provider } of clients) provider.on('connection-close', (event) => codes.push(event?.code ?? 0));
  return codes;
}

test('[AC3] the stages change while fifty people write: nobody is thrown out, each edit is judged by the rights of its moment', async () => {
  const people = Array.from({ length: 50 }, (_, index) => `person-${index}`);
  let rights: DocumentRights = RIGHTS.participant;
  let answers = 0;
  await using server = await startTestServer({
    authorise: async ({ cookie = '' }) => {
      answers++;
      return accessOf(cookie, rights);
    },
  });
  const clients = people.map((personId) => connectClient(server.url, 's1', { personId }));
  using _ = {
    [Symbol.dispose]: () => {
      for (const client of clients) client[Symbol.dispose]();
    },
  };
  await Promise.all(clients.map((client) => client.synced()));
  const codes = disconnectionsOf(clients);
  const [first, second] = clients as [TestClient, TestClient];

  const ids = clients.map(({ doc }, index) => addPoint(doc, pointDraft({ authorId: people[index] ?? '' })));
  // All of them, because each is about to place a point of the next.
  await until(() => expect(clients.every(({ doc }) => readPoints(doc).length === 50)).toBe(true));

  // Sorting: what was allowed to nobody is allowed to all, on the same sockets.
  rights = RIGHTS.sorter;
  server.sync.recheckSession('s1');
  await until(() => expect(answers).toBe(100));
  for (const [index, { doc }] of clients.entries()) {
    placePoint(doc, ids[(index + 1) % 50] ?? '', { themeId: 'theme-2', x: index * 10, y: 5 });
    editPointText(doc, ids[index] ?? '', `改 ${index}`);
  }
  await until(() => {
    const points = readPoints(first.doc);
    expect(points.every(({ themeId, text }) => themeId === 'theme-2' && text.startsWith('改'))).toBe(true);
  });

  // Voting: only the inbox is left.
  rights = RIGHTS.latecomer;
  server.sync.recheckSession('s1');
  await until(() => expect(answers).toBe(150));
  for (const [index, { doc }] of clients.entries())
    addPoint(doc, pointDraft({ authorId: people[index] ?? '', themeId: INBOX_THEME_ID }));
  await until(() => expect(readPoints(first.doc)).toHaveLength(100));
  expect(codes).toEqual([]);
  expect(server.refusals).toEqual([]);

  editPointText(second.doc, ids[1] ?? '', '太晚了');
  expect(await second.refused()).toBe(CLOSE_CODES.forbidden);
  await until(() => expect(codes).toEqual([CLOSE_CODES.forbidden]));
  expect(readPoint(first.doc, ids[1] ?? '')?.text).toBe('改 1');
});

test('[AC3] who may no longer be in is told why, and nobody else is', async () => {
  const closeCodeOf = new Map<string, number>();
  await using server = await startTestServer({
    authorise: async ({ cookie = '' }) => {
      const closeCode = closeCodeOf.get(cookie);
      return closeCode === undefined ? accessOf(cookie, RIGHTS.participant) : { ok: false, closeCode };
    },
  });
  using removed = connectClient(server.url, 's1', { personId: 'removed' });
  using staying = connectClient(server.url, 's1', { personId: 'staying' });
  await Promise.all([removed.synced(), staying.synced()]);
  closeCodeOf.set('removed', CLOSE_CODES.ended);
  server.sync.recheckPerson('removed');
  expect(await removed.closed()).toBe(CLOSE_CODES.ended);
  expect(staying.provider.wsconnected).toBe(true);
});

test('[AC3] rights that cannot be read are asked for again, and the old ones hold meanwhile', async () => {
  let rights: DocumentRights = RIGHTS.participant;
  let failures = 0;
  let answers = 0;
  await using server = await startTestServer({
    authorise: async ({ cookie = '' }) => {
      if (failures > 0 && failures-- > 0) throw new Error('no database');
      answers++;
      return accessOf(cookie, rights);
    },
  });
  using client = connectClient(server.url, 's1', { personId: 'wang' });
  await client.synced();
  rights = RIGHTS.reader;
  failures = 3;
  server.sync.recheckSession('s1');
  await until(() => expect(answers).toBe(2));
  addPoint(client.doc, pointDraft({ authorId: 'wang' }));
  expect(await client.closed()).toBe(CLOSE_CODES.forbidden);
});

test('[AC3] an answer that was given before the next change does not count after it', async () => {
  let rights: DocumentRights = RIGHTS.participant;
  let gate = Promise.resolve();
  let asked = 0;
  await using server = await startTestServer({
    authorise: async ({ cookie = '' }) => {
      asked++;
      const answer = accessOf(cookie, rights);
      await gate;
      return answer;
    },
  });
  using client = connectClient(server.url, 's1', { personId: 'wang' });
  await client.synced();
  const slow = deferred();
  gate = slow.promise;
  server.sync.recheckSession('s1');
  await until(() => expect(asked).toBe(2));
  rights = RIGHTS.reader;
  server.sync.recheckSession('s1');
  gate = Promise.resolve();
  slow.resolve();
  await until(() => expect(asked).toBeGreaterThan(2));
  addPoint(client.doc, pointDraft({ authorId: 'wang' }));
  expect(await client.closed()).toBe(CLOSE_CODES.forbidden);
});

test('[AC3] what is sent while the answer is on its way waits for it, and is judged by it', async () => {
  let rights: DocumentRights = RIGHTS.reader;
  let gate = Promise.resolve();
  let asked = 0;
  await using server = await startTestServer({
    authorise: async ({ cookie = '' }) => {
      asked++;
      const answer = accessOf(cookie, cookie === 'wang' ? rights : RIGHTS.facilitator);
      await gate;
      return answer;
    },
  });
  using client = connectClient(server.url, 's1', { personId: 'wang' });
  using other = connectClient(server.url, 's1', { personId: 'li' });
  await Promise.all([client.synced(), other.synced()]);
  const slow = deferred();
  gate = slow.promise;
  rights = RIGHTS.participant;
  server.sync.recheckPerson('wang');
  await until(() => expect(asked).toBe(3));
  const ids = ['一', '二', '三'].map((text) => addPoint(client.doc, pointDraft({ authorId: 'wang', text })));
  // What comes back of an edit made after them says that the server has had them.
  ids.push(addPoint(other.doc, pointDraft({ authorId: 'li' })));
  await until(() => expect(readPoints(client.doc)).toHaveLength(4));
  expect(readPoints(other.doc)).toHaveLength(1);
  slow.resolve();
  await until(() =>
    expect(
      readPoints(other.doc)
        .map(({ id }) => id)
        .sort(),
    ).toEqual([...ids].sort()),
  );
  expect(server.refusals).toEqual([]);
});

test('[AC3] what waits for an answer is not judged by one that was given before the next change', async () => {
  let rights: DocumentRights = RIGHTS.participant;
  let gate = Promise.resolve();
  let asked = 0;
  await using server = await startTestServer({
    authorise: async ({ cookie = '' }) => {
      asked++;
      const answer = accessOf(cookie, cookie === 'wang' ? rights : RIGHTS.facilitator);
      await gate;
      return answer;
    },
  });
  using client = connectClient(server.url, 's1', { personId: 'wang' });
  using other = connectClient(server.url, 's1', { personId: 'li' });
  await Promise.all([client.synced(), other.synced()]);
  const [older, newer] = [deferred(), deferred()];
  gate = older.promise;
  server.sync.recheckPerson('wang');
  await until(() => expect(asked).toBe(3));
  const late = addPoint(client.doc, pointDraft({ authorId: 'wang' }));
  // What comes back of an edit made after it says that the server has had it.
  addPoint(other.doc, pointDraft({ authorId: 'li' }));
  await until(() => expect(readPoints(client.doc)).toHaveLength(2));
  rights = RIGHTS.reader;
  server.sync.recheckPerson('wang');
  gate = newer.promise;
  older.resolve();
  await until(() => expect(asked).toBe(4));
  expect(await server.sync.readPoints('s1', [late])).toEqual([]);
  newer.resolve();
  expect(await client.refused()).toBe(CLOSE_CODES.forbidden);
  expect(await server.sync.readPoints('s1', [late])).toEqual([]);
});

test('[AC3] when no answer comes, what was sent is judged by the rights of before after ten seconds', async () => {
  let gate = Promise.resolve();
  await using server = await startTestServer({
    authorise: async ({ cookie = '' }) => {
      await gate;
      return accessOf(cookie, RIGHTS.participant);
    },
  });
  using client = connectClient(server.url, 's1', { personId: 'wang' });
  using other = connectClient(server.url, 's1', { personId: 'li' });
  await Promise.all([client.synced(), other.synced()]);
  const never = deferred();
  gate = never.promise;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    server.sync.recheckPerson('wang');
    addPoint(client.doc, pointDraft({ authorId: 'wang' }));
    vi.advanceTimersByTime(10_000);
  } finally {
    vi.useRealTimers();
  }
  await until(() => expect(readPoints(other.doc)).toHaveLength(1));
  never.resolve();
});

test('[AC3] whoever is another person in the document by now has to come back as that one', async () => {
  let personId = 'wang';
  await using server = await startTestServer({ authorise: async () => accessOf(personId, RIGHTS.participant) });
  using client = connectClient(server.url, 's1');
  await client.synced();
  const codes = disconnectionsOf([client]);
  personId = 'nobody-knows-who';
  server.sync.recheckSession('s1');
  await until(() => expect(codes).toEqual([CLOSE_CODES.rightsChanged]));
});

test('[AC3] what somebody had and might not write is taken once they may, on the same connection', async () => {
  let rights: DocumentRights = RIGHTS.reader;
  await using server = await startTestServer({ authorise: async ({ cookie = '' }) => accessOf(cookie, rights) });
  const doc = new Y.Doc();
  addPoint(doc, pointDraft({ authorId: 'wang' }));
  using client = connectClient(server.url, 's1', { personId: 'wang', doc });
  using other = connectClient(server.url, 's1', { personId: 'li' });
  await Promise.all([client.synced(), other.synced()]);
  const codes = disconnectionsOf([client]);
  rights = RIGHTS.participant;
  server.sync.recheckSession('s1');
  await until(() => expect(readPoints(other.doc)).toHaveLength(1));
  expect(codes).toEqual([]);
});

test('[AC4] whoever is in by a sign-in that ended is asked anew, and nobody else', async () => {
  const ended = new Set<string>();
  let asked: string[] = [];
  await using server = await startTestServer({
    authorise: async ({ cookie = '' }) => {
      asked.push(cookie);
      if (cookie === 'phone') return accessOf(cookie, RIGHTS.participant);
      if (ended.has(cookie)) return { ok: false, closeCode: CLOSE_CODES.notSignedIn };
      return { ...accessOf('anna', RIGHTS.participant), signInId: cookie };
    },
  });
  using office = connectClient(server.url, 's1', { personId: 'office' });
  using home = connectClient(server.url, 's1', { personId: 'home' });
  using phone = connectClient(server.url, 's1', { personId: 'phone' });
  await Promise.all([office.synced(), home.synced(), phone.synced()]);
  const codes = disconnectionsOf([home, phone]);
  asked = [];
  ended.add('office');
  server.sync.recheckSignIn('office');
  // What it sends after that is not taken.
  const late = addPoint(office.doc, pointDraft({ authorId: 'anna' }));
  expect(await office.refused()).toBe(CLOSE_CODES.notSignedIn);
  const kept = addPoint(home.doc, pointDraft({ authorId: 'anna' }));
  await until(() => expect(readPoint(phone.doc, kept)).not.toBeNull());
  expect(readPoint(phone.doc, late)).toBeNull();
  expect([asked.includes('home'), asked.includes('phone'), codes]).toEqual([false, false, []]);
});

test('[AC4] a sign-in that ends and nobody tells of it is found out', async () => {
  const ended = new Set<string>();
  const asked: string[] = [];
  await using server = await startTestServer({
    timing: { signInRecheckMs: 20 },
    authorise: async ({ cookie = '' }) => {
      asked.push(cookie);
      if (cookie === 'phone') return accessOf(cookie, RIGHTS.participant);
      if (ended.has(cookie)) return { ok: false, closeCode: CLOSE_CODES.notSignedIn };
      return { ...accessOf('anna', RIGHTS.participant), signInId: cookie };
    },
  });
  using office = connectClient(server.url, 's1', { personId: 'office' });
  using phone = connectClient(server.url, 's1', { personId: 'phone' });
  await Promise.all([office.synced(), phone.synced()]);
  const codes = disconnectionsOf([phone]);
  ended.add('office');
  expect(await office.closed()).toBe(CLOSE_CODES.notSignedIn);
  expect([asked.filter((cookie) => cookie === 'phone'), codes]).toEqual([['phone'], []]);
});
