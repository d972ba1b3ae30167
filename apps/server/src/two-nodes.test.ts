import { addPoint, readPoints } from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { createEmptyTestDatabase } from '@gongyi/db/testing';
import { CLOSE_CODES, DEMO_POINTS } from '@gongyi/domain';
import { describe, expect, test } from 'vitest';
import type { Device } from './test/device.ts';
import { openDocument } from './test/open-document.ts';
import { openSession, setUp, signIn } from './test/people.ts';
import { type Carrier, startTestNodes } from './test/start-test-nodes.ts';
import { hasRedis } from './test/start-test-redis.ts';
import { startTestServer, type TestServer } from './test/test-server.ts';
import { until } from './test/until.ts';

const CARRIERS: readonly Carrier[] = hasRedis ? ['PostgreSQL', 'Redis'] : ['PostgreSQL'];

/** A participant with the session's page open. */
async function joinAt(server: TestServer, joinCode: string, name: string) {
  const device = server.newDevice();
  const { sessionId } = await device.api.participants.join.mutate({ code: joinCode, name, unit: '石桥村' });
  const { me, themes } = await device.api.sessions.get.query({ sessionId });
  const page = openDocument(server, device, sessionId);
  await page.synced();
  const write = (text: string) =>
    addPoint(page.doc, pointDraft({ themeId: themes[0]?.id ?? '', text, authorId: me.id, author: name }));
  const texts = () =>
    readPoints(page.doc)
      .map(({ text }) => text)
      .sort();
  /** The names that this page sees, its own too. */
  const present = () => [...page.provider.awareness.getStates().values()].map((state) => String(state.name)).sort();
  return {
    device,
    page,
    write,
    texts,
    present,
    appear: () => page.provider.awareness.setLocalState({ name }),
    closeCode: () =>
      new Promise<number>((resolve) => {
        page.provider.once('connection-close', (event: { code: number } | null) => resolve(event?.code ?? 0));
      }),
    [Symbol.dispose]: () => page[Symbol.dispose](),
  };
}

/** Follows a campaign's events on a socket of its own. */
async function follow(device: Device, campaignId: string) {
  const socket = device.openSocket();
  const types: string[] = [];
  await new Promise<void>((resolve, reject) => {
    socket.api.events.follow.subscribe(
      { campaignId },
      {
        onData({ data: { type } }) {
          if (type === 'follow.started') resolve();
          else types.push(type);
        },
        onError: reject,
      },
    );
  });
  return { types, [Symbol.dispose]: () => socket[Symbol.dispose]() };
}

describe.each(CARRIERS)('two servers on one database, joined by %s', (carrier) => {
  test('people on both write in one session, and see each other come and go', async () => {
    await using nodes = await startTestNodes(carrier);
    const { joinCode } = await openSession(await setUp(nodes.one));
    using li = await joinAt(nodes.one, joinCode, '小李');
    using zhou = await joinAt(nodes.two, joinCode, '小周');
    li.appear();
    zhou.appear();
    await until(() =>
      expect([li.present(), zhou.present()]).toEqual([['小周', '小李'].sort(), ['小周', '小李'].sort()]),
    );

    for (let n = 0; n < 50; n++) {
      li.write(`李${n}`);
      zhou.write(`周${n}`);
    }
    await until(() => expect(li.texts()).toHaveLength(100));
    await until(() => expect(zhou.texts()).toEqual(li.texts()));

    // Larger than a notification of PostgreSQL can be.
    const paste = Array.from({ length: 200 }, (_, n) => `${n}：${'长'.repeat(100)}`);
    li.page.doc.transact(() => {
      for (const text of paste) li.write(text);
    });
    await until(() => expect(zhou.texts()).toHaveLength(300));
    expect(zhou.texts()).toEqual(li.texts());

    zhou.page.provider.disconnect();
    await until(() => expect(li.present()).toEqual(['小李']));
  });

  test('what is decided on one is told to the pages of the other', async () => {
    await using nodes = await startTestNodes(carrier);
    const facilitator = await setUp(nodes.one);
    const { campaignId } = await openSession(facilitator);
    const elsewhere = nodes.two.newDevice();
    await signIn(elsewhere);
    using here = await follow(facilitator, campaignId);
    using there = await follow(elsewhere, campaignId);

    await facilitator.api.campaigns.rename.mutate({ campaignId, name: '一' });
    await until(() => expect([here.types, there.types]).toEqual([['campaign.renamed'], ['campaign.renamed']]));
    await elsewhere.api.campaigns.rename.mutate({ campaignId, name: '二' });
    await until(() => expect([here.types.length, there.types.length]).toEqual([2, 2]));
  });

  test('closing a session on one withdraws the rights of those who are on the other', async () => {
    await using nodes = await startTestNodes(carrier);
    const facilitator = await setUp(nodes.one);
    const { sessionId, joinCode } = await openSession(facilitator);
    using zhou = await joinAt(nodes.two, joinCode, '小周');
    const written = zhou.write('关闭之前');
    using li = await joinAt(nodes.one, joinCode, '小李');
    await until(() => expect(li.texts()).toEqual(['关闭之前']));
    expect(written).not.toBe('');

    let code = 0;
    void zhou.closeCode().then((given) => {
      code = given;
    });
    await facilitator.api.sessions.close.mutate({ sessionId });
    // On the same connection, until the first edit that is not allowed any more.
    await until(() => {
      zhou.write('关闭之后');
      expect(code).toBe(CLOSE_CODES.forbidden);
    });
  });

  test('while their wire is cut again and again people go on, and in the end everybody has everything', async () => {
    await using nodes = await startTestNodes(carrier);
    const facilitator = await setUp(nodes.one);
    const { campaignId, joinCode } = await openSession(facilitator);
    const elsewhere = nodes.two.newDevice();
    await signIn(elsewhere);
    using there = await follow(elsewhere, campaignId);
    using li = await joinAt(nodes.one, joinCode, '小李');
    using zhou = await joinAt(nodes.two, joinCode, '小周');

    const rounds = 8;
    for (let round = 0; round < rounds; round++) {
      for (let n = 0; n < 5; n++) {
        li.write(`李${round}-${n}`);
        zhou.write(`周${round}-${n}`);
      }
      await nodes.interrupt();
      await facilitator.api.campaigns.rename.mutate({ campaignId, name: `第${round}轮` });
      li.write(`李${round}-断`);
      zhou.write(`周${round}-断`);
      // So that the next cut meets them in another moment: after some of it has come back, or
      // before.
      if (round % 2 === 0) await until(() => expect(zhou.texts().length).toBeGreaterThanOrEqual(12 * (round + 1)));
    }
    await until(() => expect(li.texts()).toHaveLength(12 * rounds));
    await until(() => expect(zhou.texts()).toEqual(li.texts()));
    const renamings = () => there.types.filter((type) => type === 'campaign.renamed');
    await until(() => expect(renamings()).toHaveLength(rounds));

    li.appear();
    zhou.appear();
    await until(() => expect([li.present().length, zhou.present().length]).toEqual([2, 2]));
    using late = await joinAt(nodes.two, joinCode, '小王');
    expect(late.texts()).toEqual(li.texts());
  });
});

test('two servers that start at once on an empty database agree on its tables, the demo, and who may set it up', async () => {
  await using empty = await createEmptyTestDatabase();
  const start = () => startTestServer({ databaseUrl: empty.connectionString, demo: true });
  const [one, two] = await Promise.all([start(), start()]);
  try {
    expect(one.gongyi.demoJoinCode).toBe(two.gongyi.demoJoinCode);
    using page = await joinAt(two, one.gongyi.demoJoinCode ?? '', '小李');
    expect(page.texts()).toEqual(DEMO_POINTS.map(({ text }) => text).sort());

    const facilitator = await setUp(one);
    expect(await facilitator.api.campaigns.list.query()).toHaveLength(1);
    await expect(setUp(two)).rejects.toThrow('setupDone');
    const elsewhere = two.newDevice();
    await signIn(elsewhere);
    expect(await elsewhere.api.campaigns.list.query()).toHaveLength(1);
  } finally {
    await Promise.all([one[Symbol.asyncDispose](), two[Symbol.asyncDispose]()]);
  }
});
