import { EventEmitter } from 'node:events';
import type { Duplex } from 'node:stream';
import { createDecoder, hasContent, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import * as Y from 'yjs';
import { CONNECTION_PACE, createConnection, MAX_BUFFERED_BYTES } from '../../connection.ts';
import { createOutbox } from '../../outbox.ts';
import { awarenessFrame } from '../../protocol.ts';
import { createRateGate } from '../../rate-gate.ts';
import { createSharedFrame } from '../../shared-frame.ts';
import { editorOf } from '../../test/editor-of.ts';
import { type FakeConnection, fakeConnection } from '../../test/fake-connection.ts';
import { RIGHTS } from '../../test/rights.ts';

/** What the connections of a room are sent when the test says so. */
function openRoom() {
  const doc = new Y.Doc();
  const slow = fakeConnection();
  const messages: Uint8Array[] = [];
  const everybody = awarenessFrame([{ clientId: 1, clock: 9, state: '{"name":"everybody"}' }]);
  const connection: FakeConnection = Object.assign(slow, { send: (frame: Uint8Array) => void messages.push(frame) });
  const outbox = createOutbox({
    doc,
    connections: new Map([[connection, null]]),
    everybodyFor: () => everybody,
    metrics: { flushed: () => undefined },
    timing: { shortestFlushMs: 1_000_000, longestFlushMs: 1_000_000 },
  });
  doc.on('update', (update: Uint8Array) => outbox.update(update, null));
  // The first of each kind after a pause goes out at once.
  doc.getMap('words').set('0', 'x');
  outbox.presence({ clientId: 1, clock: 1, state: '{}', hiddenFrom: null }, null);
  let words = 1;
  let clock = 1;
  return {
    doc,
    connection,
    outbox,
    write: () => void doc.getMap('words').set(String(words++), 'x'),
    show: () => outbox.presence({ clientId: 1, clock: ++clock, state: '{}', hiddenFrom: null }, null),
    /** What it has by what it was sent. */
    page() {
      const page = new Y.Doc();
      for (const update of connection.sent.flatMap(({ bytes }) => updatesIn(bytes))) Y.applyUpdate(page, update);
      if (page.store.pendingStructs !== null) throw new Error('something is missing before what it was sent');
      return page.getMap('words').toJSON();
    },
    /** How often it was told of everybody. */
    toldOfEverybody: () => messages.filter((frame) => frame === everybody).length,
    [Symbol.dispose]: () => outbox.dispose(),
  };
}

/** Of the frames of WebSocket that were written as one. */
function messagesIn(bytes: Uint8Array): Uint8Array[] {
  if (bytes.length === 0) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const short = view.getUint8(1);
  const [start, length] =
    short < 126 ? [2, short] : short === 126 ? [4, view.getUint16(2)] : [10, Number(view.getBigUint64(2))];
  return [bytes.subarray(start, start + length), ...messagesIn(bytes.subarray(start + length))];
}

function updatesIn(bytes: Uint8Array): Uint8Array[] {
  return messagesIn(bytes).flatMap((message) => {
    const decoder = createDecoder(message);
    const isUpdate = readVarUint(decoder) === 0 && readVarUint(decoder) > 0;
    return isUpdate && hasContent(decoder) ? [readVarUint8Array(decoder)] : [];
  });
}

const kindsOf = ({ sent }: FakeConnection, from: number) =>
  sent.slice(from).flatMap(({ bytes }) => messagesIn(bytes).map(([type]) => (type === 0 ? 'edits' : 'presence')));

test.each([
  [0, ['edits', 'presence']],
  [65_535, ['edits', 'presence']],
  [65_536, ['edits']],
  [1_048_575, ['edits']],
  [1_048_576, []],
  [8_000_000, []],
])('[BO4] with %i bytes still to read, a flush brings %j', (backlog, kinds) => {
  using room = openRoom();
  const { connection, outbox, write, show } = room;
  connection.backlogBytes = backlog;
  const before = connection.sent.length;
  write();
  show();
  outbox.flush();
  expect(kindsOf(connection, before)).toEqual(kinds);
});

test.each(['presence alone', 'presence, then edits', 'edits alone', 'edits, then presence'] as const)(
  '[BO4] who fell behind with %s has every edit once they have read what they were sent',
  (what) => {
    using room = openRoom();
    const { doc, connection, outbox, write, show, page } = room;
    connection.backlogBytes = what.startsWith('presence') ? 65_536 : 1_048_576;
    for (const kind of what.split(/, then | alone/)) {
      if (kind === 'presence') show();
      if (kind === 'edits') {
        connection.backlogBytes = 1_048_576;
        write();
      }
      outbox.flush();
    }
    // Whatever comes while they read.
    connection.backlogBytes = what === 'presence alone' ? 1_048_575 : connection.backlogBytes;
    for (let left = 3; left > 0; left--) {
      write();
      show();
      outbox.flush();
    }
    if (what === 'presence alone') expect(page()).toEqual(doc.getMap('words').toJSON());
    else expect(Object.keys(page())).toEqual(['0']);

    connection.backlogBytes = 16_385;
    outbox.flush();
    expect(room.toldOfEverybody()).toBe(0);
    connection.backlogBytes = 16_384;
    const before = connection.sent.length;
    outbox.flush();
    expect(kindsOf(connection, before)).toEqual(what === 'presence alone' ? [] : ['edits']);
    expect(page()).toEqual(doc.getMap('words').toJSON());
    expect(room.toldOfEverybody()).toBe(1);

    // In step again: what is new, and nothing twice.
    write();
    show();
    const inStep = connection.sent.length;
    outbox.flush();
    expect(kindsOf(connection, inStep)).toEqual(['edits', 'presence']);
    expect(page()).toEqual(doc.getMap('words').toJSON());
    expect(room.toldOfEverybody()).toBe(1);
  },
);

test('[BO4] who fell behind with presence and has read it in time is sent the edits of that flush once', () => {
  using room = openRoom();
  const { doc, connection, outbox, write, show, page } = room;
  connection.backlogBytes = 65_536;
  show();
  outbox.flush();
  connection.backlogBytes = 0;
  const before = connection.sent.length;
  write();
  outbox.flush();
  expect(kindsOf(connection, before)).toEqual(['edits']);
  expect(page()).toEqual(doc.getMap('words').toJSON());
});

test('[BO4] what was deleted while somebody was behind is deleted for them too', () => {
  using room = openRoom();
  const { doc, connection, outbox, page } = room;
  connection.backlogBytes = 1_048_576;
  doc.getMap('words').delete('0');
  outbox.flush();
  expect(page()).toEqual({ 0: 'x' });
  connection.backlogBytes = 0;
  outbox.flush();
  expect(page()).toEqual({});
});

/** A real connection on a socket of which the test says how much the other side has not read. */
function openConnection() {
  const written: Uint8Array[] = [];
  const done: string[] = [];
  const socket = Object.assign(new EventEmitter(), {
    OPEN: 1,
    readyState: 1,
    bufferedAmount: 0,
    isPaused: false,
    send: (frame: Uint8Array) => written.push(frame),
    ping: () => done.push('ping'),
    close: (code: number) => done.push(`close ${code}`),
    terminate: () => done.push('terminate'),
    pause: () => done.push('pause'),
    resume: () => done.push('resume'),
  });
  const wire = Object.assign(new EventEmitter(), { write: (bytes: Uint8Array) => written.push(bytes) });
  const connection = createConnection(
    socket as unknown as WebSocket,
    wire as unknown as Duplex,
    editorOf('li', RIGHTS.participant),
    createRateGate(CONNECTION_PACE),
    {
      onFrame: () => undefined,
      onRightsChanged: () => undefined,
      onGone: () => done.push('gone'),
    },
  );
  return { connection, socket, written, done };
}

test.each(['send', 'sendShared', 'sendAnswer'] as const)(
  '[BO4] who has more than 8 MB before them is cut off at the next %s, and is sent nothing more',
  (how) => {
    const { connection, socket, written, done } = openConnection();
    const frame = Uint8Array.of(1);
    const say = () => (how === 'send' ? connection.send(frame) : connection[how](createSharedFrame(frame)));
    socket.bufferedAmount = MAX_BUFFERED_BYTES;
    say();
    expect([written.length, done]).toEqual([1, []]);
    // Beside what it was sent in answer.
    socket.bufferedAmount = MAX_BUFFERED_BYTES + (how === 'sendAnswer' ? createSharedFrame(frame).bytes.length : 0);
    say();
    expect([written.length, done]).toEqual([2, []]);
    socket.bufferedAmount++;
    say();
    expect([written.length, done]).toEqual([2, ['gone', 'terminate']]);
    say();
    expect([written.length, done]).toEqual([2, ['gone', 'terminate']]);
  },
);

test('[BO4] a large answer that is on its way does not count as being slow, and what comes beside it does', () => {
  const { connection, socket, written, done } = openConnection();
  const answer = createSharedFrame(new Uint8Array(20_000_000));
  connection.sendAnswer(answer);
  socket.bufferedAmount = answer.bytes.length + MAX_BUFFERED_BYTES;
  connection.send(Uint8Array.of(1));
  expect([written.length, done]).toEqual([2, []]);
  socket.bufferedAmount++;
  connection.send(Uint8Array.of(1));
  expect([written.length, done]).toEqual([2, ['gone', 'terminate']]);
});
