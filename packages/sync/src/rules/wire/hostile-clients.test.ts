import { once } from 'node:events';
import { connect } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { addPoint, deletePoints, readPoints } from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { CLOSE_CODES, LIMITS } from '@gongyi/domain';
import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { describe, expect, test } from 'vitest';
import { Awareness, applyAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { awarenessFrame, updateFrame } from '../../protocol.ts';
import { connectClient } from '../../test/connect-client.ts';
import { deferred } from '../../test/deferred.ts';
import { holdKeepalives, roundTrip } from '../../test/held-keepalives.ts';
import { createMemoryUpdateLog } from '../../test/memory-update-log.ts';
import { connectRaw } from '../../test/raw-client.ts';
import { startTestServer } from '../../test/start-test-server.ts';
import { until } from '../../test/until.ts';

function cutUpdate(): Uint8Array {
  const doc = new Y.Doc();
  addPoint(doc, pointDraft());
  return Y.encodeStateAsUpdate(doc).slice(0, -3);
}

/** Its insertions can be read, its deletions cannot. */
function updateWithCutDeletions(): Uint8Array {
  const doc = new Y.Doc();
  const [first] = [addPoint(doc, pointDraft()), addPoint(doc, pointDraft())];
  deletePoints(doc, [first]);
  return Y.encodeStateAsUpdate(doc).slice(0, -1);
}

describe('[WI3] a bad frame closes the connection that sent it, and touches nobody else', () => {
  const frames: Record<string, Uint8Array | string> = {
    empty: Uint8Array.of(),
    text: 'hello',
    'of an unknown type': Uint8Array.of(99, 1, 2),
    'of an unknown sync type': Uint8Array.of(0, 9, 0),
    'that ends too early': Uint8Array.of(0, 2, 200, 1, 5),
    'with an update that ends too early': updateFrame(cutUpdate()),
    'with an update whose first half can be read': updateFrame(updateWithCutDeletions()),
    'with an update of garbage': updateFrame(Uint8Array.of(1, 1, 255, 255, 255, 255, 15, 7, 7)),
    'with a state vector of garbage': Uint8Array.of(0, 0, 1, 255),
    'with an awareness state that is no JSON': awarenessFrame([{ clientId: 1, clock: 1, state: '{' }]),
    'with an awareness state that is no object': awarenessFrame([{ clientId: 1, clock: 1, state: '7' }]),
    'with an awareness state that is too large': awarenessFrame([
      { clientId: 1, clock: 1, state: JSON.stringify({ name: 'x'.repeat(LIMITS.awarenessBytes) }) },
    ]),
  };

  test.each(Object.entries(frames))('%s', async (_, frame) => {
    await using server = await startTestServer();
    using one = connectClient(server.url, 's1');
    using two = connectClient(server.url, 's1');
    await Promise.all([one.synced(), two.synced()]);
    using bad = await connectRaw(server.url, 's1', 'bad');
    bad.socket.send(frame);
    // What follows the bad frame does not count either.
    const after = new Y.Doc();
    addPoint(after, pointDraft());
    bad.socket.send(updateFrame(Y.encodeStateAsUpdate(after)));
    expect(await bad.refused()).toBe(CLOSE_CODES.malformed);

    const id = addPoint(one.doc, pointDraft());
    await until(() => expect(readPoints(two.doc).map((point) => point.id)).toEqual([id]));
    expect(one.provider.wsconnected && two.provider.wsconnected).toBe(true);
  });

  test('[WI3] larger than the limit', async () => {
    await using server = await startTestServer();
    using good = connectClient(server.url, 's1');
    await good.synced();
    using bad = await connectRaw(server.url, 's1');
    bad.socket.send(new Uint8Array(LIMITS.syncMessageBytes + 1));
    expect(await bad.closed()).toBe(1009);
    expect(good.provider.wsconnected).toBe(true);
  });
});

test('[WI4] who does not answer pings is cut off; who does is kept busy enough to stay', async () => {
  using keepalives = holdKeepalives();
  await using server = await startTestServer({ timing: keepalives });
  using alive = await connectRaw(server.url, 's1', 'alive');
  using dead = await connectRaw(server.url, 's1', 'dead', { autoPong: false });
  const emptyAwareness = [...awarenessFrame([])];
  for (let times = 1; times <= 3; times++) {
    keepalives.pass();
    await roundTrip(alive.socket);
    const received = alive.frames.map((frame) => [...frame]);
    expect(received.filter((frame) => isDeepStrictEqual(frame, emptyAwareness))).toHaveLength(times);
    if (times === 1) expect(dead.socket.readyState).toBe(dead.socket.OPEN);
    else expect(await dead.closed()).toBe(1006);
  }
  expect(alive.socket.readyState).toBe(alive.socket.OPEN);
});

test('[BO4] who does not read is passed over, and then told in one piece what they missed', async () => {
  await using server = await startTestServer({ timing: { unloadDelayMs: 60_000 } });
  using slow = await connectRaw(server.url, 's1', 'slow');
  using watcher = connectClient(server.url, 's1', { personId: 'watcher' });
  await watcher.synced();
  slow.socket.pause();
  for (let n = 0; n < 40; n++) {
    const value = `${n}${'x'.repeat(1_000_000)}`;
    await server.sync.changeDocument('s1', (doc) => doc.getMap('ballast').set('value', value));
    await until(() => expect(watcher.doc.getMap('ballast').get('value')).toBe(value));
  }
  const doc = new Y.Doc();
  const read = () => {
    for (const update of slow.frames.splice(0).flatMap(updatesIn)) Y.applyUpdate(doc, update);
  };
  slow.socket.resume();
  await until(() => {
    read();
    expect(doc.getMap('ballast').get('value')).toMatch(/^39x/);
  });
  expect(doc.store.pendingStructs).toBeNull();
  // What the kernel takes in is its own; the rest was never kept for a reader who is not there.
  expect(slow.bytes()).toBeLessThan(30_000_000);
  // Back in step, they are told like everybody.
  await server.sync.changeDocument('s1', (shared) => shared.getMap('ballast').set('value', 'small'));
  await until(() => {
    read();
    expect(doc.getMap('ballast').get('value')).toBe('small');
  });
});

test('[BO4] who never reads again is cut off', async () => {
  using keepalives = holdKeepalives();
  await using server = await startTestServer({ timing: keepalives });
  using slow = await connectRaw(server.url, 's1', 'slow');
  using watcher = await connectRaw(server.url, 's1', 'watcher');
  const present = () => statesIn(watcher.frames).has(4711);
  slow.socket.send(awarenessFrame([{ clientId: 4711, clock: 1, state: '{"name":"slow"}' }]));
  await until(() => expect(present()).toBe(true));
  slow.socket.pause();
  keepalives.pass();
  await roundTrip(watcher.socket);
  expect(present()).toBe(true);
  keepalives.pass();
  await until(() => expect(present()).toBe(false));
});

/** What the frames of presence come to. */
function statesIn(frames: readonly Uint8Array[]): Awareness['states'] {
  const awareness = new Awareness(new Y.Doc());
  for (const frame of frames) {
    const decoder = createDecoder(frame);
    if (readVarUint(decoder) === 1) applyAwarenessUpdate(awareness, readVarUint8Array(decoder), null);
  }
  awareness.destroy();
  return awareness.states;
}

/** What a sync frame brings; nothing of any other. */
function updatesIn(frame: Uint8Array): Uint8Array[] {
  const decoder = createDecoder(frame);
  return readVarUint(decoder) === 0 && readVarUint(decoder) > 0 ? [readVarUint8Array(decoder)] : [];
}

test('[RO4] a handshake that fails leaves no room behind', async () => {
  await using server = await startTestServer();
  const socket = connect(server.port, '127.0.0.1');
  socket.write('GET /sync/s1 HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 400 /);
  socket.destroy();
  await until(async () => {
    await server.sync.readPoints('s1', []);
    expect(server.log.loads).toBeGreaterThan(1);
  });
});

test('[RO4] who hangs up while the document is loading leaves no room behind', async () => {
  const log = createMemoryUpdateLog();
  const gate = deferred();
  log.gate = gate.promise;
  await using server = await startTestServer({ log });
  const socket = connect(server.port, '127.0.0.1');
  socket.write(
    'GET /sync/s1 HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  );
  await until(() => expect(log.loads).toBe(1));
  socket.resetAndDestroy();
  log.gate = null;
  gate.resolve();
  await until(async () => {
    await server.sync.readPoints('s1', []);
    expect(log.loads).toBeGreaterThan(1);
  });
});
