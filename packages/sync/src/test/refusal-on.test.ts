import { addPoint } from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { CLOSE_CODES } from '@gongyi/domain';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { updateFrame } from '../protocol.ts';
import { connectClient } from './connect-client.ts';
import { connectRaw } from './raw-client.ts';
import { startTestServer } from './start-test-server.ts';

/**
 * Everybody here may add points, so nothing of this is refused: what the tests of refusals say when
 * the guard is too lenient.
 */

test('a test that waits for a refusal fails in words as soon as the server has taken what was sent', async () => {
  await using server = await startTestServer();
  const doc = new Y.Doc();
  addPoint(doc, pointDraft());
  using raw = await connectRaw(server.url, 's1');
  raw.socket.send(updateFrame(Y.encodeStateAsUpdate(doc)));
  await expect(raw.refused()).rejects.toThrow('nothing was refused: the server took what was sent');

  using client = connectClient(server.url, 's1');
  await client.synced();
  addPoint(client.doc, pointDraft());
  await expect(client.refused()).rejects.toThrow('nothing was refused: the server took what was sent');
  const early = new Y.Doc();
  addPoint(early, pointDraft());
  using late = connectClient(server.url, 's1', { doc: early });
  await expect(late.refused()).rejects.toThrow('nothing was refused: the server took what was sent');
  expect(server.refusals).toEqual([]);
});

test('and has the close code of one that comes', async () => {
  await using server = await startTestServer();
  const doc = new Y.Doc();
  addPoint(doc, pointDraft());
  using raw = await connectRaw(server.url, 's1', 'reader');
  raw.socket.send(updateFrame(Y.encodeStateAsUpdate(doc)));
  expect(await raw.refused()).toBe(CLOSE_CODES.forbidden);
  using client = connectClient(server.url, 's1', { personId: 'reader' });
  await client.synced();
  addPoint(client.doc, pointDraft());
  expect(await client.refused()).toBe(CLOSE_CODES.forbidden);
});
