import { addPoint } from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { awarenessFrame, readFrame } from '../../protocol.ts';
import { connectClient, type TestClient } from '../../test/connect-client.ts';
import { editorOf } from '../../test/editor-of.ts';
import { counter } from '../../test/people-on-nodes.ts';
import { connectRaw, type RawClient } from '../../test/raw-client.ts';
import { RIGHTS } from '../../test/rights.ts';
import { createTestNodes, type TestNode } from '../../test/start-test-nodes.ts';
import type { TestServerOptions } from '../../test/start-test-server.ts';
import { until } from '../../test/until.ts';

/** Who somebody is in the document. */
const authorOf = (memberId: string) => `author-${memberId}`;

const NAMELESS: TestServerOptions = {
  // A stock client that comes back takes those whom it knew for gone, until they are said to be
  // here anew.
  timing: { presenceRenewalMs: 300 },
  authorise: async ({ cookie = '' }) => ({
    ok: true,
    ...editorOf(authorOf(cookie), cookie === 'leader' ? RIGHTS.facilitator : RIGHTS.participant),
    memberId: cookie,
    names: [{ name: '', unit: '' }],
    isNameless: true,
  }),
};

type Shown = { readonly person?: { readonly id: string } };

function show(client: TestClient, memberId: string): void {
  client.provider.awareness.setLocalState({
    person: { id: authorOf(memberId), name: '小李', unit: '石桥村' },
    cursor: { x: 1, y: 2 },
    holding: { cards: [`card-of-${memberId}`] },
    following: 7,
    ready: '',
    view: { x: 0, y: 0, w: 1, h: 1 },
  });
}

/** What a page shows of others. */
function othersAt({ provider: { awareness } }: TestClient): Map<number, Shown> {
  return new Map([...awareness.getStates()].filter(([clientId]) => clientId !== awareness.clientID));
}

const seesOthers = (client: TestClient, count: number) =>
  until(() => expect([...othersAt(client).values()].filter(({ person }) => person !== undefined)).toHaveLength(count));

function entriesIn({ frames }: RawClient) {
  return frames.flatMap((frame) => {
    if (frame[0] !== 1) return [];
    const message = readFrame(frame);
    return message.type === 'awareness' ? message.entries : [];
  });
}

const states = (entries: ReturnType<typeof entriesIn>): Shown[] => entries.map(({ state }) => JSON.parse(state) ?? {});

async function startTwo(): Promise<{ nodes: ReturnType<typeof createTestNodes>; one: TestNode; two: TestNode }> {
  const nodes = createTestNodes();
  const [one, two] = [await nodes.start(NAMELESS), await nodes.start(NAMELESS)];
  for (const node of [one, two])
    await until(async () => expect(await counter(node, 'gongyi_sync_other_nodes')).toBe(1));
  return { nodes, one, two };
}

test('[PR5] no frame of presence bears the author’s id or the client id of anybody, nor what they do', async () => {
  const { nodes, one, two } = await startTwo();
  await using _ = nodes;
  using near = await connectRaw(one.url, 's1', 'watcher');
  using far = await connectRaw(two.url, 's1', 'watcher');
  using anna = connectClient(one.url, 's1', { personId: 'anna' });
  using bert = connectClient(two.url, 's1', { personId: 'bert' });
  using leader = connectClient(one.url, 's1', { personId: 'leader' });
  const clients = [anna, bert, leader];
  show(anna, 'anna');
  show(bert, 'bert');
  show(leader, 'leader');
  for (const client of clients) await seesOthers(client, 2);
  // Whose edits they are is seen, and must not lead to who is there.
  addPoint(anna.doc, pointDraft({ authorId: authorOf('anna'), author: '', unit: '' }));
  // Comes again, is asked for in full, and goes on on the other node.
  anna.provider.disconnect();
  await seesOthers(bert, 1);
  anna.provider.connect();
  await seesOthers(anna, 2);
  using late = await connectRaw(two.url, 's1', 'late');
  late.socket.send(Uint8Array.of(3));
  bert.provider.disconnect();
  await seesOthers(anna, 1);
  using moved = connectClient(one.url, 's1', { personId: 'bert', doc: bert.doc });
  show(moved, 'bert');
  for (const client of [anna, leader, moved]) await seesOthers(client, 2);
  await until(() => expect(states(entriesIn(late)).length).toBeGreaterThan(3));
  const clientIds = [...clients, moved].map(({ doc }) => doc.clientID);
  for (const receiver of [near, far, late]) {
    const entries = entriesIn(receiver);
    expect(entries.length).toBeGreaterThan(3);
    expect(entries.filter(({ clientId }) => clientIds.includes(clientId))).toEqual([]);
    for (const { state } of entries) expect(state).not.toMatch(/author|小李|石桥村|card-of|cursor|holding|following/);
    // Pages go where a leader's page is.
    expect(entries.filter(({ state }) => state.includes('view')).length).toBeGreaterThan(0);
    const leaders = new Set(entries.filter(({ state }) => state.includes('view')).map(({ clientId }) => clientId));
    expect(leaders.size).toBe(1);
    // But in the words themselves.
    const others = receiver.frames.filter((frame) => frame[0] !== 0);
    expect(others.filter((frame) => Buffer.from(frame).includes('author-'))).toEqual([]);
  }
});

test('[PR5] no page sees itself, or another page of its person, as somebody else', async () => {
  const { nodes, one, two } = await startTwo();
  await using _ = nodes;
  using phone = connectClient(one.url, 's1', { personId: 'anna' });
  using laptop = connectClient(two.url, 's1', { personId: 'anna' });
  using bert = connectClient(two.url, 's1', { personId: 'bert' });
  for (const client of [phone, laptop]) show(client, 'anna');
  show(bert, 'bert');
  await seesOthers(bert, 2);
  // To others two pages of one person.
  const idsAt = (client: TestClient) => new Set([...othersAt(client).values()].map(({ person }) => person?.id));
  await until(() => expect(idsAt(bert).size).toBe(1));
  for (const client of [phone, laptop]) await seesOthers(client, 1);
  laptop.provider.disconnect();
  await seesOthers(bert, 1);
  laptop.provider.connect();
  await seesOthers(bert, 2);
  for (const client of [phone, laptop]) await seesOthers(client, 1);
  // Asked for in full, also while an older connection of the page stands.
  using older = await connectRaw(two.url, 's1', 'bert');
  const said = { clientId: bert.doc.clientID, clock: 99, state: JSON.stringify({ person: {}, ready: 'x' }) };
  older.socket.send(awarenessFrame([said]));
  older.socket.send(Uint8Array.of(3));
  await until(() => expect(states(entriesIn(older)).filter(({ person }) => person !== undefined)).not.toHaveLength(0));
  const ids = new Set(states(entriesIn(older)).flatMap(({ person }) => person?.id ?? []));
  expect(ids).toEqual(idsAt(bert));
});

test('[PR6] whoever takes part on another device is nobody’s presence, and not among the people here', async () => {
  const nodes = createTestNodes();
  await using _ = nodes;
  const options: TestServerOptions = {
    ...NAMELESS,
    authorise: async ({ cookie = '' }) => {
      const editor = editorOf(authorOf(cookie), cookie === 'laptop' ? RIGHTS.facilitator : RIGHTS.participant);
      const who = { memberId: 'anna', names: [{ name: '', unit: '' }], isNameless: true };
      return { ok: true, ...editor, ...who, takesPart: cookie === 'phone' };
    },
  };
  const one = await nodes.start(options);
  using phone = connectClient(one.url, 's1', { personId: 'phone' });
  using laptop = connectClient(one.url, 's1', { personId: 'laptop' });
  using tablet = connectClient(one.url, 's1', { personId: 'tablet' });
  for (const client of [phone, laptop, tablet]) show(client, 'anna');
  // It leads: where it looks is shown.
  await until(() => expect([...othersAt(phone).values()]).toContainEqual({ view: { x: 0, y: 0, w: 1, h: 1 } }));
  await until(() => expect([...othersAt(phone).values()]).toContainEqual({}));
  await seesOthers(laptop, 1);
  await seesOthers(phone, 0);
  expect([...(await one.sync.peopleHere('s1'))]).toEqual([authorOf('phone')]);
});

test('[PR5] whoever comes again is somebody new', async () => {
  const { nodes, one } = await startTwo();
  await using _ = nodes;
  using watcher = connectClient(one.url, 's1', { personId: 'watcher' });
  using anna = connectClient(one.url, 's1', { personId: 'anna' });
  show(anna, 'anna');
  await seesOthers(watcher, 1);
  const [before] = [...othersAt(watcher)];
  anna.provider.disconnect();
  await until(() => expect(othersAt(watcher).size).toBe(0));
  anna.provider.connect();
  await seesOthers(watcher, 1);
  const [after] = [...othersAt(watcher)];
  expect(after?.[0]).not.toBe(before?.[0]);
  expect(after?.[1].person?.id).not.toBe(before?.[1].person?.id);
  // Nor does the clock go on.
  expect(watcher.provider.awareness.meta.get(after?.[0] ?? 0)?.clock).toBeLessThan(4);
});

test('[PR5] what nobody sees is not heard of, and nobody is forgotten meanwhile', async () => {
  await using nodes = createTestNodes();
  const one = await nodes.start({ ...NAMELESS, timing: { presenceRenewalMs: 200 } });
  using watcher = await connectRaw(one.url, 's1', 'watcher');
  using anna = connectClient(one.url, 's1', { personId: 'anna' });
  using bert = connectClient(one.url, 's1', { personId: 'bert' });
  show(anna, 'anna');
  show(bert, 'bert');
  await seesOthers(bert, 1);
  await seesOthers(anna, 1);
  const clocks = () => {
    const last = new Map<number, number>();
    for (const { clientId, clock } of entriesIn(watcher)) last.set(clientId, clock);
    return [...last.values()];
  };
  await until(() => expect(clocks()).toHaveLength(2));
  const before = Math.max(...clocks());
  // One moves all the time, the other does nothing: it cannot be told which.
  let x = 0;
  await until(() => {
    for (let move = 0; move < 20; move++) anna.provider.awareness.setLocalStateField('cursor', { x: x++, y: 0 });
    expect(Math.min(...clocks())).toBeGreaterThan(before + 5);
  });
  const [least = 0, most = 0] = clocks().sort((a, b) => a - b);
  expect(most - least).toBeLessThanOrEqual(before + 2);
  expect(x).toBeGreaterThan(20 * 5);
});

test('[PR5] nobody takes the number of another for their own, nor removes them by it', async () => {
  await using nodes = createTestNodes();
  const one = await nodes.start(NAMELESS);
  using watcher = connectClient(one.url, 's1', { personId: 'watcher' });
  using anna = connectClient(one.url, 's1', { personId: 'anna' });
  show(anna, 'anna');
  await seesOthers(watcher, 1);
  const [mask] = [...othersAt(watcher).keys()];
  if (mask === undefined) throw new Error('nobody is there');
  using forger = await connectRaw(one.url, 's1', 'forger');
  forger.socket.send(awarenessFrame([{ clientId: mask, clock: 50, state: '{"person":{},"ready":"forged"}' }]));
  forger.socket.send(awarenessFrame([{ clientId: mask, clock: 51, state: 'null' }]));
  forger.socket.send(awarenessFrame([{ clientId: 6, clock: 1, state: '{"person":{},"ready":"forger"}' }]));
  await seesOthers(watcher, 2);
  expect(othersAt(watcher).get(mask)).toMatchObject({ ready: '' });
  expect([...othersAt(watcher).values()]).toContainEqual(expect.objectContaining({ ready: 'forger' }));
});

test('[NO8][PR5] who goes on on another node while the old connection is not known to be dead keeps their number', async () => {
  const { nodes, one, two } = await startTwo();
  await using _ = nodes;
  using watcher = connectClient(two.url, 's1', { personId: 'watcher' });
  const said = (clock: number, ready: string) =>
    awarenessFrame([{ clientId: 5, clock, state: JSON.stringify({ person: {}, ready }) }]);
  const old = await connectRaw(one.url, 's1', 'bert');
  old.socket.send(said(1, 'old'));
  await seesOthers(watcher, 1);
  const [mask = 0] = [...othersAt(watcher).keys()];
  const gone: number[] = [];
  watcher.provider.awareness.on('change', ({ removed }: { removed: number[] }) => gone.push(...removed));
  using fresh = await connectRaw(two.url, 's1', 'bert');
  fresh.socket.send(said(2, 'fresh'));
  await until(() => expect(othersAt(watcher).get(mask)).toMatchObject({ ready: 'fresh' }));
  old.socket.close();
  await old.closed();
  fresh.socket.send(said(3, 'still here'));
  await until(() => expect(othersAt(watcher).get(mask)).toMatchObject({ ready: 'still here' }));
  expect([gone, othersAt(watcher).size]).toEqual([[], 1]);
});

test('[PR5] a page without a document of its own is nobody else’s number', async () => {
  await using nodes = createTestNodes();
  const one = await nodes.start(NAMELESS);
  using first = connectClient(one.url, 's1', { personId: 'anna', doc: new Y.Doc() });
  using second = connectClient(one.url, 's1', { personId: 'bert' });
  for (const client of [first, second]) show(client, 'x');
  for (const client of [first, second]) await seesOthers(client, 1);
  expect([...othersAt(first).keys()]).not.toContain(second.doc.clientID);
});
