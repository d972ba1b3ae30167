import { addPoint, editPointText, readPoint, readPoints } from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { CLOSE_CODES } from '@gongyi/domain';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Authorise, DocumentRights } from './ports.ts';
import { awarenessFrame, updateFrame } from './protocol.ts';
import { mergeStored } from './stored-document.ts';
import { connectClient, type TestClient } from './test/connect-client.ts';
import { deferred } from './test/deferred.ts';
import { documentFrom } from './test/document-from.ts';
import { forgeChange } from './test/forge.ts';
import { connectRaw } from './test/raw-client.ts';
import { RIGHTS } from './test/rights.ts';
import { createTestNodes, type TestNode } from './test/start-test-nodes.ts';
import { until } from './test/until.ts';

const join = (node: TestNode, personId: string, doc?: Y.Doc) =>
  connectClient(node.url, 's1', { personId, ...(doc === undefined ? {} : { doc }) });
const show = (client: TestClient, name: string) => client.provider.awareness.setLocalStateField('name', name);
const seenBy = (client: TestClient) =>
  [...client.provider.awareness.getStates().values()].flatMap(({ name }) => (name === undefined ? [] : [name])).sort();
const idsOf = (doc: Y.Doc) =>
  readPoints(doc)
    .map(({ id }) => id)
    .sort();
const addAs = (client: TestClient, personId: string) => addPoint(client.doc, pointDraft({ authorId: personId }));
const seePoints = (client: TestClient, ...ids: string[]) => until(() => expect(idsOf(client.doc)).toEqual(ids.sort()));
async function counter({ sync }: TestNode, name: string): Promise<number> {
  const [, value] = new RegExp(`^${name} (\\d+)$`, 'm').exec(await sync.metrics()) ?? [];
  return Number(value);
}

describe('edits', () => {
  test('[NO1] whatever is written on one node is on all', async () => {
    await using nodes = createTestNodes();
    const [one, two, three] = [await nodes.start(), await nodes.start(), await nodes.start()];
    using anna = join(one, 'anna');
    using bert = join(two, 'bert');
    using carla = join(three, 'carla');
    await Promise.all([anna.synced(), bert.synced(), carla.synced()]);
    const ids = [addAs(anna, 'anna'), addAs(bert, 'bert'), addAs(carla, 'carla')];
    for (const client of [anna, bert, carla]) await seePoints(client, ...ids);
    expect(idsOf(await documentFrom(nodes.log, 's1'))).toEqual(ids.sort());
    expect(nodes.log.rows).toHaveLength(3);
  });

  test('[NO2] is told to other nodes only when it is in the log, and to those of its own at once', async () => {
    await using nodes = createTestNodes();
    const [one, two] = [await nodes.start(), await nodes.start()];
    using anna = join(one, 'anna');
    using near = join(one, 'near');
    using far = join(two, 'far');
    await Promise.all([anna.synced(), near.synced(), far.synced()]);
    const first = addAs(anna, 'anna');
    await seePoints(far, first);
    const gate = deferred();
    nodes.log.gate = gate.promise;
    const second = addAs(anna, 'anna');
    await seePoints(near, first, second);
    // What is told later has come, so this was not told before.
    show(anna, 'anna');
    await until(() => expect(seenBy(far)).toContain('anna'));
    expect(idsOf(far.doc)).toEqual([first]);
    gate.resolve();
    await seePoints(far, first, second);
  });

  test('[NO3] who joins on another node later has all of it', async () => {
    await using nodes = createTestNodes();
    const one = await nodes.start();
    using anna = join(one, 'anna');
    await anna.synced();
    const first = addAs(anna, 'anna');
    await until(() => expect(nodes.log.rows).toHaveLength(1));
    const two = await nodes.start();
    using bert = join(two, 'bert');
    await bert.synced();
    expect(idsOf(bert.doc)).toEqual([first]);
    const second = addAs(anna, 'anna');
    await seePoints(bert, first, second);
  });

  test('[NO3] what is written while another node loads the document is not missed', async () => {
    await using nodes = createTestNodes();
    const [one, two] = [await nodes.start(), await nodes.start()];
    using anna = join(one, 'anna');
    await anna.synced();
    const ids = [addAs(anna, 'anna')];
    await until(() => expect(nodes.log.rows).toHaveLength(1));
    const { load } = nodes.log;
    const [loaded, gate] = [deferred(), deferred()];
    nodes.log.load = async (sessionId, from) => {
      const stored = await load(sessionId, from);
      loaded.resolve();
      await gate.promise;
      return stored;
    };
    using bert = join(two, 'bert');
    await loaded.promise;
    ids.push(addAs(anna, 'anna'));
    await until(() => expect(nodes.log.rows).toHaveLength(2));
    gate.resolve();
    await seePoints(bert, ...ids);
  });

  test('[NO4] a message that is lost is noticed with the next one, and what was in it read from the log', async () => {
    await using nodes = createTestNodes();
    const [one, two] = [await nodes.start(), await nodes.start()];
    using anna = join(one, 'anna');
    using bert = join(two, 'bert');
    await Promise.all([anna.synced(), bert.synced()]);
    const ids = [addAs(anna, 'anna')];
    await seePoints(bert, ...ids);
    const findAgain = nodes.hub.lose(() => true);
    ids.push(addAs(anna, 'anna'));
    await until(() => expect(nodes.log.rows).toHaveLength(2));
    findAgain();
    ids.push(addAs(anna, 'anna'));
    await seePoints(bert, ...ids);
    expect(await counter(two, 'gongyi_sync_catch_ups_total')).toBeGreaterThan(0);
  });

  test('[NO4] that the last message was lost is noticed with the next heartbeat', async () => {
    await using nodes = createTestNodes();
    const [one, two] = [await nodes.start(), await nodes.start()];
    using anna = join(one, 'anna');
    using bert = join(two, 'bert');
    await Promise.all([anna.synced(), bert.synced()]);
    const first = addAs(anna, 'anna');
    await seePoints(bert, first);
    const lost: string[] = [];
    const findAgain = nodes.hub.lose(({ channel, payload }) => {
      // More than a heartbeat: the edit.
      const isLost = channel === 'doc:s1' && payload.length > 100;
      if (isLost) lost.push(channel);
      return isLost;
    });
    const second = addAs(anna, 'anna');
    await seePoints(bert, first, second);
    expect(lost).toHaveLength(1);
    findAgain();
  });

  test('[NO4] after the fan-out was cut, all that was written on both sides is on both', async () => {
    await using nodes = createTestNodes();
    const [one, two] = [await nodes.start(), await nodes.start()];
    using anna = join(one, 'anna');
    using bert = join(two, 'bert');
    await Promise.all([anna.synced(), bert.synced()]);
    const ids = [addAs(anna, 'anna')];
    await seePoints(bert, ...ids);
    one.fanout.cut();
    ids.push(addAs(anna, 'anna'), addAs(bert, 'bert'));
    await until(() => expect(nodes.log.rows).toHaveLength(3));
    expect(readPoints(anna.doc)).toHaveLength(2);
    one.fanout.mend();
    await seePoints(anna, ...ids);
    await seePoints(bert, ...ids);
  });

  test('[NO4] a log that is out of reach is asked again, and work goes on meanwhile', async () => {
    await using nodes = createTestNodes();
    const [one, two] = [await nodes.start(), await nodes.start()];
    using anna = join(one, 'anna');
    using bert = join(two, 'bert');
    using near = join(two, 'near');
    await Promise.all([anna.synced(), bert.synced(), near.synced()]);
    const ids = [addAs(anna, 'anna')];
    await seePoints(bert, ...ids);
    const findAgain = nodes.hub.lose(() => true);
    ids.push(addAs(anna, 'anna'));
    await until(() => expect(nodes.log.rows).toHaveLength(2));
    nodes.log.outage = new Error('no database');
    findAgain();
    await until(() => expect(two.messages).toContain('what other nodes wrote could not be read from the log'));
    ids.push(addAs(bert, 'bert'));
    await until(() => expect(readPoints(near.doc)).toHaveLength(2));
    nodes.log.outage = null;
    for (const client of [anna, bert, near]) await seePoints(client, ...ids);
  });

  test('[NO4] catching up works when another node has compacted the rows away', async () => {
    await using nodes = createTestNodes();
    const [one, two] = [await nodes.start(), await nodes.start()];
    using anna = join(one, 'anna');
    using bert = join(two, 'bert');
    await Promise.all([anna.synced(), bert.synced()]);
    const ids = [addAs(anna, 'anna')];
    await seePoints(bert, ...ids);
    two.fanout.cut();
    for (let snapshots = 0; snapshots < 3; snapshots++) {
      for (let n = 0; n < 4; n++) ids.push(await one.sync.changeDocument('s1', (doc) => addPoint(doc, pointDraft())));
      // Not by the server, which waits between two snapshots, the longer the busier the machine.
      expect(await nodes.log.compact('s1', mergeStored)).toBe(true);
    }
    expect(nodes.log.rows.length).toBeLessThan(12);
    two.fanout.mend();
    await seePoints(bert, ...ids);
  });

  test('[NO5] the server reads and changes what any page anywhere was told is stored', async () => {
    await using nodes = createTestNodes();
    const [one, two] = [await nodes.start(), await nodes.start()];
    using anna = join(one, 'anna');
    using bert = join(two, 'bert');
    await Promise.all([anna.synced(), bert.synced()]);
    const first = addAs(anna, 'anna');
    await seePoints(bert, first);
    nodes.hub.hold();
    const second = addAs(anna, 'anna');
    await until(() => expect(nodes.log.rows).toHaveLength(2));
    expect(await two.sync.readPoints('s1', [second])).toHaveLength(1);
    const third = addAs(anna, 'anna');
    await until(() => expect(nodes.log.rows).toHaveLength(3));
    expect(await two.sync.changeDocument('s1', (doc) => readPoint(doc, third)?.id)).toBe(third);
    nodes.log.outage = new Error('no database');
    await expect(two.sync.readPoints('s1', [second])).rejects.toThrow('no database');
  });

  test('[NO6] nothing is sent to nobody', async () => {
    await using nodes = createTestNodes();
    const one = await nodes.start({ timing: { heartbeatMs: 1_000_000 } });
    using anna = join(one, 'anna');
    await anna.synced();
    const before = await counter(one, 'gongyi_sync_node_published_total');
    const ids = [addAs(anna, 'anna')];
    show(anna, 'anna');
    await until(() => expect(nodes.log.rows).toHaveLength(1));
    expect(await counter(one, 'gongyi_sync_node_published_total')).toBe(before);
    const two = await nodes.start();
    using bert = join(two, 'bert');
    await seePoints(bert, ...ids);
    await until(() => expect(seenBy(bert)).toContain('anna'));
    ids.push(addAs(anna, 'anna'));
    await seePoints(bert, ...ids);
    expect(await counter(one, 'gongyi_sync_other_nodes')).toBe(1);
  });
});

describe('presence', () => {
  test('[NO7] people on all nodes see each other, who comes later too, and who leaves is gone', async () => {
    await using nodes = createTestNodes();
    const [one, two, three] = [await nodes.start(), await nodes.start(), await nodes.start()];
    using anna = join(one, 'anna');
    show(anna, 'anna');
    using bert = join(two, 'bert');
    show(bert, 'bert');
    await until(() => expect(seenBy(anna)).toEqual(['anna', 'bert']));
    await until(() => expect(seenBy(bert)).toEqual(['anna', 'bert']));
    using carla = join(three, 'carla');
    show(carla, 'carla');
    for (const client of [anna, bert, carla]) {
      await until(() => expect(seenBy(client)).toEqual(['anna', 'bert', 'carla']));
    }
    show(bert, 'bert again');
    await until(() => expect(seenBy(carla)).toEqual(['anna', 'bert again', 'carla']));
    bert.provider.disconnect();
    for (const client of [anna, carla]) await until(() => expect(seenBy(client)).toEqual(['anna', 'carla']));
  });

  test('[NO7] a node that says goodbye or vanishes takes its people along, and nobody else', async () => {
    await using nodes = createTestNodes();
    const [one, two, three] = [await nodes.start(), await nodes.start(), await nodes.start()];
    using anna = join(one, 'anna');
    using bert = join(two, 'bert');
    using carla = join(three, 'carla');
    for (const [client, name] of [
      [anna, 'anna'],
      [bert, 'bert'],
      [carla, 'carla'],
    ] as const) {
      show(client, name);
    }
    await until(() => expect(seenBy(anna)).toEqual(['anna', 'bert', 'carla']));
    bert.provider.shouldConnect = false;
    await two[Symbol.asyncDispose]();
    await until(() => expect(seenBy(anna)).toEqual(['anna', 'carla']));
    carla.provider.shouldConnect = false;
    await three.vanish();
    await until(() => expect(seenBy(anna)).toEqual(['anna']));
  });

  test('[NO7] what was lost is told again', async () => {
    await using nodes = createTestNodes();
    const [one, two] = [await nodes.start(), await nodes.start()];
    using anna = join(one, 'anna');
    using bert = join(two, 'bert');
    show(anna, 'anna');
    await until(() => expect(seenBy(bert)).toContain('anna'));
    const lost: number[] = [];
    const findAgain = nodes.hub.lose(({ channel, payload }) => {
      const isLost = channel === 'doc:s1' && payload.length > 90 && lost.length === 0;
      if (isLost) lost.push(payload.length);
      return isLost;
    });
    show(anna, 'anna, who was lost');
    await until(() => expect(seenBy(bert)).toContain('anna, who was lost'));
    expect(lost).toHaveLength(1);
    findAgain();
  });

  test('[NO8] who goes on on another node while the old connection is not known to be dead stays in sight', async () => {
    await using nodes = createTestNodes();
    const [one, two, three] = [await nodes.start(), await nodes.start(), await nodes.start()];
    using watcher = join(three, 'watcher');
    const said = (clock: number, name: string) =>
      awarenessFrame([{ clientId: 5, clock, state: JSON.stringify({ name }) }]);
    const old = await connectRaw(one.url, 's1', 'bert');
    old.socket.send(said(1, 'old'));
    await until(() => expect(seenBy(watcher)).toContain('old'));
    using fresh = await connectRaw(two.url, 's1', 'bert');
    fresh.socket.send(said(1, 'old'));
    fresh.socket.send(said(2, 'fresh'));
    await until(() => expect(seenBy(watcher)).toContain('fresh'));
    const gone: number[] = [];
    watcher.provider.awareness.on('change', ({ removed }: { removed: number[] }) => gone.push(...removed));
    old.socket.close();
    await old.closed();
    fresh.socket.send(said(3, 'still here'));
    await until(() => expect(seenBy(watcher)).toContain('still here'));
    expect(gone).toEqual([]);
  });

  test('[NO8] nobody can speak for, or under the id of, somebody on another node', async () => {
    await using nodes = createTestNodes();
    const [one, two] = [await nodes.start(), await nodes.start()];
    using victim = join(one, 'victim');
    using watcher = join(one, 'watcher');
    show(victim, 'victim');
    using near = join(two, 'near');
    await until(() => expect(seenBy(near)).toContain('victim'));
    using forger = await connectRaw(two.url, 's1', 'forger');
    const { clientID } = victim.doc;
    forger.socket.send(awarenessFrame([{ clientId: clientID, clock: 99, state: '{"name":"forged"}' }]));
    forger.socket.send(awarenessFrame([{ clientId: clientID, clock: 100, state: 'null' }]));
    forger.socket.send(awarenessFrame([{ clientId: 6, clock: 1, state: '{"name":"forger"}' }]));
    await until(() => expect(seenBy(watcher)).toEqual(['forger', 'victim']));
    await until(() => expect(seenBy(near)).toEqual(['forger', 'victim']));
  });
});

describe('[AU12] a client id belongs to its person', () => {
  /** What somebody would send who goes on with the numbers of `clientId`. */
  const continued = (doc: Y.Doc, clientId: number) =>
    updateFrame(
      forgeChange(doc, clientId, (copy) => {
        addPoint(copy, pointDraft({ authorId: 'forger' }));
      }),
    );

  test('on every node that has the document', async () => {
    await using nodes = createTestNodes();
    const [one, two] = [await nodes.start(), await nodes.start()];
    using victim = join(one, 'victim');
    using near = join(two, 'near');
    await Promise.all([victim.synced(), near.synced()]);
    const first = addAs(victim, 'victim');
    await seePoints(near, first);
    using forger = await connectRaw(two.url, 's1', 'forger');
    forger.socket.send(continued(near.doc, victim.doc.clientID));
    const second = addAs(victim, 'victim');
    await seePoints(near, first, second);
    expect(idsOf(await documentFrom(nodes.log, 's1'))).toEqual([first, second].sort());
  });

  test('after all nodes have stopped, and for the same person on the next', async () => {
    await using nodes = createTestNodes();
    const one = await nodes.start();
    const doc = new Y.Doc();
    using victim = join(one, 'victim', doc);
    await victim.synced();
    const first = addAs(victim, 'victim');
    await until(() => expect(nodes.log.rows).toHaveLength(1));
    victim.provider.disconnect();
    await one[Symbol.asyncDispose]();
    const two = await nodes.start();
    using near = join(two, 'near');
    await near.synced();
    using forger = await connectRaw(two.url, 's1', 'forger');
    forger.socket.send(continued(near.doc, doc.clientID));
    forger.socket.send(awarenessFrame([{ clientId: doc.clientID, clock: 1, state: '{"name":"forger"}' }]));
    const second = addPoint(doc, pointDraft({ authorId: 'victim' }));
    using back = join(two, 'victim', doc);
    await back.synced();
    await seePoints(near, first, second);
    expect(seenBy(near)).not.toContain('forger');
    expect(two.refusals).toEqual([]);
  });
});

describe('access that is withdrawn', () => {
  const options = (isMember: () => boolean): { authorise: Authorise } => ({
    authorise: async ({ cookie = '' }) =>
      isMember() || cookie !== 'anna'
        ? { ok: true, personId: cookie, ownerKey: cookie, rights: RIGHTS.participant }
        : { ok: false, closeCode: CLOSE_CODES.forbidden },
  });

  test('[NO9] closing a session or a person on one node closes it on all', async () => {
    await using nodes = createTestNodes();
    const [one, two] = [await nodes.start(), await nodes.start()];
    using anna = join(one, 'anna');
    using bert = join(two, 'bert');
    using carla = connectClient(two.url, 's2', { personId: 'carla' });
    await Promise.all([anna.synced(), bert.synced(), carla.synced()]);
    const back = new Promise((resolve) => carla.provider.once('connection-close', resolve));
    one.sync.closePerson('carla');
    await back;
    await carla.synced();
    one.sync.closeSession('s1');
    expect(await anna.closed()).toBe(CLOSE_CODES.ended);
    expect(await bert.closed()).toBe(CLOSE_CODES.ended);
    await until(() => expect(carla.provider.wsconnected).toBe(true));
  });

  test('[NO9] an answer given on one node before access was withdrawn on another does not count', async () => {
    await using nodes = createTestNodes();
    let isMember = true;
    const [one, two] = [await nodes.start(), await nodes.start(options(() => isMember))];
    // So that they know each other.
    using first = connectClient(two.url, 's2', { personId: 'bert' });
    await first.synced();
    await until(async () => expect(await counter(one, 'gongyi_sync_other_nodes')).toBe(1));
    const gate = deferred();
    nodes.log.gate = gate.promise;
    const { loads } = nodes.log;
    using anna = join(two, 'anna');
    await until(() => expect(nodes.log.loads).toBe(loads + 1));
    isMember = false;
    one.sync.closePerson('anna');
    // The message has passed when this one has.
    const bertIsBack = new Promise((resolve) => first.provider.once('connection-close', resolve));
    one.sync.closePerson('bert');
    await bertIsBack;
    gate.resolve();
    expect(await anna.closed()).toBe(CLOSE_CODES.forbidden);
  });

  test.each(['lost', 'cut off'])(
    '[NO10] when that message is %s, everybody is asked for again where they are',
    async (how) => {
      await using nodes = createTestNodes();
      let isMember = true;
      const [one, two] = [await nodes.start(), await nodes.start(options(() => isMember))];
      using anna = join(two, 'anna');
      using bert = join(two, 'bert');
      await Promise.all([anna.synced(), bert.synced()]);
      await until(async () => expect(await counter(one, 'gongyi_sync_other_nodes')).toBe(1));
      await until(async () => expect(await counter(two, 'gongyi_sync_other_nodes')).toBe(1));
      let closes = 0;
      bert.provider.on('connection-close', () => closes++);
      isMember = false;
      const findAgain = nodes.hub.lose(() => how === 'lost');
      if (how === 'cut off') two.fanout.cut();
      one.sync.closePerson('anna');
      findAgain();
      if (how === 'cut off') two.fanout.mend();
      expect(await anna.closed()).toBe(CLOSE_CODES.forbidden);
      expect(closes).toBe(0);
    },
  );

  test('[NO10] whose rights have changed goes on with the new ones', async () => {
    await using nodes = createTestNodes();
    let rights: DocumentRights = RIGHTS.participant;
    let answers = 0;
    const authorise: Authorise = async ({ cookie = '' }) => {
      answers++;
      return { ok: true, personId: cookie, ownerKey: cookie, rights };
    };
    const [one, two] = [await nodes.start(), await nodes.start({ authorise })];
    using anna = join(two, 'anna');
    await anna.synced();
    const id = await one.sync.changeDocument('s1', (doc) => addPoint(doc, pointDraft({ authorId: 'bert' })));
    await seePoints(anna, id);
    let closes = 0;
    anna.provider.on('connection-close', () => closes++);
    rights = RIGHTS.facilitator;
    two.fanout.cut();
    two.fanout.mend();
    await until(() => expect(answers).toBe(2));
    await new Promise((resolve) => setImmediate(resolve));
    editPointText(anna.doc, id, '改了');
    await until(async () => expect((await one.sync.readPoints('s1', [id])).map(({ text }) => text)).toEqual(['改了']));
    expect([closes, two.refusals]).toEqual([0, []]);
  });
});

test('[NO11] when a node is killed its people go on on another, with all that they were told is stored and all they have', async () => {
  await using nodes = createTestNodes();
  const [one, two] = [await nodes.start({ timing: { closeTimeoutMs: 1 } }), await nodes.start()];
  const doc = new Y.Doc();
  using anna = join(one, 'anna', doc);
  using bert = join(two, 'bert');
  await Promise.all([anna.synced(), bert.synced()]);
  const ids = [addAs(anna, 'anna')];
  await seePoints(bert, ...ids);
  nodes.log.outage = new Error('no database');
  ids.push(addPoint(doc, pointDraft({ authorId: 'anna' })));
  await until(() => expect(one.messages).toContain('edits could not be written to the log and are kept in memory'));
  anna.provider.disconnect();
  await one.vanish();
  nodes.log.outage = null;
  using back = join(two, 'anna', doc);
  await back.synced();
  ids.push(addPoint(doc, pointDraft({ authorId: 'anna' })));
  await seePoints(bert, ...ids);
  await until(async () => expect(idsOf(await documentFrom(nodes.log, 's1'))).toEqual(ids.sort()));
  expect(two.refusals).toEqual([]);
});
