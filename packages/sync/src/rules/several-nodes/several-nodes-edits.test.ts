import { addPoint, readPoint, readPoints } from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { mergeStored } from '../../merge-stored.ts';
import { readFrame, updateFrame } from '../../protocol.ts';
import { deferred } from '../../test/deferred.ts';
import { documentFrom } from '../../test/document-from.ts';
import { addAs, counter, idsOf, join, seenBy, seePoints, show } from '../../test/people-on-nodes.ts';
import { connectRaw } from '../../test/raw-client.ts';
import { createTestNodes } from '../../test/start-test-nodes.ts';
import { until } from '../../test/until.ts';

const LATER = 'written when the one before was lost on its way';

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
    const isLost = channel === 'doc2:s1' && payload.length > 100;
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

test('[NO4] after a gap the log is read, also for what a node stored that is gone since', async () => {
  await using nodes = createTestNodes();
  // No heartbeat of which one could be missed.
  const timing = { heartbeatMs: 3_600_000 };
  const [one, two] = [await nodes.start({ timing }), await nodes.start({ timing })];
  using bert = join(two, 'bert');
  await bert.synced();
  const id = await one.sync.changeDocument('s1', (doc) => addPoint(doc, pointDraft()));
  await seePoints(bert, id);
  two.fanout.cut();
  const missed = await one.sync.changeDocument('s1', (doc) => addPoint(doc, pointDraft()));
  await one.vanish();
  two.fanout.mend();
  await seePoints(bert, id, missed);
});

test('[NO4] what waits for something that is not in the log is read again with each heartbeat', async () => {
  await using nodes = createTestNodes();
  const one = await nodes.start();
  using bert = join(one, 'bert');
  await bert.synced();
  const elsewhere = new Y.Doc();
  const updates: Uint8Array[] = [];
  elsewhere.on('update', (update: Uint8Array) => updates.push(update));
  const ids = [addPoint(elsewhere, pointDraft()), addPoint(elsewhere, pointDraft())];
  const store = (update: Uint8Array = new Uint8Array()) => nodes.log.append([{ sessionId: 's1', update }]);
  await store(updates[1]);
  one.fanout.cut();
  one.fanout.mend();
  await until(() => expect(one.messages).toContain('edits of another node refer to what is not in the log'));
  await store(updates[0]);
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

test('[NO1][NO4] who brings what another node’s edit waits for is sent that edit', async () => {
  await using nodes = createTestNodes();
  const [one, two] = [await nodes.start(), await nodes.start()];
  using page = join(one, 'wang');
  using tab = await connectRaw(two.url, 's1', 'wang');
  await page.synced();
  // Until both have loaded it.
  await two.sync.readPoints('s1', []);
  const updates: Uint8Array[] = [];
  page.doc.on('update', (update: Uint8Array) => updates.push(update));
  const load = nodes.log.load;
  const gate = deferred();
  nodes.log.load = async (...args) => {
    await gate.promise;
    return load(...args);
  };
  let hasPassed = false;
  const findAgain = nodes.hub.lose(({ payload }) => {
    const isWaiting = Buffer.from(payload).includes(LATER);
    hasPassed ||= isWaiting;
    return !isWaiting;
  });
  const first = addAs(page, 'wang');
  await until(() => expect(nodes.log.rows).toHaveLength(1));
  const later = addPoint(page.doc, pointDraft({ authorId: 'wang', text: LATER }));
  await until(() => expect(hasPassed).toBe(true));
  const [missing = new Uint8Array()] = updates;
  tab.socket.send(updateFrame(missing));
  const shown = new Y.Doc();
  Y.applyUpdate(shown, missing);
  await until(() => {
    for (const frame of tab.frames.splice(0)) {
      const message = readFrame(frame);
      if (message.type === 'answer' || message.type === 'edit') Y.applyUpdate(shown, message.update);
    }
    expect(idsOf(shown)).toEqual([first, later].sort());
  });
  findAgain();
  gate.resolve();
});
