import {
  addPoint,
  addStroke,
  CARD_HEIGHT,
  CARD_WIDTH,
  deleteStrokes,
  editPointText,
  readPoints,
  readStrokes,
} from '@gongyi/board';
import { INBOX_THEME_ID, newId } from '@gongyi/domain';
import { expect, test } from 'vitest';
import { openDocument } from './test/open-document.ts';
import { openSession, setUp } from './test/people.ts';
import { startTestServer, type TestServer } from './test/test-server.ts';
import { until } from './test/until.ts';

async function openHall(server: TestServer) {
  const facilitator = await setUp(server);
  const { sessionId, joinCode: code, themes } = await openSession(facilitator, 'brief');
  const join = async (name: string) => {
    const phone = server.newDevice();
    await phone.api.participants.join.mutate({ code, name, unit: '石桥村' });
    const { me } = await phone.api.sessions.get.query({ sessionId });
    return Object.assign(phone, { me });
  };
  const themeIds = themes.map(({ id }) => id);
  return { facilitator, sessionId, themeIds, join };
}

/** The code with which a document's connection ends. */
function closeCodeOf({ provider }: ReturnType<typeof openDocument>): Promise<number> {
  return new Promise((resolve) => provider.once('connection-close', (event) => resolve(event?.code ?? 0)));
}

test('the reveal brings all private points into every open document, none on another, and names nobody who was promised it', async () => {
  await using server = await startTestServer();
  const { facilitator, sessionId, themeIds, join } = await openHall(server);
  await facilitator.api.facilitation.setAnonymous.mutate({ sessionId, on: true });
  await facilitator.api.facilitation.setPrivateWriting.mutate({ sessionId, on: true });
  await facilitator.api.facilitation.setStage.mutate({ sessionId, from: 'brief', stage: 'collect' });
  const phones = await Promise.all(['甲', '乙', '丙'].map(join));
  using seen = openDocument(server, facilitator, sessionId);
  await seen.synced();
  for (const phone of phones) {
    await Promise.all(
      [...themeIds, INBOX_THEME_ID].flatMap((themeId) =>
        Array.from({ length: 8 }, (_, index) =>
          phone.api.privatePoints.write.mutate({ sessionId, pointId: newId(), themeId, text: `要点${index}` }),
        ),
      ),
    );
  }
  const count = phones.length * (themeIds.length + 1) * 8;
  expect(readPoints(seen.doc)).toEqual([]);
  expect(await facilitator.api.privatePoints.reveal.mutate({ sessionId })).toEqual({ points: count });

  const points = await seen.hasPoints(count);
  expect(new Set(points.map(({ authorId }) => authorId))).toEqual(new Set(phones.map(({ me }) => me.author.id)));
  for (const { author, unit } of points) expect([author, unit]).toEqual(['', '']);
  const overlapping = points.filter((a) =>
    points.some((b) => a.id < b.id && Math.abs(a.x - b.x) < CARD_WIDTH && Math.abs(a.y - b.y) < CARD_HEIGHT),
  );
  expect(overlapping).toEqual([]);

  expect((await facilitator.api.outcomes.summary.query({ sessionId })).counts).toMatchObject({
    points: count,
    open: count,
  });
});

test('the document takes what stage, private writing and anonymity allow, and nothing from who was removed', async () => {
  await using server = await startTestServer();
  const { facilitator, sessionId, themeIds, join } = await openHall(server);
  await facilitator.api.facilitation.setAnonymous.mutate({ sessionId, on: true });
  await facilitator.api.facilitation.setStage.mutate({ sessionId, from: 'brief', stage: 'collect' });
  const phone = await join('甲');
  const place = { themeId: themeIds[0] ?? '', x: 0, y: 0, createdAt: new Date().toISOString() };
  const add = async (authorId: string) => {
    const page = openDocument(server, phone, sessionId);
    await page.synced();
    addPoint(page.doc, { ...place, text: '要点', authorId, author: '' });
    return page;
  };

  using written = await add(phone.me.author.id);
  using seen = openDocument(server, facilitator, sessionId);
  await seen.hasPoints(1);
  // Under one's own id, which nobody may learn, it is refused.
  using unmasked = await add(phone.me.id);
  expect(await closeCodeOf(unmasked)).toBe(4403);

  // Nobody is thrown out by the change itself, only by the first edit that it forbids.
  let [code, edits] = [0, 0];
  void closeCodeOf(written).then((given) => {
    code = given;
  });
  const [own] = readPoints(written.doc);
  await facilitator.api.sessions.close.mutate({ sessionId });
  await until(() => {
    editPointText(written.doc, own?.id ?? '', `改了${++edits}`);
    expect(code).toBe(4403);
  });
  using late = await add(phone.me.author.id);
  expect(await closeCodeOf(late)).toBe(4403);
  expect(readPoints(seen.doc)).toHaveLength(1);

  const [participant] = await facilitator.api.people.list.query({ sessionId });
  using open = openDocument(server, phone, sessionId);
  await open.synced();
  const left = closeCodeOf(open);
  await facilitator.api.people.remove.mutate({ participantId: participant?.id ?? '' });
  expect(await left).toBe(4408);
  using back = openDocument(server, phone, sessionId);
  expect(await closeCodeOf(back)).toBe(4408);
});

test('participants draw while that switch is on, by the name that anonymity leaves them, and erase nobody else’s line', async () => {
  await using server = await startTestServer();
  const { facilitator, sessionId, join } = await openHall(server);
  await facilitator.api.facilitation.setAnonymous.mutate({ sessionId, on: true });
  await facilitator.api.facilitation.setStage.mutate({ sessionId, from: 'brief', stage: 'collect' });
  const phone = await join('甲');
  const { author } = phone.me;
  const open = async (device: typeof phone | typeof facilitator) => {
    const page = openDocument(server, device, sessionId);
    await page.synced();
    return page;
  };
  const drawAs = (page: Awaited<ReturnType<typeof open>>, authorId: string) =>
    addStroke(page.doc, { path: [10, 20, 30, 40], color: 'red', width: 'bold', authorId });

  using early = await open(phone);
  drawAs(early, author.id);
  expect(await closeCodeOf(early)).toBe(4403);

  await facilitator.api.facilitation.setSwitch.mutate({ sessionId, name: 'draw', on: true });
  using leading = await open(facilitator);
  using drawing = await open(phone);
  const { me } = await facilitator.api.sessions.get.query({ sessionId });
  const theirs = drawAs(leading, me.author.id);
  const own = drawAs(drawing, author.id);
  const both = [theirs, own].sort();
  for (const { doc } of [leading, drawing])
    await until(() =>
      expect(
        readStrokes(doc)
          .map(({ id }) => id)
          .sort(),
      ).toEqual(both),
    );
  expect(readStrokes(leading.doc).find(({ id }) => id === own)?.authorId).toBe(author.id);
  expect(author.id).not.toBe(phone.me.id);

  deleteStrokes(drawing.doc, [theirs]);
  expect(await closeCodeOf(drawing)).toBe(4403);
  deleteStrokes(leading.doc, [own]);
  using seen = await open(phone);
  await until(() => expect(readStrokes(seen.doc).map(({ id }) => id)).toEqual([theirs]));
});
