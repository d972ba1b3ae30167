import {
  addPoint,
  addStroke,
  mergePoints,
  PLACE,
  type Point,
  RECORDS,
  readBoard,
  readClusters,
  readPoints,
  readStrokes,
  recordsOf,
} from '@gongyi/board';
import { pointDraft, SOAK, seededRandom, seedsOf, strokeDraft } from '@gongyi/board/testing';
import { INBOX_THEME_ID } from '@gongyi/domain';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createClientIds } from '../../guard/client-ids.ts';
import { createEditGuard } from '../../guard/edit-guard.ts';
import { editorOf, namesOf } from '../../test/editor-of.ts';
import { type Forger, randomChange, randomStructs, withWrongBytes } from '../../test/random-forgery.ts';
import { RIGHTS } from '../../test/rights.ts';

const VICTIM_CLIENT = 100;
const FORGER_CLIENT = 200;
const ATTEMPTS = 800;
const FORGER: Forger = { clientId: FORGER_CLIENT, victimClientId: VICTIM_CLIENT, authors: ['forger', 'victim'] };

type History = { readonly seed: number; readonly who: keyof typeof RIGHTS; readonly changeable: readonly string[] };

/** `changeable`: what of the points of others somebody with these rights may change. */
const HISTORIES = seedsOf(SOAK.seeds).flatMap((seed): History[] => [
  { seed, who: 'participant', changeable: [] },
  { seed, who: 'early', changeable: [] },
  { seed, who: 'sorter', changeable: ['themeId', 'x', 'y', 'clusterId'] },
  { seed, who: 'drawer', changeable: [] },
]);

test.each(HISTORIES)(
  '[AU18] whatever a $who sends changes only what is theirs (seed $seed)',
  ({ seed, who, changeable }) => {
    const random = seededRandom(seed);
    const doc = new Y.Doc();
    const clientIds = createClientIds();
    const guard = createEditGuard(doc, clientIds);
    doc.transact(() => {
      doc.clientID = VICTIM_CLIENT;
      const ids = Array.from({ length: 8 }, () => addPoint(doc, pointDraft({ authorId: 'victim' })));
      mergePoints(doc, ids.slice(0, 3), { authorId: 'victim', author: '王芳', title: '题目' });
      for (let n = 0; n < 3; n++) addStroke(doc, strokeDraft({ authorId: 'victim' }));
      doc.clientID = 1;
      for (let n = 0; n < 4; n++) addPoint(doc, pointDraft({ authorId: 'forger' }));
      for (let n = 0; n < 2; n++) addStroke(doc, strokeDraft({ authorId: 'forger' }));
    });
    clientIds.claim(VICTIM_CLIENT, 'victim');
    const of = (authorId: string) => (points: Point[]) => points.filter((point) => point.authorId === authorId);
    const fixed = (points: Point[]) =>
      of('victim')(points).map((point) =>
        Object.fromEntries(Object.entries(point).filter(([field]) => !changeable.some((one) => one === field))),
      );
    const victims = fixed(readPoints(doc));
    const [allPoints, allStrokes] = [readPoints(doc), readStrokes(doc)];
    const victimsStrokes = allStrokes.filter(({ authorId }) => authorId === 'victim');
    const linesSeen = new Map(allStrokes.map((stroke) => [stroke.id, stroke]));
    const clusters = clustersOf(doc);
    const inThemes = new Set<string>(outsideInbox(readPoints(doc)));
    let applied = 0;

    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const before = Y.getState(doc.store, VICTIM_CLIENT);
      const forged = random.chance(0.5) ? randomStructs(random, doc, FORGER) : randomChange(random, doc, FORGER);
      const update = random.chance(0.3) ? withWrongBytes(random, forged) : forged;
      const kind = random.pick(['edit', 'answer'] as const);
      const namedClientId = random.pick([undefined, FORGER_CLIENT]);
      try {
        const sender = { ...editorOf('forger', RIGHTS[who]), namedClientId };
        const verdict = guard.judge(update, kind, sender);
        if (!verdict.isRefused && verdict.update !== null) {
          Y.applyUpdate(doc, verdict.update);
          // As the room does.
          for (const [id, place] of verdict.endangered) {
            const record = recordsOf(doc).get(id);
            if (record instanceof Y.Map && !record.has(PLACE)) record.set(PLACE, place);
          }
          applied++;
        }
      } catch {
        // Malformed.
      }
      const [points, strokes] = [readPoints(doc), readStrokes(doc)];
      expect(fixed(points)).toEqual(victims);
      if (who === 'drawer') expect(points).toEqual(allPoints);
      if (!RIGHTS[who].draw) expect(strokes).toEqual(allStrokes);
      expect(strokes.filter(({ authorId }) => authorId !== 'forger')).toEqual(victimsStrokes);
      for (const stroke of strokes) {
        // Drawn, erased, brought back, and never another.
        expect(stroke).toEqual(linesSeen.get(stroke.id) ?? stroke);
        linesSeen.set(stroke.id, stroke);
      }
      if (who !== 'sorter') expect(clustersOf(doc)).toEqual(clusters);
      if (who === 'early') expect(outsideInbox(points).filter((id) => !inThemes.has(id))).toEqual([]);
      const { points: free, clusters: merged } = readBoard(doc);
      expect(free.length + merged.reduce((count, { members }) => count + members.length, 0)).toBe(points.length);
      expect(points.length).toBe(victims.length + of('forger')(points).length);
      expect(of('forger')(points).filter((point) => !bearsItsName(point))).toEqual([]);
      expect(readClusters(doc).filter((cluster) => !bearsItsName(cluster))).toEqual([]);
      expect(Y.getState(doc.store, VICTIM_CLIENT)).toBe(before);
      expect([...doc.share.keys()]).toEqual([RECORDS]);
      expect(doc.store.pendingStructs).toBeNull();
      expect(doc.store.pendingDs).toBeNull();
      if (!strokes.some(({ authorId }) => authorId === 'forger')) addStroke(doc, strokeDraft({ authorId: 'forger' }));
      if (of('forger')(points).length === 0) inThemes.add(addPoint(doc, pointDraft({ authorId: 'forger' })));
    }
    // Else it would prove nothing: what is the forger's own must pass.
    expect(applied).toBeGreaterThan(20);
    const reloaded = new Y.Doc();
    Y.applyUpdate(reloaded, Y.encodeStateAsUpdate(doc));
    // Not the order of characters in the forger's own texts: neighbours in the wrong order make Yjs
    // itself disagree about it.
    expect(fixed(readPoints(reloaded))).toEqual(victims);
    expect(readPoints(reloaded).map(({ id }) => id)).toEqual(readPoints(doc).map(({ id }) => id));
    expect(readStrokes(reloaded)).toEqual(readStrokes(doc));
  },
);

type Named = { readonly authorId: string; readonly author: string; readonly unit?: string };

/** A name of its author, and the unit that goes with it. */
function bearsItsName({ authorId, author, unit }: Named): boolean {
  if (authorId === '') return author === '' || namesOf('forger').some(({ name }) => name === author);
  return namesOf(authorId).some((own) => own.name === author && (unit === undefined || own.unit === unit));
}

/** Not who their members are, which follows from the points. */
function clustersOf(doc: Y.Doc) {
  return readClusters(doc).map(({ members: _, ...cluster }) => cluster);
}

function outsideInbox(points: readonly Point[]): string[] {
  return points.filter(({ themeId }) => themeId !== INBOX_THEME_ID).map(({ id }) => id);
}
