import {
  addPoint,
  deletePoints,
  editPointText,
  POINT_FIELDS,
  placePoint,
  pointText,
  RECORDS,
  readPoint,
  readPoints,
  recordsOf,
} from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { CLOSE_CODES, LIMITS, type PointId } from '@gongyi/domain';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Rule } from '../../guard/rules.ts';
import { answerFrame, awarenessFrame, requestFrame, updateFrame } from '../../protocol.ts';
import { connectClient } from '../../test/connect-client.ts';
import { documentOf } from '../../test/document-of.ts';
import { forgeChange, forgeUpdate } from '../../test/forge.ts';
import { guardedDocument, outcomeOf } from '../../test/guarded-document.ts';
import { connectRaw } from '../../test/raw-client.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { until } from '../../test/until.ts';

const VICTIM = 'victim-point' as PointId;
const OWN = 'own-point' as PointId;
const DELETED = 'deleted-point' as PointId;
const FORGER_CLIENT = 4711;

function itemOf(doc: Y.Doc, id: string, field?: string): Y.Item {
  const record = recordsOf(doc).get(id) as Y.Map<unknown>;
  const item = field === undefined ? record._item : record._map.get(field);
  if (!item) throw new Error('no such item');
  return item;
}
const textItem = (doc: Y.Doc, id: string) => itemOf(doc, id, POINT_FIELDS.text);
function firstCharacter(doc: Y.Doc, id: string): Y.ID {
  const first = pointText(doc, id)?._start;
  if (!first) throw new Error('no text');
  return first.id;
}
function garbage(doc: Y.Doc): Y.ID {
  const collected = [...doc.store.clients.values()].flat().find((struct) => struct instanceof Y.GC);
  if (collected === undefined) throw new Error('no garbage');
  return collected.id;
}
const forge = (doc: Y.Doc, change: (copy: Y.Doc) => void) => forgeChange(doc, FORGER_CLIENT, change);
const setField =
  (field: string, value: unknown, id = OWN) =>
  (doc: Y.Doc) =>
    forge(doc, (copy) => (recordsOf(copy).get(id) as Y.Map<unknown>).set(field, value));
const structs = (...items: Parameters<typeof forgeUpdate>[2]) => forgeUpdate(FORGER_CLIENT, 0, items);
const ofForger = (overrides = {}) => pointDraft({ authorId: 'forger', ...overrides });
/** Adds a point of the forger's and then does something to its record. */
const addAnd =
  (change: (record: Y.Map<unknown>, copy: Y.Doc) => void, draft = {}) =>
  (doc: Y.Doc) =>
    forge(doc, (copy) => change(recordsOf(copy).get(addPoint(copy, ofForger(draft))) as Y.Map<unknown>, copy));

type Case = readonly [what: string, rule: Rule, forged: (doc: Y.Doc) => Uint8Array];

const cases: Case[] = [
  ['[AU1] adding in the name of another', 'authorship', (doc) => forge(doc, (copy) => addPoint(copy, pointDraft()))],
  [
    '[AU1] adding in nobody’s name',
    'authorship',
    (doc) => forge(doc, (copy) => addPoint(copy, ofForger({ authorId: '' }))),
  ],
  ['[AU2] editing the text of another', 'notOwn', (doc) => forge(doc, (copy) => editPointText(copy, VICTIM, '改了'))],
  [
    '[AU2] only inserting a character',
    'notOwn',
    (doc) => forge(doc, (copy) => pointText(copy, VICTIM)?.insert(1, 'x')),
  ],
  ['[AU2] only deleting a character', 'notOwn', (doc) => forge(doc, (copy) => pointText(copy, VICTIM)?.delete(1, 1))],
  [
    '[AU2] moving the card of another',
    'notOwn',
    (doc) => forge(doc, (copy) => placePoint(copy, VICTIM, { themeId: 't', x: 1, y: 1 })),
  ],
  ['[AU2] deleting the point of another', 'notOwn', (doc) => forge(doc, (copy) => deletePoints(copy, [VICTIM]))],
  [
    '[AU2] deleting one’s own and another’s',
    'notOwn',
    (doc) => forge(doc, (copy) => deletePoints(copy, [OWN, VICTIM])),
  ],
  [
    '[AU2] making oneself the author first, in the same update',
    'notOwn',
    (doc) =>
      forge(doc, (copy) => {
        (recordsOf(copy).get(VICTIM) as Y.Map<unknown>).set(POINT_FIELDS.authorId, 'forger');
        editPointText(copy, VICTIM, '我的');
      }),
  ],
  ['[AU3] changing the author of one’s own', 'lastingField', setField(POINT_FIELDS.authorId, 'somebody')],
  ['[AU3] changing when it was made', 'lastingField', setField(POINT_FIELDS.createdAt, new Date().toISOString())],
  ['[AU3] changing the shown name', 'lastingField', setField(POINT_FIELDS.author, '书记')],
  ['[AU3] changing the kind', 'lastingField', setField('kind', 'point')],
  ['[AU3] putting another text in its place', 'lastingField', setField(POINT_FIELDS.text, new Y.Text('x'))],
  [
    '[AU3] taking the author away',
    'lastingField',
    (doc) => forge(doc, (copy) => (recordsOf(copy).get(OWN) as Y.Map<unknown>).delete(POINT_FIELDS.authorId)),
  ],
  ['[AU4] an unknown field', 'unknownField', setField('votes', 100)],
  ['[AU4] a field named __proto__', 'unknownField', setField('__proto__', 'x')],
  ['[AU4] an unknown field of a new point', 'unknownField', addAnd((record) => record.set('votes', 100))],
  ['[AU4] an unknown root type', 'unknownPlace', (doc) => forge(doc, (copy) => copy.getMap('settings').set('a', 1))],
  ['[AU4] a root text', 'unknownPlace', (doc) => forge(doc, (copy) => copy.getText('notes').insert(0, 'x'))],
  [
    '[AU4] a point named __proto__',
    'unknownPlace',
    (doc) => forge(doc, (copy) => addPoint(copy, ofForger({ id: '__proto__' as PointId }))),
  ],
  [
    '[AU4] a point named constructor',
    'unknownPlace',
    (doc) => forge(doc, (copy) => addPoint(copy, ofForger({ id: 'constructor' as PointId }))),
  ],
  [
    '[AU4] a point with an id too long',
    'unknownPlace',
    (doc) => forge(doc, (copy) => addPoint(copy, ofForger({ id: 'x'.repeat(LIMITS.idChars + 1) as PointId }))),
  ],
  ['[AU4] a record that is no map', 'content', (doc) => forge(doc, (copy) => recordsOf(copy).set('x', 'text'))],
  [
    '[AU4] a list in place of a record',
    'content',
    (doc) => forge(doc, (copy) => recordsOf(copy).set('x', new Y.Array())),
  ],
  [
    '[AU4] an item of a list in a record',
    'unknownField',
    (doc) => structs({ parent: itemOf(doc, OWN).id, content: new Y.ContentString('x') }),
  ],
  ['[AU5] a place that is no place', 'value', setField(POINT_FIELDS.place, ['theme-1', 'left', 0])],
  ['[AU5] a place off the canvas', 'value', setField(POINT_FIELDS.place, ['theme-1', 2e6, 0])],
  ['[AU5] a place with more in it', 'value', setField(POINT_FIELDS.place, ['theme-1', 0, 0, 'x'])],
  ['[AU5] an unknown source', 'value', setField(POINT_FIELDS.source, 'heaven')],
  ['[AU5] a channel too long', 'value', setField(POINT_FIELDS.channel, 'x'.repeat(LIMITS.channelChars + 1))],
  ['[AU5] an object for a string', 'value', setField(POINT_FIELDS.channel, { toString: 'x' })],
  ['[AU5] a map for a string', 'content', setField(POINT_FIELDS.unit, new Y.Map())],
  ['[AU5] bytes for a string', 'content', setField(POINT_FIELDS.unit, new Uint8Array([1]))],
  [
    '[AU5] a text too long',
    'textLength',
    (doc) => forge(doc, (copy) => pointText(copy, OWN)?.insert(0, 'x'.repeat(LIMITS.storedPointTextChars))),
  ],
  [
    '[AU5] a new point with a text too long',
    'textLength',
    addAnd(() => undefined, { text: 'x'.repeat(LIMITS.storedPointTextChars + 1) }),
  ],
  ['[AU5] a new point that lacks its text', 'incompleteRecord', addAnd((record) => record.delete(POINT_FIELDS.text))],
  [
    '[AU6] an embed in a text',
    'content',
    (doc) => forge(doc, (copy) => pointText(copy, OWN)?.insertEmbed(0, { image: 'x' })),
  ],
  [
    '[AU6] a format in a text',
    'content',
    (doc) => forge(doc, (copy) => pointText(copy, OWN)?.format(0, 1, { bold: true })),
  ],
  [
    '[AU6] an attribute of a text',
    'content',
    (doc) => forge(doc, (copy) => pointText(copy, OWN)?.setAttribute('a', 'b')),
  ],
  [
    '[AU6] a document in the document',
    'content',
    (doc) => forge(doc, (copy) => recordsOf(copy).set('x', new Y.Doc() as unknown)),
  ],
  [
    '[AU7] replacing the record of another',
    'notOwn',
    (doc) => forge(doc, (copy) => addPoint(copy, ofForger({ id: VICTIM }))),
  ],
  [
    '[AU7] replacing the record of another by one that is deleted at once',
    'notOwn',
    () => {
      const record = { parent: RECORDS, key: VICTIM, content: new Y.ContentType(new Y.Map()) };
      return forgeUpdate(FORGER_CLIENT, 0, [record], [[FORGER_CLIENT, 0, 1]]);
    },
  ],
  [
    '[AU7] deleting the record of another by putting something deleted in its place',
    'notOwn',
    (doc) => structs({ origin: itemOf(doc, VICTIM).id, content: new Y.ContentDeleted(1) }),
  ],
  [
    '[AU7] replacing one’s own by one with another date',
    'replacement',
    (doc) => forge(doc, (copy) => addPoint(copy, ofForger({ id: OWN, createdAt: '2020-01-01T00:00:00.000Z' }))),
  ],
  [
    '[AU7] taking the id of somebody’s deleted point',
    'reusedId',
    (doc) => forge(doc, (copy) => addPoint(copy, ofForger({ id: DELETED }))),
  ],
  [
    '[AU8] an item without a parent, beside a character of another',
    'notOwn',
    (doc) => structs({ origin: firstCharacter(doc, VICTIM), content: new Y.ContentString('x') }),
  ],
  [
    '[AU8] the same, by its right neighbour only',
    'notOwn',
    (doc) => structs({ rightOrigin: firstCharacter(doc, VICTIM), content: new Y.ContentString('x') }),
  ],
  [
    '[AU8] an item without a parent, after a field of another',
    'notOwn',
    (doc) =>
      structs({ origin: itemOf(doc, VICTIM, POINT_FIELDS.place).id, content: new Y.ContentAny([['theme-1', 1, 1]]) }),
  ],
  [
    '[AU8] neighbours in two texts',
    'mixedNeighbours',
    (doc) =>
      structs({
        origin: firstCharacter(doc, OWN),
        rightOrigin: firstCharacter(doc, VICTIM),
        content: new Y.ContentString('x'),
      }),
  ],
  [
    '[AU8] garbage beside the text of another, which Yjs would split there',
    'mixedNeighbours',
    (doc) =>
      structs({
        origin: garbage(doc),
        rightOrigin: firstCharacter(doc, VICTIM),
        content: new Y.ContentString('x'),
      }),
  ],
  [
    '[AU8] a chain of new items that ends in the text of another',
    'notOwn',
    (doc) => {
      const after = (clock: number) => Y.createID(FORGER_CLIENT, clock);
      const content = new Y.ContentString('x');
      return structs(
        { origin: firstCharacter(doc, VICTIM), content },
        { origin: after(0), content },
        { origin: after(1), content },
      );
    },
  ],
  [
    '[AU8] by the id of another’s text',
    'notOwn',
    (doc) => structs({ parent: textItem(doc, VICTIM).id, content: new Y.ContentString('x') }),
  ],
];

/** One point of the victim's, one of the forger's, and one that the victim deleted. */
async function serverWithPoints(): Promise<TestServer> {
  // What a room remembers of people lasts as long as the room.
  const server = await startTestServer({ timing: { unloadDelayMs: 60_000 } });
  await server.sync.changeDocument('s1', (doc) => {
    addPoint(doc, pointDraft({ id: VICTIM, authorId: 'victim', text: '别人的话' }));
    addPoint(doc, ofForger({ id: OWN, text: '自己的话' }));
    addPoint(doc, pointDraft({ id: DELETED, authorId: 'victim' }));
  });
  await server.sync.changeDocument('s1', (doc) => deletePoints(doc, [DELETED]));
  return server;
}

const stateOf = (server: TestServer) => server.sync.changeDocument('s1', (doc) => Y.encodeStateAsUpdate(doc));

test.each(cases)('%s is refused', async (_, rule, forged) => {
  await using server = await serverWithPoints();
  using witness = connectClient(server.url, 's1', { personId: 'witness' });
  await witness.synced();
  const before = await stateOf(server);
  const rows = server.log.rows.length;
  using forger = await connectRaw(server.url, 's1', 'forger');
  forger.socket.send(updateFrame(forged(await documentOf(server))));
  expect(await forger.refused()).toBe(CLOSE_CODES.forbidden);
  expect(server.refusals).toEqual([rule]);
  expect(await stateOf(server)).toEqual(before);
  expect(server.log.rows.length).toBe(rows);
  expect(witness.provider.wsconnected).toBe(true);
});

test('[AU9] nothing of an update is applied when a part of it is refused', async () => {
  await using server = await serverWithPoints();
  using forger = await connectRaw(server.url, 's1', 'forger');
  const forged = forge(await documentOf(server), (copy) => {
    editPointText(copy, OWN, '允许的');
    editPointText(copy, VICTIM, '不允许的');
  });
  forger.socket.send(updateFrame(forged));
  expect(await forger.refused()).toBe(CLOSE_CODES.forbidden);
  expect(readPoint(await documentOf(server), OWN)?.text).toBe('自己的话');
});

test('[AU10] who has no rights changes nothing, and nobody is refused for saying what is known', async () => {
  await using server = await serverWithPoints();
  using reader = await connectRaw(server.url, 's1', 'reader');
  reader.socket.send(updateFrame(await stateOf(server)));
  reader.socket.send(
    updateFrame(forge(await documentOf(server), (copy) => addPoint(copy, ofForger({ authorId: 'reader' })))),
  );
  expect(await reader.refused()).toBe(CLOSE_CODES.forbidden);
  expect(server.refusals).toEqual(['noRight']);
});

test('[AU11] who may edit any point edits any point, and brings back what they deleted', async () => {
  await using server = await serverWithPoints();
  using facilitator = connectClient(server.url, 's1', { personId: 'facilitator' });
  await facilitator.synced();
  editPointText(facilitator.doc, VICTIM, '合并后的话');
  await until(async () => expect(readPoint(await documentOf(server), VICTIM)?.text).toBe('合并后的话'));
  deletePoints(facilitator.doc, [VICTIM]);
  addPoint(facilitator.doc, pointDraft({ id: VICTIM, authorId: 'victim', text: '恢复' }));
  await until(async () => expect(readPoint(await documentOf(server), VICTIM)?.text).toBe('恢复'));
  addPoint(facilitator.doc, pointDraft({ authorId: 'victim' }));
  expect(await facilitator.refused()).toBe(CLOSE_CODES.forbidden);
  expect(server.refusals).toEqual(['authorship']);
});

test('[AU11][AU14] who took a deletion back that the server lost with the point says so again, and nobody else does', () => {
  const outcome = (personId: string, authorId: string, kind: 'answer' | 'edit') => {
    const { doc, take } = guardedDocument();
    const page = new Y.Doc();
    page.clientID = FORGER_CLIENT;
    // Of a page that the server does not know, and deleted there before it was passed on.
    const lost = forgeUpdate(99, 0, [{ parent: RECORDS, key: OWN, content: new Y.ContentDeleted(1) }]);
    Y.applyUpdate(page, lost);
    addPoint(page, pointDraft({ id: OWN, authorId }));
    const update = Y.encodeStateAsUpdate(page);
    const verdict = take(update, personId, { kind, namedClientId: FORGER_CLIENT });
    return [outcomeOf(verdict), readPoint(doc, OWN)?.authorId];
  };
  expect(outcome('facilitator', 'wang', 'answer')).toEqual(['taken', 'wang']);
  expect(outcome('facilitator', 'wang', 'edit')).toEqual(['authorship', undefined]);
  expect(outcome('participant', 'wang', 'answer')).toEqual(['authorship', undefined]);
  expect(outcome('sorter', 'wang', 'answer')).toEqual(['authorship', undefined]);
});

test('[AU12] nobody continues the numbers of somebody else’s page', async () => {
  await using server = await serverWithPoints();
  using victim = connectClient(server.url, 's1', { personId: 'victim' });
  await victim.synced();
  const { clientID } = victim.doc;
  addPoint(victim.doc, pointDraft({ authorId: 'victim' }));
  await until(async () => expect((await documentOf(server)).store.clients.has(clientID)).toBe(true));
  victim.provider.disconnect();

  using forger = await connectRaw(server.url, 's1', 'forger');
  const forged = forgeChange(await documentOf(server), clientID, (copy) => editPointText(copy, OWN, '占位'));
  forger.socket.send(awarenessFrame([{ clientId: clientID, clock: 9, state: '{}' }]));
  forger.socket.send(updateFrame(forged));
  const id = addPoint(victim.doc, pointDraft({ authorId: 'victim', text: '离线写的' }));
  victim.provider.connect();
  await until(async () => expect(readPoint(await documentOf(server), id)?.text).toBe('离线写的'));
  expect(readPoint(await documentOf(server), OWN)?.text).toBe('自己的话');
  expect(victim.provider.awareness.getStates().size).toBe(1);
});

test('[AU13] what nobody has sent yet is waited for, and never kept for later', async () => {
  await using server = await serverWithPoints();
  using forger = await connectRaw(server.url, 's1', 'forger');
  const unknown = Y.createID(99, 3);
  const dependent = forgeUpdate(FORGER_CLIENT, 0, [{ origin: unknown, content: new Y.ContentString('x') }]);
  const before = await stateOf(server);
  // The server asks once for everything when somebody comes; this is the answer.
  forger.socket.send(answerFrame(new Y.Doc(), Y.encodeStateVector(new Y.Doc())));
  forger.socket.send(updateFrame(dependent));
  // A deletion of what is to come.
  forger.socket.send(updateFrame(forgeUpdate(FORGER_CLIENT, 0, [], [[99, 0, 10]])));
  await until(() => expect(forger.frames.filter(([type, kind]) => type === 0 && kind === 0).length).toBe(2));
  expect(await stateOf(server)).toEqual(before);
  await server.sync.changeDocument('s1', ({ store }) => {
    expect(store.pendingStructs).toBeNull();
    expect(store.pendingDs).toBeNull();
  });
});

test('[AU15] structs that no Yjs client writes are malformed', async () => {
  await using server = await serverWithPoints();
  const doc = await documentOf(server);
  const content = new Y.ContentString('x');
  const malformed = [
    structs({ origin: Y.createID(FORGER_CLIENT, 5), content }),
    structs({ parent: textItem(doc, OWN).id, content: new Y.ContentString('') }),
    structs(new Y.GC(Y.createID(FORGER_CLIENT, 0), 2 ** 45)),
    structs({ parent: textItem(doc, OWN).id, content: new Y.ContentDeleted(0) }),
    forgeUpdate(FORGER_CLIENT, 0, [], [[FORGER_CLIENT, 0, 2 ** 45]]),
  ];
  const before = await stateOf(server);
  for (const update of malformed) {
    using forger = await connectRaw(server.url, 's1', 'forger');
    forger.socket.send(updateFrame(update));
    expect(await forger.refused()).toBe(CLOSE_CODES.malformed);
  }
  expect(await stateOf(server)).toEqual(before);
});

test('[AU16] collected garbage and gaps of one’s own carry nothing', async () => {
  await using server = await serverWithPoints();
  using forger = await connectRaw(server.url, 's1', 'forger');
  const before = readPoints(await documentOf(server));
  const gap = new Y.Skip(Y.createID(FORGER_CLIENT, 0), 3);
  forger.socket.send(updateFrame(structs(gap, new Y.GC(Y.createID(FORGER_CLIENT, 3), 2))));
  forger.socket.send(updateFrame(structs(new Y.GC(Y.createID(FORGER_CLIENT, 0), 2))));
  forger.socket.send(requestFrame(new Y.Doc()));
  await until(() => expect(forger.frames.some(([type, kind]) => type === 0 && kind === 1)).toBe(true));
  expect(readPoints(await documentOf(server))).toEqual(before);
  expect((await documentOf(server)).store.clients.get(FORGER_CLIENT)?.length).toBe(1);
});

test('[AU17] a session holds only so many points', async () => {
  await using server = await startTestServer();
  await server.sync.changeDocument('s1', (doc) =>
    doc.transact(() => {
      for (let n = 0; n < LIMITS.pointsPerSession; n++) recordsOf(doc).set(`p${n}`, new Y.Map());
    }),
  );
  using client = connectClient(server.url, 's1');
  await client.synced();
  addPoint(client.doc, pointDraft());
  expect(await client.refused()).toBe(CLOSE_CODES.forbidden);
  expect(server.refusals).toEqual(['recordCount']);
});
