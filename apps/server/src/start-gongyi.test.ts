import { once } from 'node:events';
import { addPoint, readPoints } from '@gongyi/board';
import { DEMO_POINTS } from '@gongyi/domain';
import ExcelJS from 'exceljs';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { openDocument } from './test/open-document.ts';
import { ACCOUNT, openSession, setUp, signIn } from './test/people.ts';
import { statusOfUpgrade } from './test/subscriptions-page.ts';
import { startTestServer } from './test/test-server.ts';

describe('the server as a whole', () => {
  test('goes from the first run to a spreadsheet, and keeps all of it over a restart', async () => {
    await using server = await startTestServer();
    const facilitator = await setUp(server);
    const { campaignId, sessionId, joinCode, themes } = await openSession(facilitator);
    const themeId = themes[1]?.id ?? '';

    const phone = server.newDevice();
    await phone.api.participants.join.mutate({ code: joinCode, name: '小李', unit: '石桥村' });
    const me = (await phone.api.sessions.get.query({ sessionId })).me;
    expect(me).toMatchObject({ kind: 'participant', name: '小李', unit: '石桥村' });

    using written = openDocument(server, phone, sessionId);
    using seen = openDocument(server, facilitator, sessionId);
    await Promise.all([written.synced(), seen.synced()]);
    const draft = { themeId, text: '=窗口中午没人', authorId: me.id, author: me.name, unit: me.unit };
    addPoint(written.doc, { ...draft, x: 0, y: 0, source: 'masses', channel: '', createdAt: new Date().toISOString() });
    const [point] = await seen.hasPoints(1);
    expect(point).toMatchObject({ text: '=窗口中午没人', author: '小李' });

    const action = await facilitator.api.actions.promote.mutate({
      sessionId,
      pointIds: [point?.id ?? ''],
      themeId,
      fields: {
        problem: '',
        goal: '',
        measure: '午间轮班',
        leadUnitId: null,
        supportUnitIds: [],
        leader: '张书记',
        owners: ['李主任'],
        deadline: '2027-03-31',
        committed: false,
      },
    });
    expect(action).toMatchObject({ number: '营商-001', state: 'draft', problem: '=窗口中午没人' });

    await server.restart();
    const reader = server.newDevice();
    await signIn(reader);
    using reopened = openDocument(server, reader, sessionId);
    await reopened.synced();
    expect(readPoints(reopened.doc)).toMatchObject([{ text: '=窗口中午没人', author: '小李', themeId }]);
    expect(await phone.api.actions.badges.query({ sessionId })).toMatchObject([{ number: '营商-001', state: 'draft' }]);

    const file = await reader.fetch(`/api/exports/${campaignId}/agreed-list.xlsx?lang=zh-CN&tz=Asia/Shanghai`);
    expect(file.headers.get('content-disposition')).toContain("filename*=UTF-8''");
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(await file.arrayBuffer());
    const cells = workbook.worksheets[0]?.getSheetValues().flat() ?? [];
    expect(cells).toEqual(
      expect.arrayContaining(['序号', '完成时限', '=窗口中午没人', '午间轮班', '张书记', '李主任']),
    );
  });

  test('tells every open page of a decision, also the one that was away', async () => {
    await using server = await startTestServer();
    const facilitator = await setUp(server);
    const { campaignId } = await openSession(facilitator);

    const rename = (name: string) => facilitator.api.campaigns.rename.mutate({ campaignId, name });

    /** Follows until `count` events have come. `onStarted` runs once the page is being told. */
    const follow = async (lastEventId: string | null, count: number, onStarted?: () => Promise<unknown>) => {
      using socket = facilitator.openSocket();
      const events: { id: string; type: string }[] = [];
      await new Promise<void>((resolve, reject) => {
        socket.api.events.follow.subscribe(
          { campaignId, lastEventId },
          {
            onData({ id, data: { type } }) {
              if (type === 'follow.started') onStarted?.().catch(reject);
              else events.push({ id, type });
              if (events.length === count) resolve();
            },
            onError: reject,
          },
        );
      });
      return events;
    };

    const [renamed] = await follow(null, 1, () => rename('一'));
    expect(renamed?.type).toBe('campaign.renamed');
    await rename('二');
    await rename('三');
    const missed = await follow(renamed?.id ?? '', 2);
    const last = Number(renamed?.id);
    expect(missed).toEqual([1, 2].map((later) => ({ id: String(last + later), type: 'campaign.renamed' })));
  });

  test('loads the demo campaign once, however often it starts', async () => {
    await using server = await startTestServer({ demo: true });
    const code = server.gongyi.demoJoinCode ?? '';
    await server.restart();
    expect(server.gongyi.demoJoinCode).toBe(code);

    const phone = server.newDevice();
    const { sessionId } = await phone.api.participants.join.mutate({ code, name: '小李', unit: '石桥村' });
    using page = openDocument(server, phone, sessionId);
    await page.synced();
    const texts = readPoints(page.doc).map(({ text }) => text);
    expect(texts.sort()).toEqual(DEMO_POINTS.map(({ text }) => text).sort());
  });

  test('lets go of its port and database, and says why it cannot start', async () => {
    await using server = await startTestServer();
    const port = Number(new URL(server.origin).port);
    await expect(startTestServer({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    expect((await server.newDevice().fetch('/healthz')).status).toBe(200);
  });
});

describe('its edge', () => {
  test('gives each page a nonce of its own and a policy without other origins', async () => {
    await using server = await startTestServer();
    const { fetch } = server.newDevice();
    const pages = await Promise.all(['/', '/campaigns/x/board'].map((path) => fetch(path)));
    const nonces = await Promise.all(
      pages.map(async (page) => {
        const nonce = /content="([\w-]{20,})"/.exec(await page.text())?.[1] ?? 'none';
        const policy = page.headers.get('content-security-policy') ?? '';
        expect(policy).toContain(`'nonce-${nonce}'`);
        expect(policy).toContain("default-src 'none'");
        expect(policy.match(/\w+:\/\/[^ ;]+/g)).toEqual([
          `ws://${new URL(server.origin).host}`,
          `wss://${new URL(server.origin).host}`,
        ]);
        return nonce;
      }),
    );
    expect(new Set(nonces).size).toBe(2);
  });

  test('serves no page where an API or a file was asked for', async () => {
    await using server = await startTestServer();
    const { fetch } = server.newDevice();
    for (const path of ['/api/nothing', '/assets/gone.js', '/favicon.png', '/trpc/no.such', '/sync/x']) {
      expect((await fetch(path)).status, path).toBe(404);
    }
    expect((await fetch('/../../../../etc/passwd')).headers.get('content-type')).toContain('text/html');
    expect((await fetch('/..%2f..%2fpackage.json')).status).not.toBe(200);
  });

  test('ends sockets that a page of another site opens', async () => {
    await using server = await startTestServer();
    const facilitator = await setUp(server);
    const { sessionId } = await openSession(facilitator);
    const headers = { cookie: facilitator.cookieHeader(), origin: 'https://elsewhere.example' };

    const socket = new WebSocket(`${server.origin.replace('http', 'ws')}/sync/${sessionId}`, { headers });
    const [code] = await once(socket, 'close');
    expect(code).toBe(4403);
  });

  test('opens sockets of subscriptions for people alone', async () => {
    await using server = await startTestServer();
    const facilitator = await setUp(server);
    const { joinCode } = await openSession(facilitator);
    const phone = server.newDevice();
    await phone.api.participants.join.mutate({ code: joinCode, name: '小李', unit: '石桥村' });
    const signIn = [...facilitator.setCookies.keys()].find((name) => name.includes('session_token'));
    const statusOf = (cookie: string) => statusOfUpgrade(server, { cookie });
    expect(await statusOf(facilitator.cookieHeader())).toBe(101);
    expect(await statusOf(phone.cookieHeader())).toBe(101);
    for (const cookie of ['', 'a=1', `${signIn}=made-up.made-up`, 'gongyi_device=made-up']) {
      expect(await statusOf(cookie), cookie).toBe(403);
    }
    // Of the browser, which stays the device that it is.
    const pairs = facilitator.cookieHeader().split('; ');
    const old = pairs.find((pair) => pair.startsWith(`${signIn}=`)) ?? '';
    expect(await statusOf(old)).toBe(101);
    expect((await facilitator.fetch('/api/auth/sign-out', { method: 'POST' })).status).toBe(200);
    expect(await statusOf(old)).toBe(403);
  });

  test('refuses decisions from another site, or sent as a form', async () => {
    await using server = await startTestServer();
    const facilitator = await setUp(server);
    const { campaignId } = await openSession(facilitator);
    const body = JSON.stringify({ campaignId, name: 'taken over' });
    const attempts = [
      { 'content-type': 'application/json', origin: 'https://elsewhere.example' },
      { 'content-type': 'text/plain', origin: server.origin },
    ];
    for (const headers of attempts) {
      const response = await facilitator.fetch('/trpc/campaigns.rename', { method: 'POST', headers, body });
      expect(response.ok).toBe(false);
    }
    expect((await facilitator.api.campaigns.get.query({ campaignId })).name).toBe('大讨论');
  });

  test('keeps cookies from scripts and other sites, and accounts from guessers', async () => {
    await using server = await startTestServer();
    const facilitator = await setUp(server);
    const { joinCode } = await openSession(facilitator);
    const phone = server.newDevice();
    await phone.api.participants.join.mutate({ code: joinCode, name: '小李', unit: '石桥村' });
    for (const cookie of [...facilitator.setCookies.values(), ...phone.setCookies.values()]) {
      expect(cookie).toMatch(/HttpOnly/i);
      expect(cookie).toMatch(/SameSite=(Lax|Strict)/i);
    }
    expect(phone.setCookies.size).toBe(1);

    const signUp = await server.newDevice().fetch('/api/auth/sign-up/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...ACCOUNT, email: 'new@example.org' }),
    });
    expect(signUp.status).toBe(404);
  });

  test('exports for those who may, and says to others why not', async () => {
    await using server = await startTestServer();
    const facilitator = await setUp(server);
    const { campaignId, joinCode } = await openSession(facilitator);
    const path = `/api/exports/${campaignId}/agreed-list.csv`;
    const phone = server.newDevice();
    await phone.api.participants.join.mutate({ code: joinCode, name: '小李', unit: '石桥村' });

    const refused = await phone.fetch(path);
    expect([refused.status, await refused.json()]).toEqual([401, { code: 'notSignedIn', details: {} }]);
    for (const query of ['?lang=fr', '?tz=Mars/Olympus', '?scope=everything']) {
      expect((await facilitator.fetch(path + query)).status, query).toBe(400);
    }
    const file = await facilitator.fetch(`${path}?lang=en&tz=Europe/Berlin&scope=agreed`);
    expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  });

  test('tells Prometheus how the documents fare, and nobody what is in them', async () => {
    await using server = await startTestServer({ demo: true });
    const text = await (await server.newDevice().fetch('/metrics')).text();
    expect(text).toMatch(/^# TYPE \w+ gauge$/m);
    expect(text).not.toMatch(/\p{Script=Han}/u);
  });

  test('reads no body above the limit', async () => {
    await using server = await startTestServer();
    const response = await server.newDevice().fetch('/trpc/participants.join', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: 'x'.repeat(2_000_000), name: 'a', unit: 'b' }),
    });
    expect(response.status).toBe(413);
  });
});
