import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { themeAreas } from '../geometry/theme-areas.ts';
import { readPoints } from '../model/point.ts';
import { exchange } from '../test/exchange.ts';
import { pointDraft } from '../test/point-draft.ts';
import { seededRandom } from '../test/seeded-random.ts';
import { SEEDS } from '../test/seeds.ts';
import { addPoint, addPointToTheme } from './point-operations.ts';
import { settleOwnPlaces } from './settle-own-places.ts';

const THEMES = ['theme-1', 'theme-2', 'theme-3'].map((id) => ({ id, prompts: [] }));
const AREAS = themeAreas(THEMES);

const placesOf = (doc: Y.Doc) => readPoints(doc).map(({ x, y }) => `${x},${y}`);

describe('settleOwnPlaces', () => {
  test('forty phones that added at the same moment are apart after one round', () => {
    const docs = Array.from({ length: 40 }, () => new Y.Doc());
    const createdAt = '2026-03-02T08:00:00.000Z';
    for (const [n, doc] of docs.entries())
      addPointToTheme(doc, pointDraft({ authorId: `person-${n}`, createdAt }), AREAS);
    exchange(docs);
    for (const [n, doc] of docs.entries()) settleOwnPlaces(doc, `person-${n}`, AREAS);
    exchange(docs);
    expect(new Set(placesOf(docs[0] as Y.Doc)).size).toBe(40);
  });

  test('the older card stays, and only the own card moves', () => {
    const doc = new Y.Doc();
    const older = addPoint(doc, pointDraft({ authorId: 'a', createdAt: '2026-03-02T08:00:00.000Z' }));
    const newer = addPoint(doc, pointDraft({ authorId: 'b', createdAt: '2026-03-02T08:00:01.000Z' }));
    expect(settleOwnPlaces(doc, 'a', AREAS)).toBe(0);
    const before = readPoints(doc);
    expect(settleOwnPlaces(doc, 'b', AREAS)).toBe(1);
    const after = readPoints(doc);
    expect(after.find(({ id }) => id === older)).toEqual(before.find(({ id }) => id === older));
    expect(after.find(({ id }) => id === newer)).not.toEqual(before.find(({ id }) => id === newer));
    expect(settleOwnPlaces(doc, 'b', AREAS)).toBe(0);
  });

  test('with no author given, every displaced card moves: its phone may be gone', () => {
    const doc = new Y.Doc();
    for (const authorId of ['a', 'b', '']) addPoint(doc, pointDraft({ authorId }));
    expect(settleOwnPlaces(doc, '', AREAS)).toBe(0);
    expect(settleOwnPlaces(doc, null, AREAS)).toBe(2);
    expect(new Set(placesOf(doc)).size).toBe(3);
  });

  test('a card whose theme has no area stays where it is', () => {
    const doc = new Y.Doc();
    for (const second of [0, 1, 2]) {
      addPoint(
        doc,
        pointDraft({ themeId: second === 0 ? 'theme-1' : 'gone', createdAt: `2026-03-02T08:00:0${second}.000Z` }),
      );
    }
    expect(settleOwnPlaces(doc, 'person-1', AREAS)).toBe(0);
    expect(new Set(placesOf(doc)).size).toBe(1);
  });

  test.each(SEEDS)('random concurrent adds and settling end with no two cards at one place (seed %i)', (seed) => {
    const random = seededRandom(seed);
    const docs = Array.from({ length: 6 }, () => new Y.Doc());
    const createdAt = () => `2026-03-02T08:00:0${random.below(3)}.000Z`;
    for (let step = 0; step < 60; step++) {
      const n = random.below(docs.length);
      const doc = docs[n] as Y.Doc;
      const draft = pointDraft({ authorId: `person-${n}`, themeId: random.pick(THEMES).id, createdAt: createdAt() });
      addPointToTheme(doc, draft, AREAS);
      if (random.chance(0.2)) exchange([doc, random.pick(docs)]);
      if (random.chance(0.2)) settleOwnPlaces(doc, `person-${n}`, AREAS);
    }
    exchange(docs);
    // Everybody knows the same cards now, and cards that settle never displace one that stayed.
    for (const [n, doc] of docs.entries()) settleOwnPlaces(doc, `person-${n}`, AREAS);
    exchange(docs);
    for (const doc of docs) {
      expect(new Set(placesOf(doc)).size).toBe(60);
      expect(readPoints(doc)).toEqual(readPoints(docs[0] as Y.Doc));
    }
  });
});
