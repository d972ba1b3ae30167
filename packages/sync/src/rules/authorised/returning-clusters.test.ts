import {
  addPoint,
  createUndo,
  deletePoints,
  dissolveClusters,
  mergePoints,
  POINT_FIELDS,
  readBoard,
  readPoint,
  takeOutOfCluster,
} from '@gongyi/board';
import { CLOSE_CODES, type ClusterId, type PointId } from '@gongyi/domain';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { updateFrame } from '../../protocol.ts';
import { connectClient } from '../../test/connect-client.ts';
import { deferred } from '../../test/deferred.ts';
import { documentOf } from '../../test/document-of.ts';
import { expectTaken, FORGER_CLIENT } from '../../test/expect-verdict.ts';
import { forgeChange } from '../../test/forge.ts';
import { addAs, join, seePoints } from '../../test/people-on-nodes.ts';
import { connectRaw } from '../../test/raw-client.ts';
import {
  AREAS,
  author,
  type Change,
  CLUSTER,
  draftOf,
  lateOf,
  OTHER,
  ownOf,
  recordOf,
  serverWithBoard,
  setOn,
  VICTIM,
} from '../../test/server-with-board.ts';
import { createTestNodes } from '../../test/start-test-nodes.ts';
import { until } from '../../test/until.ts';

describe('what was deleted comes back', () => {
  test('[AU28] a cluster that one dissolved, whoever made it', async () => {
    await using server = await serverWithBoard();
    using sorter = connectClient(server.url, 's1', { personId: 'sorter' });
    await sorter.synced();
    const undo = createUndo(sorter.doc, 'own');
    dissolveClusters(sorter.doc, [CLUSTER], AREAS, 'own');
    await until(async () => expect(readBoard(await documentOf(server)).clusters).toEqual([]));
    undo.undo();
    await until(async () =>
      expect(readBoard(await documentOf(server)).clusters).toMatchObject([{ id: CLUSTER, authorId: 'victim' }]),
    );
    expect(server.refusals).toEqual([]);
  });

  test('[AU19][AU29] one’s own point in the cluster in which its page knew it, though it was put into another meanwhile', async () => {
    await using server = await serverWithBoard();
    const [own, first, second] = [ownOf('participant'), 'first-cluster' as ClusterId, 'second-cluster' as ClusterId];
    await server.sync.changeDocument('s1', (doc) => mergePoints(doc, [own, OTHER], { ...author('sorter'), id: first }));
    using participant = connectClient(server.url, 's1', { personId: 'participant' });
    await participant.synced();
    participant.provider.disconnect();
    const undo = createUndo(participant.doc);
    deletePoints(participant.doc, [own]);
    undo.undo();
    await server.sync.changeDocument('s1', (doc) => {
      takeOutOfCluster(doc, [own], AREAS);
      mergePoints(doc, [own, VICTIM], { ...author('sorter'), id: second });
    });
    participant.provider.connect();
    await until(async () => expect(readPoint(await documentOf(server), own)).toMatchObject({ clusterId: first }));
    expect(server.refusals).toEqual([]);
  });

  test('[AU19][AU29] one’s own point in a cluster of which this node has never heard', async () => {
    await using nodes = createTestNodes();
    const [one, two] = [await nodes.start(), await nodes.start()];
    using sorter = join(one, 'sorter');
    using near = join(two, 'near');
    // The whole life of the points has been seen on this node.
    using page = join(two, 'participant');
    await Promise.all([sorter, page, near].map((client) => client.synced()));
    const ids = [addAs(page, 'participant'), addAs(page, 'participant')] as const;
    for (const client of [sorter, near]) await seePoints(client, ...ids);
    page.provider.disconnect();
    using away = join(one, 'participant', page.doc);
    await away.synced();
    // What is not stored is told to those on the same node only.
    const gate = deferred();
    nodes.log.gate = gate.promise;
    const clusterId = mergePoints(sorter.doc, ids, author('sorter'));
    await until(() => expect(readPoint(page.doc, ids[0])).toMatchObject({ clusterId }));
    away.provider.disconnect();
    const undo = createUndo(page.doc);
    deletePoints(page.doc, [ids[0]]);
    undo.undo();
    page.provider.connect();
    await until(() => expect(readPoint(near.doc, ids[0])).toMatchObject({ clusterId }));
    expect([near.doc, sorter.doc].map((doc) => readPoint(doc, ids[1])?.clusterId)).toEqual([null, clusterId]);
    gate.resolve();
    await until(() => expect(readBoard(near.doc).clusters).toMatchObject([{ id: clusterId, members: [{}, {}] }]));
    expect([...one.refusals, ...two.refusals]).toEqual([]);
  });

  test.each([
    ['what comes back', true],
    ['what takes its own place', false],
  ])('[AU29] and %s in a cluster in which it never was is taken as well', async (_, isDeleted) => {
    await using server = await serverWithBoard();
    const id = ownOf('participant');
    const { createdAt = '' } = readPoint(await documentOf(server), id) ?? {};
    if (isDeleted) await server.sync.changeDocument('s1', (doc) => deletePoints(doc, [id]));
    await expectTaken(server, 'participant', (copy) => {
      addPoint(copy, draftOf('participant', { id, createdAt }));
      recordOf(copy, id).set(POINT_FIELDS.cluster, CLUSTER);
    });
  });

  test('[AU28] but not the deleted point of another as a cluster of one’s own', async () => {
    await using server = await serverWithBoard();
    await server.sync.changeDocument('s1', (doc) => deletePoints(doc, [VICTIM]));
    using forger = await connectRaw(server.url, 's1', 'sorter');
    const update = forgeChange(await documentOf(server), FORGER_CLIENT, (copy) =>
      mergePoints(copy, [OTHER, ownOf('early')], { ...author('sorter'), id: VICTIM as string as ClusterId }),
    );
    forger.socket.send(updateFrame(update));
    expect(await forger.refused()).toBe(CLOSE_CODES.forbidden);
    expect(server.refusals).toEqual(['reusedId']);
  });
});

describe('a clustered point that its author brought back in two parts', () => {
  const REST = 4712;

  /**
   * What one page of the participant writes: its own point comes back, and some time later what is
   * `said` of it.
   */
  async function serverWithPart(comesBack: Change) {
    const server = await serverWithBoard();
    await server.sync.changeDocument('s1', (doc) =>
      mergePoints(doc, [ownOf('participant'), OTHER], { id: 'its-cluster' as ClusterId, authorId: '', author: '' }),
    );
    const forger = await connectRaw(server.url, 's1', 'participant');
    const say = async (change: Change, clientId = REST) => {
      const update = forgeChange(await documentOf(server), clientId, (copy) => change(copy, 'participant'));
      forger.socket.send(updateFrame(update));
    };
    const own = async () => readPoint(await documentOf(server), ownOf('participant'));
    await say((copy) => deletePoints(copy, [ownOf('participant')]));
    await until(async () => expect(await own()).toBeNull());
    await say(comesBack);
    await until(async () => expect(await own()).toMatchObject({ clusterId: null }));
    return { server, forger, say, own };
  }
  const back: Change = (copy, role) => addPoint(copy, draftOf(role, { id: ownOf(role) }));
  const itsCluster = setOn(ownOf('participant'), POINT_FIELDS.cluster, 'its-cluster');

  test('[AU30] says later in which cluster it was', async () => {
    const { server, forger, say, own } = await serverWithPart(back);
    await using _server = server;
    using _forger = forger;
    await say(itsCluster);
    await until(async () => expect(await own()).toMatchObject({ clusterId: 'its-cluster' }));
    expect(server.refusals).toEqual([]);
  });

  test.each<[what: string, change: Change, clientId?: number]>([
    ['in another', setOn(ownOf('participant'), POINT_FIELDS.cluster, CLUSTER)],
    ['in one that is gone', setOn(ownOf('participant'), POINT_FIELDS.cluster, 'gone-cluster')],
    [
      'in another, and then in its own',
      (copy, role) => {
        setOn(ownOf(role), POINT_FIELDS.cluster, CLUSTER)(copy, role);
        itsCluster(copy, role);
      },
    ],
    ['in its own, from another page', itsCluster, 4713],
    ['in its own, of another point', setOn(lateOf('participant'), POINT_FIELDS.cluster, 'its-cluster')],
  ])('[AU30] but not %s', async (_, change, clientId) => {
    const { server, forger, say, own } = await serverWithPart(back);
    await using _server = server;
    using _forger = forger;
    await say(change, clientId);
    expect(await forger.refused()).toBe(CLOSE_CODES.forbidden);
    expect(server.refusals).toEqual(['notOwn']);
    expect(await own()).toMatchObject({ clusterId: null });
  });

  test.each<[what: string, sort: (doc: Y.Doc) => void, clusterId: string | null]>([
    ['put it into another', (doc) => mergePoints(doc, [CLUSTER, ownOf('participant')], author('sorter')), CLUSTER],
    [
      'put it there and took it out',
      (doc) => {
        mergePoints(doc, [CLUSTER, ownOf('participant')], author('sorter'));
        takeOutOfCluster(doc, [ownOf('participant')], AREAS);
      },
      null,
    ],
  ])('[AU30] nor when somebody %s meanwhile', async (_, sort, clusterId) => {
    const { server, forger, say, own } = await serverWithPart(back);
    await using _server = server;
    using _forger = forger;
    await server.sync.changeDocument('s1', sort);
    await say(itsCluster);
    expect(await forger.refused()).toBe(CLOSE_CODES.forbidden);
    expect(server.refusals).toEqual(['notOwn']);
    expect(await own()).toMatchObject({ clusterId });
  });

  test('[AU19] as an undo does, of which a part refers to what another page has not sent yet', async () => {
    await using server = await serverWithBoard();
    const [first, second] = [new Y.Doc(), new Y.Doc()];
    const firstSays: Uint8Array[] = [];
    const secondSays: Uint8Array[] = [];
    first.clientID = FORGER_CLIENT;
    first.on('update', (update: Uint8Array) => firstSays.push(update));
    addPoint(first, draftOf('participant', { id: 'first-point' as PointId }));
    using one = await connectRaw(server.url, 's1', 'participant');
    one.socket.send(updateFrame(Y.mergeUpdates(firstSays.splice(0))));
    await until(async () => expect(readPoint(await documentOf(server), 'first-point' as PointId)).not.toBeNull());
    await server.sync.changeDocument('s1', (doc) => mergePoints(doc, [CLUSTER, 'first-point'], author('sorter')));
    addPoint(first, draftOf('participant', { id: 'unsent-point' as PointId }));
    Y.applyUpdate(second, Y.encodeStateAsUpdate(await documentOf(server)), 'server');
    Y.applyUpdate(second, Y.encodeStateAsUpdate(first), 'first');
    second.clientID = 4712;
    const undo = createUndo(second, 'own');
    second.on('update', (update: Uint8Array) => secondSays.push(update));
    deletePoints(second, ['first-point', 'unsent-point'] as PointId[], 'own');
    undo.undo();
    const said = updateFrame(Y.mergeUpdates(secondSays));
    using two = await connectRaw(server.url, 's1', 'participant');
    const shown = async () => readPoint(await documentOf(server), 'first-point' as PointId);
    two.socket.send(said);
    await until(async () => expect(await shown()).toMatchObject({ clusterId: null }));
    one.socket.send(updateFrame(Y.mergeUpdates(firstSays)));
    await until(async () => expect(readPoint(await documentOf(server), 'unsent-point' as PointId)).not.toBeNull());
    two.socket.send(said);
    await until(async () => expect(await shown()).toMatchObject({ clusterId: CLUSTER }));
    expect(server.refusals).toEqual([]);
  });
});
