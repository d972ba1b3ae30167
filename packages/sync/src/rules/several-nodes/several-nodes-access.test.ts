import { addPoint, editPointText } from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { CLOSE_CODES } from '@gongyi/domain';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Authorise, DocumentRights } from '../../ports.ts';
import { awarenessFrame, updateFrame } from '../../protocol.ts';
import { connectClient } from '../../test/connect-client.ts';
import { deferred } from '../../test/deferred.ts';
import { documentFrom } from '../../test/document-from.ts';
import { accessOf } from '../../test/editor-of.ts';
import { forgeChange } from '../../test/forge.ts';
import { roundTrip } from '../../test/held-keepalives.ts';
import { addAs, counter, idsOf, join, seenBy, seePoints } from '../../test/people-on-nodes.ts';
import { connectRaw } from '../../test/raw-client.ts';
import { RIGHTS } from '../../test/rights.ts';
import { createTestNodes } from '../../test/start-test-nodes.ts';
import { until } from '../../test/until.ts';

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

  test('also when its page shows nobody: another node learns it with the edit', async () => {
    await using nodes = createTestNodes();
    const [one, two] = [await nodes.start(), await nodes.start()];
    using near = join(two, 'near');
    using victim = await connectRaw(one.url, 's1', 'victim');
    await near.synced();
    const doc = new Y.Doc();
    doc.on('update', (update: Uint8Array) => victim.socket.send(updateFrame(update)));
    const first = addPoint(doc, pointDraft({ authorId: 'victim' }));
    await seePoints(near, first);
    using forger = await connectRaw(two.url, 's1', 'forger');
    forger.socket.send(continued(near.doc, doc.clientID));
    await roundTrip(forger.socket);
    const second = addPoint(doc, pointDraft({ authorId: 'victim' }));
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
        ? accessOf(cookie, RIGHTS.participant)
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
      return accessOf(cookie, rights);
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
