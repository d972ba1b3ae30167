import {
  addPoint,
  addStroke,
  deletePoints,
  deleteStrokes,
  dissolveClusters,
  editClusterTitle,
  editPointText,
  mergePoints,
  placeCluster,
  placePoint,
  pointText,
  RECORDS,
  readClusters,
  readPoints,
  readStrokes,
  recordsOf,
} from '@gongyi/board';
import { pointDraft, randomText, type SeededRandom, strokeDraft } from '@gongyi/board/testing';
import type { PointId, StrokeId } from '@gongyi/domain';
import * as Y from 'yjs';
import { namesOf } from './editor-of.ts';
import { forgeChange, forgeUpdate } from './forge.ts';

export type Forger = {
  readonly clientId: number;
  /** Whose edits the forger pretends to make. */
  readonly victimClientId: number;
  /** Author ids that forged points bear, the forger's own first. */
  readonly authors: readonly string[];
};

/** Of somebody, or of nobody: a unit may be another's. */
function randomName(random: SeededRandom, authors: readonly string[]): { author: string; unit: string } {
  const names = [...authors.flatMap(namesOf), { name: '', unit: '' }];
  const one = random.pick(names);
  return { author: one.name, unit: random.chance(0.7) ? one.unit : random.pick(names).unit };
}

/** Something that exists, or nearly: forgeries that hit nothing prove nothing. */
function randomId(random: SeededRandom, doc: Y.Doc, { clientId, victimClientId }: Forger): Y.ID {
  const client = random.pick([victimClientId, clientId, ...doc.store.clients.keys()]);
  return Y.createID(client, random.below(Y.getState(doc.store, client) + 3));
}

function randomContent(random: SeededRandom, { authors }: Forger): Y.Item['content'] {
  const makers = [
    () => new Y.ContentString(randomText(random, 4) || 'x'),
    () => new Y.ContentDeleted(1 + random.below(3)),
    () =>
      new Y.ContentAny([
        random.pick<unknown>(['point', 'stroke', ...authors, ['theme-1', 1, 1], [1, 1], 'red', 'fine', 7, null, {}]),
        ...(random.chance(0.2) ? Object.values(randomName(random, authors)) : []),
      ]),
    () => new Y.ContentType(random.pick([() => new Y.Map(), () => new Y.Text(), () => new Y.Array()])()),
    () => new Y.ContentFormat('bold', 'x'),
    () => new Y.ContentEmbed({}),
  ];
  return random.pick(makers)();
}

/** Structs and deletions that hang together in ways that no page writes. */
export function randomStructs(random: SeededRandom, doc: Y.Doc, forger: Forger): Uint8Array {
  const keys = [
    'text',
    'place',
    'authorId',
    'author',
    'unit',
    'kind',
    'title',
    'cluster',
    'path',
    'color',
    '__proto__',
    ...[...readPoints(doc), ...readStrokes(doc)].map(({ id }) => id),
    'new',
  ];
  const clientId = random.chance(0.75) ? forger.clientId : forger.victimClientId;
  const items = Array.from({ length: random.below(4) }, () => {
    const content = randomContent(random, forger);
    if (random.chance(0.1)) return new Y.GC(Y.createID(clientId, 0), 1 + random.below(3));
    const key = random.chance(0.6) ? { key: random.pick(keys) } : {};
    if (random.chance(0.5)) {
      const parent = random.chance(0.4) ? random.pick([RECORDS, 'other']) : randomId(random, doc, forger);
      return { parent, ...key, content };
    }
    const right = random.chance(0.3) ? { rightOrigin: randomId(random, doc, forger) } : {};
    return { origin: randomId(random, doc, forger), ...right, content };
  });
  const deletes = Array.from({ length: random.below(3) }, () => {
    const { client, clock } = randomId(random, doc, forger);
    return [client, clock, 1 + random.below(6)] as const;
  });
  return forgeUpdate(clientId, Y.getState(doc.store, clientId), items, deletes);
}

/** Through Yjs's own interface, with no regard for rights. */
export function randomChange(random: SeededRandom, doc: Y.Doc, { authors, ...forger }: Forger): Uint8Array {
  const clientId = random.chance(0.66) ? forger.clientId : forger.victimClientId;
  const [own = 'forger'] = authors;
  return forgeChange(doc, clientId, (copy) => {
    for (let changes = 1 + random.below(3); changes > 0; changes--) {
      const points = readPoints(copy);
      // What went before may have spoilt the last one that could be read.
      const id = points.length === 0 ? addPoint(copy, pointDraft({ authorId: own })) : random.pick(points).id;
      const record = recordsOf(copy).get(id) as Y.Map<unknown>;
      const authorId = random.pick(authors);
      const name = randomName(random, authors);
      const { author } = name;
      const clusterId = readClusters(copy)[0]?.id ?? 'none';
      const strokeId = random.pick([...readStrokes(copy).map((stroke) => stroke.id), id as string]) as StrokeId;
      random.pick([
        () => editPointText(copy, id, randomText(random, 6)),
        () => pointText(copy, id)?.insert(0, 'x'),
        () => placePoint(copy, id, { themeId: 'theme-1', x: random.below(100), y: 0 }),
        () => record.set(random.pick(['authorId', 'createdAt', 'unit', 'votes', 'text']), random.pick([own, '村'])),
        () => record.set(random.pick(['author', 'unit']), random.pick(Object.values(name))),
        () => record.delete(random.pick(['authorId', 'place', 'author', 'unit', 'text'])),
        () => addPoint(copy, pointDraft({ authorId, ...name, ...(random.chance(0.5) && { id: id as PointId }) })),
        () => readPoints(copy).length > 4 && deletePoints(copy, [id]),
        () => mergePoints(copy, [id, random.pick(readPoints(copy)).id], { authorId, author }),
        () => record.set('cluster', random.pick([random.pick(readPoints(copy)).id, 'gone', clusterId])),
        () => record.delete('cluster'),
        () => editClusterTitle(copy, clusterId, randomText(random, 6)),
        () => placeCluster(copy, clusterId, { themeId: 'inbox', x: 0, y: 0 }),
        () => dissolveClusters(copy, [clusterId], []),
        () => addStroke(copy, strokeDraft({ authorId, ...(random.chance(0.5) && { id: strokeId }) })),
        () => deleteStrokes(copy, [strokeId]),
        () => (recordsOf(copy).get(strokeId) as Y.Map<unknown>).set(random.pick(['path', 'color', 'cluster']), [1, 1]),
        () => addPoint(copy, pointDraft({ authorId, id: strokeId as string as PointId })),
        () => record.set('cluster', strokeId),
      ])();
      if (readPoints(copy).length < 2) addPoint(copy, pointDraft({ authorId: own }));
    }
  });
}

export function withWrongBytes(random: SeededRandom, update: Uint8Array): Uint8Array {
  const bytes = update.slice();
  for (let wrong = random.below(3); wrong > 0; wrong--) bytes[random.below(bytes.length)] = random.below(256);
  return bytes;
}
