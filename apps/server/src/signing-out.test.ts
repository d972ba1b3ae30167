import { addPoint, readPoints } from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { CLOSE_CODES } from '@gongyi/domain';
import { describe, expect, test } from 'vitest';
import type { Device } from './test/device.ts';
import { createDevice } from './test/device.ts';
import { openDocument } from './test/open-document.ts';
import { openSession, setUp, signIn } from './test/people.ts';
import { type Carrier, startTestNodes } from './test/start-test-nodes.ts';
import { hasRedis } from './test/start-test-redis.ts';
import type { TestServer } from './test/test-server.ts';
import { until } from './test/until.ts';

const CARRIERS: readonly Carrier[] = hasRedis ? ['PostgreSQL', 'Redis'] : ['PostgreSQL'];

/** A page with a session's document open, and its subscription. */
async function openPage(server: TestServer, device: Device, { campaignId, sessionId }: Session) {
  const page = openDocument(server, device, sessionId);
  await page.synced();
  const closings: number[] = [];
  page.provider.on('connection-close', (event) => closings.push(event?.code ?? 0));
  const socket = device.openSocket();
  const events: string[] = [];
  await new Promise<void>((resolve, reject) => {
    socket.api.events.follow.subscribe(
      { campaignId },
      {
        onData({ data: { type } }) {
          if (type === 'follow.started') resolve();
          else events.push(type);
        },
        onError(error) {
          events.push(error.data?.code ?? error.message);
          reject(error);
        },
      },
    );
  });
  return {
    doc: page.doc,
    closings,
    events,
    [Symbol.dispose]() {
      page[Symbol.dispose]();
      socket[Symbol.dispose]();
    },
  };
}

type Session = Awaited<ReturnType<typeof openSession>>;

const signOut = (device: Device) =>
  device.fetch('/api/auth/sign-out', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });

describe.each(CARRIERS)('on two servers, joined by %s', (carrier) => {
  test.each([
    ['in a named session', false],
    ['in an anonymous session', true],
  ])('signing out ends what that browser has open, at once and on both, and nothing else: %s', async (_, anonymous) => {
    await using nodes = await startTestNodes(carrier);
    const office = await setUp(nodes.one);
    const session = await openSession(office, 'brief');
    const { sessionId, campaignId } = session;
    await office.api.facilitation.setAnonymous.mutate({ sessionId, on: anonymous });
    await office.api.facilitation.setStage.mutate({ sessionId, from: 'brief', stage: 'collect' });
    const home = nodes.two.newDevice();
    await signIn(home);
    const authorOn = async (device: Device) => (await device.api.sessions.get.query({ sessionId })).me.author.id;
    const [authorHere, authorAtHome] = [await authorOn(office), await authorOn(home)];
    // Nobody can tell that it is one account on two devices.
    expect(authorHere === authorAtHome).toBe(!anonymous);

    using here = await openPage(nodes.one, office, session);
    // The same browser at the other server.
    const officeAtTwo = createDevice(nodes.two.origin, office.cookieHeader());
    using there = await openPage(nodes.two, officeAtTwo, session);
    using other = await openPage(nodes.two, home, session);

    expect((await signOut(office)).status).toBe(200);
    const write = (page: { doc: typeof here.doc }, text: string, authorId: string) =>
      addPoint(page.doc, pointDraft({ themeId: session.themes[0]?.id ?? '', text, authorId }));
    write(here, '退出之后写的', authorHere);
    for (const page of [here, there]) {
      await until(() => expect(page.closings).toContain(CLOSE_CODES.notSignedIn));
      await until(() => expect(page.events).toEqual(['UNAUTHORIZED']));
    }
    await home.api.campaigns.rename.mutate({ campaignId, name: '还在' });
    await until(() => expect(other.events).toContain('campaign.renamed'));
    write(other, '还在写', authorAtHome);
    using late = openDocument(nodes.one, createDevice(nodes.one.origin, home.cookieHeader()), sessionId);
    await late.synced();
    await until(() => expect(readPoints(late.doc).map(({ text }) => text)).toEqual(['还在写']));
    expect(other.closings).toEqual([]);
    expect([here.events, there.events]).toEqual([['UNAUTHORIZED'], ['UNAUTHORIZED']]);
  });
});
