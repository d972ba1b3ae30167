import { addPoint, readPoints } from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { CLOSE_CODES } from '@gongyi/domain';
import { describe, expect, test } from 'vitest';
import type { Authorise } from '../../ports.ts';
import { connectClient } from '../../test/connect-client.ts';
import { deferred } from '../../test/deferred.ts';
import { accessOf } from '../../test/editor-of.ts';
import { createMemoryUpdateLog } from '../../test/memory-update-log.ts';
import { RIGHTS } from '../../test/rights.ts';
import { startTestServer } from '../../test/start-test-server.ts';
import { until } from '../../test/until.ts';

/** 'reader' reads, 'stranger' is refused, everybody else writes. */
const byName: Authorise = async ({ cookie = '' }) =>
  cookie === 'stranger'
    ? { ok: false, closeCode: CLOSE_CODES.forbidden }
    : accessOf(cookie, cookie === 'reader' ? RIGHTS.reader : RIGHTS.participant);

describe('who may not enter', () => {
  test.each([CLOSE_CODES.notSignedIn, CLOSE_CODES.forbidden, CLOSE_CODES.noSuchSession])(
    '[AC1] is told why (%i), and no document is loaded',
    async (closeCode) => {
      await using server = await startTestServer({ authorise: async () => ({ ok: false, closeCode }) });
      using client = connectClient(server.url, 's1');
      expect(await client.closed()).toBe(closeCode);
      expect(server.log.loads).toBe(0);
    },
  );

  test('[AC1] a path that names no session is no session', async () => {
    await using server = await startTestServer();
    using client = connectClient(server.url, 'a%20b');
    expect(await client.closed()).toBe(CLOSE_CODES.noSuchSession);
  });

  test('[AC1] the cookies and the session decide', async () => {
    const asked: unknown[] = [];
    await using server = await startTestServer({
      authorise: async (headers, sessionId) => {
        asked.push([headers.cookie, sessionId]);
        return accessOf('a', RIGHTS.participant);
      },
    });
    using client = connectClient(server.url, 's1', { personId: 'cookie-of-a' });
    await client.synced();
    expect(asked).toEqual([['cookie-of-a', 's1']]);
  });

  test('[AC1] an authorisation that fails is asked again, not taken for an answer', async () => {
    let calls = 0;
    await using server = await startTestServer({
      authorise: async () => {
        if (calls++ === 0) throw new Error('no database');
        return accessOf('a', RIGHTS.participant);
      },
    });
    using client = connectClient(server.url, 's1');
    await client.synced();
    expect(calls).toBe(2);
  });
});

describe('who may only read', () => {
  test('[AU10] follows the document', async () => {
    await using server = await startTestServer({ authorise: byName });
    using writer = connectClient(server.url, 's1');
    using reader = connectClient(server.url, 's1', { personId: 'reader' });
    await Promise.all([writer.synced(), reader.synced()]);
    addPoint(writer.doc, pointDraft());
    await until(() => expect(readPoints(reader.doc)).toHaveLength(1));
    expect(reader.provider.wsconnected).toBe(true);
  });

  test('[AU10] is cut off when they write, and nothing of it is kept', async () => {
    await using server = await startTestServer({ authorise: byName });
    using writer = connectClient(server.url, 's1');
    using reader = connectClient(server.url, 's1', { personId: 'reader' });
    await Promise.all([writer.synced(), reader.synced()]);
    addPoint(reader.doc, pointDraft());
    expect(await reader.refused()).toBe(CLOSE_CODES.forbidden);
    const id = addPoint(writer.doc, pointDraft());
    await until(() => expect(server.log.rows).toHaveLength(1));
    expect(readPoints(writer.doc).map((point) => point.id)).toEqual([id]);
    expect(await server.sync.readPoints('s1', [id])).toHaveLength(1);
  });
});

describe('access that is withdrawn', () => {
  test('[AC2] closing a session ends all its connections and no other', async () => {
    await using server = await startTestServer();
    using one = connectClient(server.url, 's1', { personId: 'a' });
    using two = connectClient(server.url, 's1', { personId: 'b' });
    using other = connectClient(server.url, 's2', { personId: 'a' });
    await Promise.all([one.synced(), two.synced(), other.synced()]);
    server.sync.closeSession('s1');
    expect(await one.closed()).toBe(CLOSE_CODES.ended);
    expect(await two.closed()).toBe(CLOSE_CODES.ended);
    expect(other.provider.wsconnected).toBe(true);
  });

  test('[AC2] closing a person makes them ask again, in every session', async () => {
    let isMember = true;
    await using server = await startTestServer({
      authorise: async ({ cookie = '' }) =>
        isMember || cookie !== 'a'
          ? accessOf(cookie, RIGHTS.participant)
          : { ok: false, closeCode: CLOSE_CODES.forbidden },
    });
    using one = connectClient(server.url, 's1', { personId: 'a' });
    using two = connectClient(server.url, 's2', { personId: 'a' });
    using other = connectClient(server.url, 's1', { personId: 'b' });
    await Promise.all([one.synced(), two.synced(), other.synced()]);
    isMember = false;
    server.sync.closePerson('a');
    expect(await one.closed()).toBe(CLOSE_CODES.forbidden);
    expect(await two.closed()).toBe(CLOSE_CODES.forbidden);
    expect(other.provider.wsconnected).toBe(true);
  });

  test('[AC2] a person is named by what the document does not know them by', async () => {
    const asked: string[] = [];
    await using server = await startTestServer({
      authorise: async ({ cookie = '' }) => {
        asked.push(cookie);
        return { ...accessOf('author-1', RIGHTS.participant), memberId: cookie };
      },
    });
    using one = connectClient(server.url, 's1', { personId: 'account-1' });
    using other = connectClient(server.url, 's1', { personId: 'account-2' });
    await Promise.all([one.synced(), other.synced()]);
    const back = new Promise((resolve) => one.provider.once('connection-close', resolve));
    server.sync.closePerson('author-1');
    server.sync.closePerson('account-1');
    await back;
    await one.synced();
    expect(other.provider.wsconnected).toBe(true);
    expect(asked.sort()).toEqual(['account-1', 'account-1', 'account-2']);
  });

  test('[AC2] while the document is loading, the old answer does not count', async () => {
    const log = createMemoryUpdateLog();
    const gate = deferred();
    log.gate = gate.promise;
    let isMember = true;
    await using server = await startTestServer({
      log,
      authorise: async () =>
        isMember ? accessOf('a', RIGHTS.participant) : { ok: false, closeCode: CLOSE_CODES.ended },
    });
    using client = connectClient(server.url, 's1', { personId: 'a' });
    await until(() => expect(log.loads).toBe(1));
    isMember = false;
    server.sync.closePerson('a');
    gate.resolve();
    expect(await client.closed()).toBe(CLOSE_CODES.ended);
  });
});
