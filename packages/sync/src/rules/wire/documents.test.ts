import { addPoint, editPointText, readPoint, readPoints } from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { answerFrame, requestFrame, updateFrame } from '../../protocol.ts';
import { connectClient } from '../../test/connect-client.ts';
import { connectRaw } from '../../test/raw-client.ts';
import { startTestServer } from '../../test/start-test-server.ts';
import { until } from '../../test/until.ts';

test('[WI1] two clients see each other’s points, and both keep what they type in one card', async () => {
  await using server = await startTestServer();
  using one = connectClient(server.url, 's1');
  using two = connectClient(server.url, 's1');
  await Promise.all([one.synced(), two.synced()]);
  const id = addPoint(one.doc, pointDraft({ text: '中' }));
  await until(() => expect(readPoint(two.doc, id)?.text).toBe('中'));
  editPointText(one.doc, id, '甲中');
  editPointText(two.doc, id, '中乙');
  await until(() => {
    expect(readPoint(one.doc, id)?.text).toBe('甲中乙');
    expect(readPoint(two.doc, id)?.text).toBe('甲中乙');
  });
});

test('[WI2] sessions do not see each other', async () => {
  await using server = await startTestServer();
  using one = connectClient(server.url, 's1');
  using other = connectClient(server.url, 's2');
  using witness = connectClient(server.url, 's1');
  await Promise.all([one.synced(), other.synced(), witness.synced()]);
  addPoint(one.doc, pointDraft());
  await until(() => expect(readPoints(witness.doc)).toHaveLength(1));
  expect(readPoints(other.doc)).toEqual([]);
});

test('[WI2] who comes late has everything at the moment of being synced', async () => {
  await using server = await startTestServer();
  using early = connectClient(server.url, 's1');
  await early.synced();
  for (let n = 0; n < 50; n++) addPoint(early.doc, pointDraft({ text: `要点${n}` }));
  using witness = connectClient(server.url, 's1');
  await until(() => expect(readPoints(witness.doc)).toHaveLength(50));
  using late = connectClient(server.url, 's1');
  await late.synced();
  expect(readPoints(late.doc)).toEqual(readPoints(early.doc));
});

test('[AU13] what was written offline arrives on connecting, whatever was written meanwhile', async () => {
  await using server = await startTestServer();
  const doc = new Y.Doc();
  addPoint(doc, pointDraft({ text: '离线写的' }));
  using online = connectClient(server.url, 's1');
  await online.synced();
  addPoint(online.doc, pointDraft({ text: '在线写的' }));
  using back = connectClient(server.url, 's1', { doc });
  // Sent before the server has what it depends on.
  back.provider.on('status', () => addPoint(doc, pointDraft({ text: '刚连上写的' })));
  await until(() => {
    expect(readPoints(online.doc).length).toBeGreaterThanOrEqual(3);
    expect(readPoints(online.doc)).toEqual(readPoints(doc));
  });
});

test('[DU1] a server that starts on the same log has everything', async () => {
  const first = await startTestServer();
  using client = connectClient(first.url, 's1');
  await client.synced();
  const id = addPoint(client.doc, pointDraft());
  editPointText(client.doc, id, '改过的');
  using witness = connectClient(first.url, 's1');
  await until(() => expect(readPoint(witness.doc, id)?.text).toBe('改过的'));
  client.provider.disconnect();
  witness.provider.disconnect();
  await first[Symbol.asyncDispose]();

  await using second = await startTestServer({ log: first.log });
  using fresh = connectClient(second.url, 's1');
  await fresh.synced();
  expect(readPoints(fresh.doc)).toEqual(readPoints(client.doc));
});

test('[WI1] clients come back by themselves when the server has been restarted', async () => {
  const first = await startTestServer();
  using client = connectClient(first.url, 's1');
  await client.synced();
  await first[Symbol.asyncDispose]();
  const id = addPoint(client.doc, pointDraft({ text: '断线时写的' }));
  await using second = await startTestServer({ log: first.log, port: first.port });
  using other = connectClient(second.url, 's1');
  await until(() => expect(readPoint(other.doc, id)?.text).toBe('断线时写的'));
});

test('[WI1] an update goes to the others and not back to its sender', async () => {
  await using server = await startTestServer();
  using sender = await connectRaw(server.url, 's1');
  using receiver = await connectRaw(server.url, 's1');
  const doc = new Y.Doc();
  addPoint(doc, pointDraft());
  const frame = updateFrame(Y.encodeStateAsUpdate(doc));
  const plain = (frames: readonly Uint8Array[]) => frames.map((bytes) => [...bytes]);
  sender.socket.send(frame);
  await until(() => expect(plain(receiver.frames)).toContainEqual([...frame]));
  // Frames arrive in order, so what would have come back stands before this answer.
  sender.socket.send(requestFrame(doc));
  const answer = [...answerFrame(doc, Y.encodeStateVector(doc))];
  await until(() => expect(plain(sender.frames)).toContainEqual(answer));
  expect(plain(sender.frames)).not.toContainEqual([...frame]);
});
