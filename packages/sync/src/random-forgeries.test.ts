import {
  addPoint,
  deletePoints,
  editPointText,
  type Point,
  placePoint,
  pointText,
  RECORDS,
  readPoints,
  recordsOf,
} from '@gongyi/board';
import { pointDraft, randomText, SEEDS, type SeededRandom, seededRandom } from '@gongyi/board/testing';
import type { PointId } from '@gongyi/domain';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createClientIds } from './guard/client-ids.ts';
import { createEditGuard } from './guard/edit-guard.ts';
import { forgeChange, forgeUpdate } from './test/forge.ts';
import { RIGHTS } from './test/rights.ts';

const VICTIM_CLIENT = 100;
const FORGER_CLIENT = 200;
const ATTEMPTS = 400;

/** Something that exists, or nearly: forgeries that hit nothing prove nothing. */
function randomId(random: SeededRandom, doc: Y.Doc): Y.ID {
  const client = random.pick([VICTIM_CLIENT, FORGER_CLIENT, ...doc.store.clients.keys()]);
  return Y.createID(client, random.below(Y.getState(doc.store, client) + 3));
}

function randomContent(random: SeededRandom): Y.Item['content'] {
  const makers = [
    () => new Y.ContentString(randomText(random, 4) || 'x'),
    () => new Y.ContentDeleted(1 + random.below(3)),
    () => new Y.ContentAny([random.pick<unknown>(['point', 'forger', 'victim', ['theme-1', 1, 1], 7, null, {}])]),
    () => new Y.ContentType(random.pick([() => new Y.Map(), () => new Y.Text(), () => new Y.Array()])()),
    () => new Y.ContentFormat('bold', 'x'),
    () => new Y.ContentEmbed({}),
  ];
  return random.pick(makers)();
}

function randomStructs(random: SeededRandom, doc: Y.Doc): Uint8Array {
  const keys = [
    'text',
    'place',
    'authorId',
    'unit',
    'kind',
    '__proto__',
    ...readPoints(doc).map(({ id }) => id),
    'new',
  ];
  const clientId = random.pick([FORGER_CLIENT, FORGER_CLIENT, FORGER_CLIENT, VICTIM_CLIENT]);
  const items = Array.from({ length: random.below(4) }, () => {
    const content = randomContent(random);
    if (random.chance(0.1)) return new Y.GC(Y.createID(clientId, 0), 1 + random.below(3));
    const key = random.chance(0.6) ? { key: random.pick(keys) } : {};
    if (random.chance(0.5)) {
      const parent = random.chance(0.4) ? random.pick([RECORDS, 'other']) : randomId(random, doc);
      return { parent, ...key, content };
    }
    const right = random.chance(0.3) ? { rightOrigin: randomId(random, doc) } : {};
    return { origin: randomId(random, doc), ...right, content };
  });
  const deletes = Array.from({ length: random.below(3) }, () => {
    const { client, clock } = randomId(random, doc);
    return [client, clock, 1 + random.below(6)] as const;
  });
  return forgeUpdate(clientId, Y.getState(doc.store, clientId), items, deletes);
}

/** Through Yjs's own interface, with no regard for rights. */
function randomChange(random: SeededRandom, doc: Y.Doc): Uint8Array {
  const clientId = random.pick([FORGER_CLIENT, FORGER_CLIENT, VICTIM_CLIENT]);
  return forgeChange(doc, clientId, (copy) => {
    for (let changes = 1 + random.below(3); changes > 0; changes--) {
      const { id } = random.pick(readPoints(copy));
      const record = recordsOf(copy).get(id) as Y.Map<unknown>;
      const authorId = random.pick(['forger', 'victim']);
      random.pick([
        () => editPointText(copy, id, randomText(random, 6)),
        () => pointText(copy, id)?.insert(0, 'x'),
        () => placePoint(copy, id, { themeId: 'theme-1', x: random.below(100), y: 0 }),
        () =>
          record.set(random.pick(['authorId', 'createdAt', 'unit', 'votes', 'text']), random.pick(['forger', '村'])),
        () => record.delete(random.pick(['authorId', 'place', 'unit', 'text'])),
        () => addPoint(copy, pointDraft({ authorId, ...(random.chance(0.5) && { id: id as PointId }) })),
        () => readPoints(copy).length > 4 && deletePoints(copy, [id]),
      ])();
      if (readPoints(copy).length < 2) addPoint(copy, pointDraft({ authorId: 'forger' }));
    }
  });
}

function withWrongBytes(random: SeededRandom, update: Uint8Array): Uint8Array {
  const bytes = update.slice();
  for (let wrong = random.below(3); wrong > 0; wrong--) bytes[random.below(bytes.length)] = random.below(256);
  return bytes;
}

test.each(SEEDS)('[AU18] whatever a participant sends changes only what is theirs (seed %i)', (seed) => {
  const random = seededRandom(seed);
  const doc = new Y.Doc();
  const clientIds = createClientIds();
  const guard = createEditGuard(doc, clientIds);
  doc.transact(() => {
    doc.clientID = VICTIM_CLIENT;
    for (let n = 0; n < 8; n++) addPoint(doc, pointDraft({ authorId: 'victim' }));
    doc.clientID = 1;
    for (let n = 0; n < 4; n++) addPoint(doc, pointDraft({ authorId: 'forger' }));
  });
  clientIds.claim(VICTIM_CLIENT, 'victim');
  const of = (authorId: string) => (points: Point[]) => points.filter((point) => point.authorId === authorId);
  const victims = of('victim')(readPoints(doc));
  let applied = 0;

  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = Y.getState(doc.store, VICTIM_CLIENT);
    const forged = random.chance(0.5) ? randomStructs(random, doc) : randomChange(random, doc);
    const update = random.chance(0.3) ? withWrongBytes(random, forged) : forged;
    const kind = random.pick(['edit', 'answer'] as const);
    const namedClientId = random.pick([undefined, FORGER_CLIENT]);
    try {
      const verdict = guard.judge(update, kind, { personId: 'forger', rights: RIGHTS.participant, namedClientId });
      if (!verdict.isRefused && verdict.update !== null) {
        Y.applyUpdate(doc, verdict.update);
        applied++;
      }
    } catch {
      // Malformed.
    }
    const points = readPoints(doc);
    expect(of('victim')(points)).toEqual(victims);
    expect(points.length).toBe(victims.length + of('forger')(points).length);
    expect(Y.getState(doc.store, VICTIM_CLIENT)).toBe(before);
    expect([...doc.share.keys()]).toEqual([RECORDS]);
    expect(doc.store.pendingStructs).toBeNull();
    expect(doc.store.pendingDs).toBeNull();
    if (of('forger')(points).length === 0) addPoint(doc, pointDraft({ authorId: 'forger' }));
  }
  // Else it would prove nothing: what is the forger's own must pass.
  expect(applied).toBeGreaterThan(20);
  const reloaded = new Y.Doc();
  Y.applyUpdate(reloaded, Y.encodeStateAsUpdate(doc));
  // Not the order of characters in the forger's own texts: neighbours in the wrong order make Yjs itself disagree about it.
  expect(of('victim')(readPoints(reloaded))).toEqual(victims);
  expect(readPoints(reloaded).map(({ id }) => id)).toEqual(readPoints(doc).map(({ id }) => id));
});
