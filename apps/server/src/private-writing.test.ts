import { addPoint, addStroke, type PresenceState, readPoints, readStrokes } from '@gongyi/board';
import { CLOSE_CODES, INBOX_THEME_ID, newId } from '@gongyi/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Device } from './test/device.ts';
import { openDocument } from './test/open-document.ts';
import { openSession, setUp } from './test/people.ts';
import { startTestServer, type TestServer } from './test/test-server.ts';
import { until } from './test/until.ts';

/** What pages show of people while they work; each field is given. */
const DOING = {
  cursor: { x: 1, y: 2 },
  holding: 'point-1',
  heldSince: 1,
  following: 'summons-1',
  view: { x: 0, y: 0, w: 1, h: 1 },
} as const satisfies PresenceState;

let server: TestServer;
let facilitator: Device;
beforeAll(async () => {
  server = await startTestServer();
  facilitator = await setUp(server);
});
afterAll(() => server[Symbol.asyncDispose]());

/** A session in which points are collected, privately or not, with two who take part. */
async function openHall({ isPrivate, isAnonymous = false }: { isPrivate: boolean; isAnonymous?: boolean }) {
  const { sessionId, joinCode: code, themes } = await openSession(facilitator, 'brief');
  const { facilitation } = facilitator.api;
  if (isAnonymous) await facilitation.setAnonymous.mutate({ sessionId, on: true });
  if (isPrivate) await facilitation.setPrivateWriting.mutate({ sessionId, on: true });
  await facilitation.setStage.mutate({ sessionId, from: 'brief', stage: 'collect' });
  const join = async (name: string) => {
    const phone = server.newDevice();
    await phone.api.participants.join.mutate({ code, name, unit: '石桥村' });
    return phone;
  };
  const people = { participant: await join('甲'), other: await join('乙'), facilitator };
  return { sessionId, people, themeId: themes[0]?.id ?? '' };
}

type Hall = Awaited<ReturnType<typeof openHall>>;

async function openPage({ sessionId }: Hall, device: Device) {
  const page = openDocument(server, device, sessionId);
  const codes: number[] = [];
  page.provider.on('connection-close', (event) => codes.push(event?.code ?? 0));
  await page.synced();
  const { me } = await device.api.sessions.get.query({ sessionId });
  return Object.assign(page, { me: me.author, codes });
}

type Page = Awaited<ReturnType<typeof openPage>>;

function write({ doc, me }: Page, themeId: string) {
  const createdAt = new Date().toISOString();
  return addPoint(doc, {
    themeId,
    x: 0,
    y: 0,
    text: '要点',
    authorId: me.id,
    author: me.name,
    unit: me.unit,
    createdAt,
  });
}

const draw = ({ doc, me }: Page) =>
  addStroke(doc, { path: [1, 2, 3, 4], color: 'red', width: 'fine', authorId: me.id });

/**
 * Resolves when the server has ended the page's connection; fails in words when what was sent has
 * come through instead.
 */
async function expectRefused(page: Page, watcher: Page) {
  await until(() =>
    expect([...page.codes, ...contentOf(watcher)].length, 'neither refused nor taken').toBeGreaterThan(0),
  );
  expect({ codes: page.codes, seenByOthers: contentOf(watcher) }).toEqual({
    codes: [CLOSE_CODES.forbidden],
    seenByOthers: [],
  });
}

const contentOf = ({ doc }: Page) => [...readPoints(doc), ...readStrokes(doc)].map(({ id }) => id);

describe('while points are written privately', () => {
  const cases = (['participant', 'facilitator'] as const).flatMap((who) =>
    (['theme', 'inbox', 'stroke'] as const).map((what) => [who, what] as const),
  );

  test.each(cases)(
    'a page of a %s that puts something straight into the document (%s) is refused',
    async (who, what) => {
      const hall = await openHall({ isPrivate: true });
      using watcher = await openPage(hall, hall.people.other);
      using page = await openPage(hall, hall.people[who]);
      if (what === 'stroke') draw(page);
      else write(page, what === 'theme' ? hall.themeId : INBOX_THEME_ID);
      await expectRefused(page, watcher);
      using later = await openPage(hall, facilitator);
      expect(contentOf(later)).toEqual([]);
    },
  );

  test('nor is it taken in a session that promises to name nobody', async () => {
    const hall = await openHall({ isPrivate: true, isAnonymous: true });
    using watcher = await openPage(hall, hall.people.other);
    using page = await openPage(hall, hall.people.participant);
    write(page, hall.themeId);
    await expectRefused(page, watcher);
  });

  test.each(['participant', 'facilitator'] as const)(
    'everybody sees that a %s is there and ready, and nobody what they do; after the reveal they do',
    async (who) => {
      const hall = await openHall({ isPrivate: true });
      using watcher = await openPage(hall, hall.people.other);
      using page = await openPage(hall, hall.people[who]);
      const { awareness } = page.provider;
      const seen = () => watcher.provider.awareness.getStates().get(page.doc.clientID);
      const person = { id: page.me.id, name: page.me.name, unit: page.me.unit };
      awareness.setLocalState({ ...DOING, person, ready: 'vote' });
      await until(() => expect(seen()).toMatchObject({ ready: 'vote' }));
      expect(seen()).toEqual({ person, ready: 'vote' });

      await hall.people.participant.api.privatePoints.write.mutate({
        sessionId: hall.sessionId,
        pointId: newId(),
        themeId: hall.themeId,
        text: '要点',
      });
      await facilitator.api.privatePoints.reveal.mutate({ sessionId: hall.sessionId });
      await watcher.hasPoints(1);
      const { view, ...ofAll } = DOING;
      const expected = who === 'facilitator' ? { ...ofAll, view } : ofAll;
      let renewed = 0;
      await until(() => {
        awareness.setLocalState({ ...DOING, heldSince: 1, person, ready: `vote ${++renewed}` });
        expect(seen()).toMatchObject({ cursor: DOING.cursor });
      });
      expect({ ...seen(), ready: '' }).toEqual({ ...expected, person, ready: '' });

      // What was refused before is taken now.
      write(page, hall.themeId);
      await watcher.hasPoints(2);
      expect(page.codes).toEqual([]);
    },
  );
});

test('where points are not written privately, all of it is taken and seen', async () => {
  const hall = await openHall({ isPrivate: false });
  using watcher = await openPage(hall, hall.people.other);
  using page = await openPage(hall, hall.people.participant);
  page.provider.awareness.setLocalState({ ...DOING, ready: 'vote' });
  const { view: _view, ...ofAll } = DOING;
  await until(() =>
    expect(watcher.provider.awareness.getStates().get(page.doc.clientID)).toEqual({ ...ofAll, ready: 'vote' }),
  );
  write(page, hall.themeId);
  await watcher.hasPoints(1);
  expect(page.codes).toEqual([]);
});
