import { addPoint, editPointText, placePoint, readPoint, readPoints } from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { CLOSE_CODES } from '@gongyi/domain';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { answerFrame, awarenessFrame } from '../../protocol.ts';
import { documentOf } from '../../test/document-of.ts';
import { holdKeepalives, roundTrip } from '../../test/held-keepalives.ts';
import { addAs, join } from '../../test/people-on-nodes.ts';
import { connectRaw, type RawClient } from '../../test/raw-client.ts';
import { createTestNodes } from '../../test/start-test-nodes.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { until } from '../../test/until.ts';

/** Names a client id and says all that a page has, as the server's question on joining asks for. */
function answerWith({ socket }: RawClient, clientId: number, doc: Y.Doc) {
  socket.send(awarenessFrame([{ clientId, clock: 1, state: '{}' }]));
  socket.send(answerFrame(doc, Y.encodeStateVector(new Y.Doc())));
}

/** How often the server has asked for all that the page has. */
const questions = ({ frames }: RawClient) => frames.filter(([type, kind]) => type === 0 && kind === 0).length;

test('[AU14] a page that stays out of step is told to begin anew', async () => {
  using keepalives = holdKeepalives();
  await using server = await startTestServer({ timing: keepalives });
  using page = await connectRaw(server.url, 's1', 'li');
  // What another did and the server lost, in its last crash.
  const lost = new Y.Doc();
  addPoint(lost, pointDraft({ authorId: 'wang' }));
  answerWith(page, 4711, lost);
  await roundTrip(page.socket);
  keepalives.pass();
  await roundTrip(page.socket);
  expect(page.socket.readyState).toBe(page.socket.OPEN);
  keepalives.pass();
  expect(await page.refused()).toBe(CLOSE_CODES.forbidden);
  expect(server.refusals).toEqual(['outOfStep']);
  expect(readPoints(await documentOf(server))).toEqual([]);
});

/**
 * A page on which the facilitator corrected a point that the server lost, and one of its author,
 * who has not come back yet.
 */
async function openPages(server: TestServer) {
  const author = await connectRaw(server.url, 's1', 'wang');
  const page = await connectRaw(server.url, 's1', 'facilitator');
  const lost = new Y.Doc();
  const id = addPoint(lost, pointDraft({ authorId: 'wang', text: '窗口午间没人' }));
  const corrected = new Y.Doc();
  Y.applyUpdate(corrected, Y.encodeStateAsUpdate(lost));
  editPointText(corrected, id, '窗口午间无人值守');
  answerWith(page, corrected.clientID, corrected);
  await roundTrip(page.socket);
  return { author, page, lost, corrected, id };
}

test('[AU14][AU19] so is whoever wrote after what the server lost, when its author stays away; the author is taken later', async () => {
  using keepalives = holdKeepalives();
  await using server = await startTestServer({ timing: keepalives });
  const { author, page, lost, id } = await openPages(server);
  using _author = author;
  using _page = page;
  keepalives.pass();
  await roundTrip(page.socket);
  expect(server.refusals).toEqual([]);
  keepalives.pass();
  expect(await page.refused()).toBe(CLOSE_CODES.forbidden);
  expect(server.refusals).toEqual(['outOfStep']);
  answerWith(author, lost.clientID, lost);
  await roundTrip(author.socket);
  expect(readPoint(await documentOf(server), id)?.text).toBe('窗口午间没人');
  expect(server.refusals).toEqual(['outOfStep']);
});

test('[AU14] not while it is being asked, because what it waited for has come', async () => {
  using keepalives = holdKeepalives();
  await using server = await startTestServer({ timing: keepalives });
  const { author, page, lost, corrected, id } = await openPages(server);
  using _author = author;
  using _page = page;
  keepalives.pass();
  answerWith(author, lost.clientID, lost);
  await until(() => expect(questions(page)).toBe(2));
  for (let left = 2; left > 0; left--) {
    keepalives.pass();
    await roundTrip(page.socket);
  }
  page.socket.send(answerFrame(corrected, Y.encodeStateVector(new Y.Doc())));
  await until(async () => expect(readPoint(await documentOf(server), id)?.text).toBe('窗口午间无人值守'));
  for (let left = 2; left > 0; left--) {
    keepalives.pass();
    await roundTrip(page.socket);
  }
  expect(server.refusals).toEqual([]);
});

test('[AU14] nor for ever, when it answers nothing', async () => {
  using keepalives = holdKeepalives();
  await using server = await startTestServer({ timing: keepalives });
  const { author, page, lost } = await openPages(server);
  using _author = author;
  using _page = page;
  answerWith(author, lost.clientID, lost);
  await until(() => expect(questions(page)).toBe(2));
  for (let passed = 0; passed < 7; passed++) {
    keepalives.pass();
    await roundTrip(page.socket);
  }
  keepalives.pass();
  expect(await page.refused()).toBe(CLOSE_CODES.forbidden);
  expect(server.refusals).toEqual(['outOfStep']);
});

test('[AU14] nor for what it has only just said, whatever it lacked before', async () => {
  using keepalives = holdKeepalives();
  await using server = await startTestServer({ timing: keepalives });
  const { author, page, lost, corrected } = await openPages(server);
  using _author = author;
  using _page = page;
  keepalives.pass();
  answerWith(author, lost.clientID, lost);
  await until(() => expect(questions(page)).toBe(2));
  // Its answer has what the server lost of somebody else, too.
  const other = new Y.Doc();
  addPoint(other, pointDraft({ authorId: 'li' }));
  Y.applyUpdate(corrected, Y.encodeStateAsUpdate(other));
  page.socket.send(answerFrame(corrected, Y.encodeStateVector(new Y.Doc())));
  await roundTrip(page.socket);
  keepalives.pass();
  await roundTrip(page.socket);
  expect(server.refusals).toEqual([]);
  keepalives.pass();
  expect(await page.refused()).toBe(CLOSE_CODES.forbidden);
});

test('[AU14] nor for what another node has stored, though the way between them is cut', async () => {
  using keepalives = holdKeepalives();
  await using nodes = createTestNodes();
  // No heartbeat of which one could be missed.
  const timing = { ...keepalives, heartbeatMs: 3_600_000 };
  const [one, two] = [await nodes.start({ timing }), await nodes.start({ timing })];
  using anna = join(one, 'anna');
  using near = await connectRaw(two.url, 's1', 'near');
  await anna.synced();
  await roundTrip(near.socket);
  two.fanout.cut();
  const id = addAs(anna, 'anna');
  await until(() => expect(nodes.log.rows).toHaveLength(1));
  // Somebody who was on the other node, and saw it there.
  using page = await connectRaw(two.url, 's1', 'li');
  answerWith(page, 4711, anna.doc);
  for (let left = 3; left > 0; left--) {
    await roundTrip(page.socket);
    keepalives.pass();
  }
  await roundTrip(page.socket);
  expect(two.refusals).toEqual([]);
  expect(page.socket.readyState).toBe(page.socket.OPEN);
  expect(readPoint(await documentOf(two), id)?.text).toBe(readPoint(anna.doc, id)?.text);
});

test('[AU21] a point that an answer leaves without a place, because another’s move is still to come, has the one that it had', async () => {
  await using server = await startTestServer();
  const id = await server.sync.changeDocument('s1', (doc) => addPoint(doc, pointDraft({ authorId: 'li' })));
  const stored = await documentOf(server);
  // Moved by two, one after the other, and both moves lost in a crash of the server.
  const [first, second] = [new Y.Doc(), new Y.Doc()];
  Y.applyUpdate(first, Y.encodeStateAsUpdate(stored));
  placePoint(first, id, { themeId: 'theme-2', x: 10, y: 20 });
  Y.applyUpdate(second, Y.encodeStateAsUpdate(first));
  placePoint(second, id, { themeId: 'theme-3', x: 30, y: 40 });
  Y.applyUpdate(first, Y.encodeStateAsUpdate(second));
  using other = await connectRaw(server.url, 's1', 'wang');
  other.socket.send(awarenessFrame([{ clientId: second.clientID, clock: 1, state: '{}' }]));
  await roundTrip(other.socket);
  using page = await connectRaw(server.url, 's1', 'sorter');
  answerWith(page, first.clientID, first);
  await roundTrip(page.socket);
  expect(server.refusals).toEqual([]);
  expect(readPoint(await documentOf(server), id)).toEqual(readPoint(stored, id));
});
