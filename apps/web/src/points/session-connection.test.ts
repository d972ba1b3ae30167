import { addPoint, readPoints } from '@gongyi/board';
import { CLOSE_CODES } from '@gongyi/domain';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Doc } from 'yjs';
import { createSessionConnection, type SessionConnection } from './session-connection.ts';
import { FakeSocket } from './test/fake-socket.ts';

let connection: SessionConnection;

beforeEach(() => {
  vi.stubGlobal('WebSocket', FakeSocket);
  connection = createSessionConnection('ws://server/sync', 's1');
  connection.connect();
});

afterEach(() => {
  connection.dispose();
  vi.unstubAllGlobals();
});

function write(text: string): void {
  addPoint(connection.getSnapshot().doc, { themeId: 't', text, authorId: 'a', author: '张三', x: 0, y: 0 });
}

function textsIn(doc: Doc): string[] {
  return readPoints(doc).map(({ text }) => text);
}

/** What a promise has come to by now, without waiting for it. */
async function outcome(promise: Promise<boolean>): Promise<boolean | 'open'> {
  // Our question leaves one turn after the answer that it must follow.
  await Promise.resolve();
  await Promise.resolve();
  return Promise.race([promise, Promise.resolve('open' as const)]);
}

test('is online when the socket opens, and synced when the server has sent what it has', () => {
  const server = new Doc();
  addPoint(server, { themeId: 't', text: '已有', authorId: 'b', author: '李四', x: 0, y: 0 });
  expect(connection.getSnapshot()).toMatchObject({ status: 'connecting', synced: false });
  FakeSocket.latest().accept(server);
  expect(connection.getSnapshot()).toMatchObject({ status: 'online', synced: false });
  FakeSocket.latest().read();
  expect(connection.getSnapshot()).toMatchObject({ status: 'online', synced: true });
  expect(textsIn(connection.getSnapshot().doc)).toEqual(['已有']);
});

test('a point is confirmed when the server has committed it, not when it has read it', async () => {
  const server = new Doc();
  const socket = FakeSocket.latest();
  socket.accept(server);
  socket.read();
  write('新写的');
  const confirmed = connection.getSnapshot().confirmStored();
  expect(await outcome(confirmed)).toBe('open');
  socket.read();
  expect(textsIn(server)).toEqual(['新写的']);
  expect(await outcome(confirmed)).toBe('open');
  socket.commit();
  expect(await outcome(confirmed)).toBe(true);
});

test('what was written before the connection is confirmed only after the exchange that carries it', async () => {
  write('离线写的');
  const confirmed = connection.getSnapshot().confirmStored();
  const server = new Doc();
  const socket = FakeSocket.latest();
  socket.accept(server);
  expect(await outcome(confirmed)).toBe('open');
  socket.read();
  socket.commit();
  expect(textsIn(server)).toEqual(['离线写的']);
  expect(await outcome(confirmed)).toBe(true);
});

test('nothing is confirmed by a connection that ended', async () => {
  const socket = FakeSocket.latest();
  socket.accept(new Doc());
  socket.read();
  write('丢在路上');
  const confirmed = connection.getSnapshot().confirmStored();
  socket.end(1006);
  expect(await outcome(confirmed)).toBe(false);
  expect(connection.getSnapshot()).toMatchObject({ status: 'offline', synced: false });
});

test('a refused edit is thrown away and the document loaded clean, once', () => {
  const server = new Doc();
  addPoint(server, { themeId: 't', text: '已有', authorId: 'b', author: '李四', x: 0, y: 0 });
  FakeSocket.latest().accept(server);
  FakeSocket.latest().read();
  write('不许写');
  const { doc } = connection.getSnapshot();
  FakeSocket.latest().end(CLOSE_CODES.forbidden);
  expect(connection.getSnapshot().status).toBe('connecting');
  expect(connection.getSnapshot().doc).not.toBe(doc);
  FakeSocket.latest().accept(server);
  FakeSocket.latest().read();
  expect(textsIn(connection.getSnapshot().doc)).toEqual(['已有']);
  FakeSocket.latest().end(CLOSE_CODES.forbidden);
  expect(connection.getSnapshot()).toMatchObject({ status: 'refused', refusal: CLOSE_CODES.forbidden, synced: false });
  connection.getSnapshot().restart();
  expect(connection.getSnapshot()).toMatchObject({ status: 'connecting', refusal: null });
});

test('a session that does not exist is not asked for again', () => {
  const socket = FakeSocket.latest();
  socket.end(CLOSE_CODES.noSuchSession);
  expect(connection.getSnapshot()).toMatchObject({ status: 'refused', refusal: CLOSE_CODES.noSuchSession });
  expect(FakeSocket.latest()).toBe(socket);
});

test('who one is survives a clean reload', () => {
  connection.getSnapshot().awareness.setLocalStateField('person', { id: 'a' });
  FakeSocket.latest().end(CLOSE_CODES.ended);
  expect(connection.getSnapshot().awareness.getLocalState()).toEqual({ person: { id: 'a' } });
});

test('who one is comes as news with each connection, so that others who dropped it take it again', () => {
  const { awareness } = connection.getSnapshot();
  awareness.setLocalStateField('person', { id: 'a' });
  const clock = () => awareness.meta.get(awareness.clientID)?.clock ?? 0;
  const before = clock();
  FakeSocket.latest().accept(new Doc());
  expect(clock()).toBeGreaterThan(before);
});
