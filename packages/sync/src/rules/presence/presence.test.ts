import { expect, test } from 'vitest';
import { createClientIds } from '../../guard/client-ids.ts';
import { createPresence } from '../../presence/presence.ts';
import { awarenessFrame, readFrame } from '../../protocol.ts';
import { connectClient, type TestClient } from '../../test/connect-client.ts';
import { fakeConnection } from '../../test/fake-connection.ts';
import { connectRaw } from '../../test/raw-client.ts';
import { startTestServer } from '../../test/start-test-server.ts';
import { until } from '../../test/until.ts';

const show = (client: TestClient, name: string) => client.provider.awareness.setLocalStateField('name', name);
const seenBy = (client: TestClient) =>
  [...client.provider.awareness.getStates().values()].map(({ name }) => name as string).sort();

test('[PR1] everybody sees who is here, who comes later too, and who leaves is gone', async () => {
  await using server = await startTestServer();
  using one = connectClient(server.url, 's1', { personId: 'a' });
  show(one, 'one');
  await one.synced();
  using two = connectClient(server.url, 's1', { personId: 'b' });
  show(two, 'two');
  using elsewhere = connectClient(server.url, 's2', { personId: 'c' });
  show(elsewhere, 'elsewhere');
  await until(() => {
    expect(seenBy(one)).toEqual(['one', 'two']);
    expect(seenBy(two)).toEqual(['one', 'two']);
  });
  show(two, 'two again');
  await until(() => expect(seenBy(one)).toEqual(['one', 'two again']));
  two.provider.ws?.close();
  two.provider.shouldConnect = false;
  await until(() => expect(seenBy(one)).toEqual(['one']));
  expect(seenBy(elsewhere)).toEqual(['elsewhere']);
});

test('[PR1] who is cut off is gone too', async () => {
  await using server = await startTestServer();
  using watcher = connectClient(server.url, 's1', { personId: 'a' });
  show(watcher, 'watcher');
  await watcher.synced();
  const raw = await connectRaw(server.url, 's1', 'b');
  raw.socket.send(awarenessFrame([{ clientId: 5, clock: 1, state: '{"name":"raw"}' }]));
  await until(() => expect(seenBy(watcher)).toEqual(['raw', 'watcher']));
  raw.socket.terminate();
  await until(() => expect(seenBy(watcher)).toEqual(['watcher']));
});

test('[PR2] nobody can speak for somebody else, or remove them', async () => {
  await using server = await startTestServer();
  using victim = connectClient(server.url, 's1', { personId: 'a' });
  show(victim, 'victim');
  using watcher = connectClient(server.url, 's1', { personId: 'b' });
  show(watcher, 'watcher');
  await until(() => expect(seenBy(watcher)).toEqual(['victim', 'watcher']));
  using forger = await connectRaw(server.url, 's1', 'c');
  const { clientID } = victim.doc;
  forger.socket.send(awarenessFrame([{ clientId: clientID, clock: 99, state: '{"name":"forged"}' }]));
  forger.socket.send(awarenessFrame([{ clientId: clientID, clock: 100, state: 'null' }]));
  // Its own id is taken, and only that one: frames are handled in order, so what came before has
  // been seen by now.
  forger.socket.send(awarenessFrame([{ clientId: 6, clock: 1, state: '{"name":"forger"}' }]));
  forger.socket.send(awarenessFrame([{ clientId: 7, clock: 1, state: '{"name":"second face"}' }]));
  forger.socket.send(awarenessFrame([{ clientId: 6, clock: 2, state: '{"name":"forger, unmasked"}' }]));
  await until(() => expect(seenBy(watcher)).toEqual(['forger, unmasked', 'victim', 'watcher']));
});

test('[PR2] a person whose old connection is not known to be dead takes their place over', async () => {
  await using server = await startTestServer();
  using watcher = connectClient(server.url, 's1', { personId: 'a' });
  show(watcher, 'watcher');
  const said = (clock: number, name: string) =>
    awarenessFrame([{ clientId: 5, clock, state: JSON.stringify({ name }) }]);
  const old = await connectRaw(server.url, 's1', 'b');
  old.socket.send(said(1, 'old'));
  await until(() => expect(seenBy(watcher)).toEqual(['old', 'watcher']));
  using teller = await connectRaw(server.url, 's1', 'c');
  using fresh = await connectRaw(server.url, 's1', 'b');
  fresh.socket.send(said(2, 'fresh'));
  await until(() => expect(seenBy(watcher)).toEqual(['fresh', 'watcher']));
  const gone: number[] = [];
  watcher.provider.awareness.on('change', ({ removed }: { removed: number[] }) => gone.push(...removed));
  old.socket.close();
  await until(async () => expect(await server.sync.metrics()).toMatch(/^gongyi_sync_connections 3$/m));
  // In one flush with the next word of the page, nobody would see that it was gone between.
  teller.socket.send(awarenessFrame([{ clientId: 9, clock: 1, state: '{"name":"teller"}' }]));
  await until(() => expect(seenBy(watcher)).toContain('teller'));
  expect(seenBy(watcher)).toContain('fresh');
  fresh.socket.send(said(3, 'fresh, still here'));
  await until(() => expect(seenBy(watcher)).toEqual(['fresh, still here', 'teller', 'watcher']));
  expect(gone).toEqual([]);
});

test('[PR2] a dead connection of a page that arrives after the live one takes nothing from it', async () => {
  await using server = await startTestServer();
  using watcher = connectClient(server.url, 's1', { personId: 'a' });
  show(watcher, 'watcher');
  const said = (clock: number, name: string) =>
    awarenessFrame([{ clientId: 5, clock, state: JSON.stringify({ name }) }]);
  using live = await connectRaw(server.url, 's1', 'b');
  live.socket.send(said(1, 'page'));
  await until(() => expect(seenBy(watcher)).toEqual(['page', 'watcher']));
  const dead = await connectRaw(server.url, 's1', 'b');
  dead.socket.send(said(1, 'page'));
  dead.socket.send(said(2, 'page, once more'));
  await until(() => expect(seenBy(watcher)).toEqual(['page, once more', 'watcher']));
  const gone: number[] = [];
  watcher.provider.awareness.on('change', ({ removed }: { removed: number[] }) => gone.push(...removed));
  dead.socket.close();
  await dead.closed();
  live.socket.send(said(3, 'page, still here'));
  await until(() => expect(seenBy(watcher)).toEqual(['page, still here', 'watcher']));
  expect(gone).toEqual([]);
});

test('[BO2] all who come in are sent the same bytes of who is here, until somebody changes, and of masks each their own', () => {
  const presence = createPresence(createClientIds(), (personId) => `alias of ${personId}`);
  const [one, two, late] = ['a', 'b', 'c'].map((ownerKey) => ({ ...fakeConnection(), ownerKey }));
  if (one === undefined || two === undefined || late === undefined) throw new Error('three come');
  const say = (connection: typeof one, clientId: number, clock: number, state: string) =>
    presence.receive(connection, [{ clientId, clock, state }]);
  const seenBy = (connection: typeof one) => {
    const frame = presence.everybodyFor(connection);
    const message = frame === null ? null : readFrame(frame);
    return message?.type === 'awareness' ? message.entries.map(({ clientId, state }) => `${clientId} ${state}`) : [];
  };
  expect(presence.everybodyFor(late)).toBeNull();
  say(one, 1, 1, '{"n":1}');
  const frame = presence.everybodyFor(late);
  expect(presence.everybodyFor(two)).toBe(frame);
  expect(seenBy(late)).toEqual(['1 {"n":1}']);
  say(two, 2, 1, '{"n":2}');
  expect(seenBy(late)).toEqual(['1 {"n":1}', '2 {"n":2}']);
  say(one, 1, 2, '{"n":3}');
  expect(seenBy(late)).toEqual(['1 {"n":3}', '2 {"n":2}']);
  presence.heard('node', [{ clientId: 3, clock: 1, state: '{"n":4}', mask: null, ownerKey: 'd' }]);
  expect(seenBy(late)).toEqual(['1 {"n":3}', '2 {"n":2}', '3 {"n":4}']);
  presence.heardAll('node', []);
  presence.leave(one);
  expect(seenBy(late)).toEqual(['2 {"n":2}']);
  const mask = { clientId: 77, clock: 1 };
  presence.heard('node', [{ clientId: 4, clock: 1, state: '{"n":5}', mask, ownerKey: 'c' }]);
  expect(seenBy(two)).toEqual(['2 {"n":2}', '77 {"n":5}']);
  expect(seenBy(late)).toEqual(['2 {"n":2}']);
  presence.leave(two);
  expect(presence.everybodyFor(late)).toBeNull();
});
