import { addPoint, readPoints } from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { createDecoder, readVarUint8Array } from 'lib0/decoding';
import { expect, onTestFinished, test, vi } from 'vitest';
import * as Y from 'yjs';
import { createAnswers } from '../../answers.ts';
import type { Connection } from '../../connection.ts';
import { createOutbox } from '../../outbox.ts';
import { awarenessFrame, requestFrame, updateFrame } from '../../protocol.ts';
import { createSharedFrame } from '../../shared-frame.ts';
import { connectClient } from '../../test/connect-client.ts';
import { type FakeConnection, fakeConnection } from '../../test/fake-connection.ts';
import { connectRaw } from '../../test/raw-client.ts';
import { startTestServer } from '../../test/start-test-server.ts';
import { until } from '../../test/until.ts';

/** The next flush never comes by itself. */
const NEVER = { shortestFlushMs: 1_000_000, longestFlushMs: 1_000_000 };

function outboxOf(doc: Y.Doc, timing: typeof NEVER, ...connections: Connection[]) {
  return createOutbox({
    doc,
    connections: new Map(connections.map((each) => [each, null])),
    everybodyFor: () => null,
    metrics: { flushed: () => undefined },
    timing,
  });
}

test('[BO1] the first edit after a pause goes out at once, as the same bytes for everybody but its sender', () => {
  const doc = new Y.Doc();
  const [one, two, sender] = [fakeConnection(), fakeConnection(), fakeConnection()];
  const outbox = outboxOf(doc, NEVER, one, two, sender);
  outbox.update(Uint8Array.of(0, 0), sender);
  expect(one.sent).toHaveLength(1);
  expect(two.sent[0]).toBe(one.sent[0]);
  expect(sender.sent).toEqual([]);
  outbox.update(Uint8Array.of(0, 0), sender);
  expect(one.sent).toHaveLength(1);
  outbox.dispose();
});

test('[BO1] what many do between two flushes arrives as one frame', async () => {
  await using server = await startTestServer({ timing: { shortestFlushMs: 50, longestFlushMs: 50 } });
  using receiver = await connectRaw(server.url, 's1');
  using one = connectClient(server.url, 's1');
  using two = connectClient(server.url, 's1');
  await Promise.all([one.synced(), two.synced()]);
  addPoint(one.doc, pointDraft());
  await until(() => expect(readPoints(two.doc)).toHaveLength(1));
  const before = receiver.frames.filter(([type]) => type === 0).length;
  for (let n = 0; n < 30; n++) addPoint(n % 2 === 0 ? one.doc : two.doc, pointDraft());
  await until(() => {
    expect(readPoints(one.doc)).toHaveLength(31);
    expect(readPoints(two.doc)).toHaveLength(31);
  });
  receiver.socket.send(Uint8Array.of(3));
  expect(receiver.frames.filter(([type]) => type === 0).length - before).toBeLessThan(15);
});

test('[BO1][BO4] edits and presence of one flush are one write to whoever gets both, and each its own to the others', () => {
  const doc = new Y.Doc();
  const [reader, sender, slow] = [fakeConnection(), fakeConnection(), fakeConnection()];
  const outbox = outboxOf(doc, NEVER, reader, sender, slow);
  const edit = Uint8Array.of(0, 0);
  outbox.update(edit, null);
  slow.backlogBytes = 70_000;
  outbox.update(edit, null);
  outbox.presence({ clientId: 1, clock: 1, state: '{}', hiddenFrom: null }, sender);
  outbox.flush();
  // The first went out at once.
  const [together, alone, edits] = [reader, sender, slow].map(({ sent }) => sent.slice(1).map(({ bytes }) => bytes));
  const presence = createSharedFrame(awarenessFrame([{ clientId: 1, clock: 1, state: '{}' }])).bytes;
  const update = createSharedFrame(updateFrame(edit)).bytes;
  expect(together).toEqual([Buffer.concat([update, presence])]);
  expect(alone).toEqual([update]);
  expect(edits).toEqual([update]);
  outbox.dispose();
});

test('[BO1] in a small room an edit does not wait for presence, nor presence for an edit, but for what is of its kind', () => {
  const { outbox, reader } = withTimers();
  const edit = Uint8Array.of(0, 0);
  outbox.presence({ clientId: 1, clock: 1, state: '{}', hiddenFrom: null }, null);
  outbox.update(edit, null);
  expect(reader.sent).toHaveLength(2);
  vi.advanceTimersByTime(4);
  outbox.update(edit, null);
  outbox.presence({ clientId: 1, clock: 2, state: '{}', hiddenFrom: null }, null);
  expect(reader.sent).toHaveLength(2);
  vi.advanceTimersByTime(16);
  expect(reader.sent).toHaveLength(3);
  outbox.dispose();
});

test('[BO4] while somebody does not read, the others wait no longer than before', () => {
  const { outbox, reader, slow } = withTimers();
  const edit = Uint8Array.of(0, 0);
  slow.backlogBytes = 2_000_000;
  outbox.update(edit, null);
  outbox.update(edit, null);
  expect(reader.sent).toHaveLength(1);
  vi.advanceTimersByTime(20);
  expect(reader.sent).toHaveLength(2);
  expect(slow.sent).toEqual([]);
  // They are looked after by themselves.
  slow.backlogBytes = 0;
  vi.advanceTimersByTime(120);
  expect(slow.sent).toHaveLength(1);
  outbox.dispose();
});

/** An outbox on a clock that the test moves. */
function withTimers() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const [reader, slow] = [fakeConnection(), fakeConnection()];
  const outbox = outboxOf(new Y.Doc(), { shortestFlushMs: 16, longestFlushMs: 100 }, reader, slow);
  return { outbox, reader, slow };
}

test('[BO2] all who join are sent the same encoding, and what changed since before it', () => {
  const doc = new Y.Doc();
  addPoint(doc, pointDraft());
  const answers = createAnswers(doc, 10);
  const [one, two, three] = [fakeConnection(), fakeConnection(), fakeConnection()];
  const nothing = Uint8Array.of(0);
  answers.request(one, nothing);
  answers.request(two, nothing);
  expect(two.sent[0]).toBe(one.sent[0]);
  addPoint(doc, pointDraft());
  answers.request(three, nothing);
  expect(three.sent[1]).toBe(one.sent[0]);
  expect(three.sent).toHaveLength(2);
  answers.dispose();
});

test('[BO2] only so many are answered in one turn, the others after them', async () => {
  const answers = createAnswers(new Y.Doc(), 2);
  const people = Array.from({ length: 5 }, fakeConnection);
  for (const each of people) answers.request(each, Uint8Array.of(0));
  const answered = () => people.map(({ sent }) => sent.length);
  expect(answered()).toEqual([1, 1, 0, 0, 0]);
  await new Promise((resolve) => setImmediate(resolve));
  expect(answered()).toEqual([1, 1, 1, 1, 0]);
  answers.forget(people[4] as FakeConnection);
  await new Promise((resolve) => setImmediate(resolve));
  expect(answered()).toEqual([1, 1, 1, 1, 0]);
  answers.dispose();
});

test('[BO2] who joins while others write has everything when told that it was all', async () => {
  await using server = await startTestServer();
  using writer = connectClient(server.url, 's1');
  await writer.synced();
  for (let n = 0; n < 20; n++) {
    addPoint(writer.doc, pointDraft());
    await until(async () =>
      expect(
        await server.sync.readPoints(
          's1',
          readPoints(writer.doc).map(({ id }) => id),
        ),
      ).toHaveLength(n + 1),
    );
    using late = connectClient(server.url, 's1');
    await late.synced();
    expect(readPoints(late.doc)).toHaveLength(n + 1);
  }
});

test.each([0, 125, 126, 65_535, 65_536, 300_000])(
  '[BO1] a shared frame of %i bytes is one that WebSocket reads',
  async (size) => {
    await using server = await startTestServer();
    using client = connectClient(server.url, 's1', { connect: false });
    await server.sync.changeDocument('s1', (doc) => doc.getMap('ballast').set('value', 'x'.repeat(size)));
    using raw = await connectRaw(server.url, 's1', 'raw');
    raw.socket.send(requestFrame(new Y.Doc()));
    client.provider.connect();
    await client.synced();
    expect(client.doc.getMap('ballast').get('value')).toBe('x'.repeat(size));
  },
);

test('[BO9] a flush of more than a megabyte goes in several frames, a larger edit alone, and nothing is missing', () => {
  const source = new Y.Doc();
  const updates: Uint8Array[] = [];
  source.on('update', (update: Uint8Array) => updates.push(update));
  for (const kilobytes of [1, 400, 400, 400, 3_000, 1])
    source.getMap('ballast').set(String(updates.length), 'x'.repeat(kilobytes * 1_000));
  const doc = new Y.Doc();
  const [reader, slow] = [fakeConnection(), fakeConnection()];
  const outbox = outboxOf(doc, NEVER, reader, slow);
  for (const update of updates) {
    Y.applyUpdate(doc, update);
    outbox.update(update, null);
  }
  expect(reader.sent).toHaveLength(1);
  // It falls behind at the second frame of the flush, and is told in one piece.
  Object.defineProperty(slow, 'backlogBytes', {
    get: () => (slow.sent.length === 2 ? 2_000_000 : 0),
    configurable: true,
  });
  outbox.flush();
  expect(reader.sent.map(({ bytes }) => Math.round(bytes.length / 1_000_000))).toEqual([0, 1, 0, 3, 0]);
  expect(documentOf(reader)).toEqual(doc.getMap('ballast').toJSON());
  Object.defineProperty(slow, 'backlogBytes', { value: 0 });
  outbox.flush();
  expect(documentOf(slow)).toEqual(doc.getMap('ballast').toJSON());
  outbox.dispose();
});

function documentOf({ sent }: FakeConnection): unknown {
  const copy = new Y.Doc();
  for (const { bytes } of sent) {
    const headerBytes = bytes[1] === 127 ? 10 : bytes[1] === 126 ? 4 : 2;
    const decoder = createDecoder(bytes.subarray(headerBytes + 2));
    Y.applyUpdate(copy, readVarUint8Array(decoder));
  }
  return copy.getMap('ballast').toJSON();
}

test('[BO1][PR5] what is hidden from somebody goes to all others in the same bytes, and to them in their own', () => {
  const doc = new Y.Doc();
  const [one, two] = [fakeConnection(), fakeConnection()];
  const theirs = { ...fakeConnection(), ownerKey: 'key of wang' };
  const outbox = outboxOf(doc, NEVER, one, two, theirs);
  const [own, others] = [
    { clientId: 1, clock: 1, state: '{}' },
    { clientId: 2, clock: 1, state: '{}' },
  ] as const;
  // The first went out at once.
  outbox.presence({ ...own, hiddenFrom: 'key of wang' }, null);
  expect([one, two, theirs].map(({ sent }) => sent.length)).toEqual([1, 1, 0]);
  outbox.presence({ ...own, hiddenFrom: 'key of wang' }, null);
  outbox.presence({ ...others, hiddenFrom: 'key of li' }, null);
  outbox.update(Uint8Array.of(0, 0), null);
  outbox.flush();
  expect(one.sent[1]).toBe(two.sent[1]);
  const bytes = (...entries: (typeof own | typeof others)[]) => createSharedFrame(awarenessFrame(entries)).bytes;
  const update = createSharedFrame(updateFrame(Uint8Array.of(0, 0))).bytes;
  const sentTo = ({ sent }: FakeConnection) => Buffer.concat(sent.map((frame) => frame.bytes));
  expect(sentTo(one)).toEqual(Buffer.concat([bytes(own), update, bytes(own, others)]));
  expect(sentTo(theirs)).toEqual(Buffer.concat([update, bytes(others)]));
  outbox.dispose();
});
