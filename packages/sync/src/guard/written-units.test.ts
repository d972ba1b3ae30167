import { addPoint, deletePoints, editPointText, placePoint, pointText } from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { CLOSE_CODES, LIMITS, type PointId } from '@gongyi/domain';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { updateFrame } from '../protocol.ts';
import { documentOf } from '../test/document-of.ts';
import { forgeUpdate } from '../test/forge.ts';
import { guardedDocument, outcomeOf } from '../test/guarded-document.ts';
import { createMemoryUpdateLog } from '../test/memory-update-log.ts';
import { connectRaw } from '../test/raw-client.ts';
import { startTestServer } from '../test/start-test-server.ts';
import { until } from '../test/until.ts';
import { createWrittenUnits } from './written-units.ts';

const POINT = 'point-1' as PointId;
const ofParticipant = (changes = {}) => pointDraft({ authorId: 'participant', ...changes });
const stateOf = (doc: Y.Doc, clientId: number) => Y.getState(doc.store, clientId);
const garbage = (clientId: number, clock: number, length: number) =>
  forgeUpdate(clientId, clock, [new Y.GC(Y.createID(clientId, clock), length)]);

test('[AU27] what somebody writes counts for good, also what they delete again, to the last character', () => {
  const most = 500;
  const { doc, take, changed } = guardedDocument(undefined, { unitsPerAuthor: most });
  const says = (change: (copy: Y.Doc) => unknown) => outcomeOf(take(changed(change, 1), 'participant'));
  expect(says((copy) => addPoint(copy, ofParticipant({ id: POINT, text: '' })))).toBe('taken');
  for (;;) {
    if (stateOf(doc, 1) + 100 > most) break;
    expect(says((copy) => editPointText(copy, POINT, 'x'.repeat(100)))).toBe('taken');
    expect(says((copy) => editPointText(copy, POINT, ''))).toBe('taken');
  }
  const left = most - stateOf(doc, 1);
  expect(left).toBeLessThan(100);
  const insert = (chars: number) => (copy: Y.Doc) => pointText(copy, POINT)?.insert(0, 'x'.repeat(chars));
  expect(says(insert(left + 1))).toBe('authorUnits');
  expect(says(insert(left))).toBe('taken');
  expect(says((copy) => placePoint(copy, POINT, { themeId: 'theme-1', x: 9, y: 9 }))).toBe('authorUnits');
  // Nobody is kept from deleting.
  expect(says((copy) => deletePoints(copy, [POINT]))).toBe('taken');
  expect(says((copy) => addPoint(copy, ofParticipant()))).toBe('authorUnits');
});

test('[AU27] making points and deleting them again and again comes to an end', () => {
  const { take, changed } = guardedDocument(undefined, { unitsPerAuthor: 2_000 });
  const says = (change: (copy: Y.Doc) => unknown) => outcomeOf(take(changed(change, 1), 'participant'));
  let rounds = 0;
  while (says((copy) => addPoint(copy, ofParticipant({ id: POINT }))) === 'taken') {
    expect(says((copy) => deletePoints(copy, [POINT]))).toBe('taken');
    rounds++;
  }
  expect(rounds).toBeGreaterThan(10);
  expect(rounds).toBeLessThan(200);
});

test('[AU27] all pages of a person count together, those of nobody as of whom they came from, and nobody else’s', () => {
  const { take, changed } = guardedDocument(undefined, { unitsPerAuthor: 1_000 });
  expect(outcomeOf(take(garbage(1, 0, 400), 'participant'))).toBe('taken');
  expect(outcomeOf(take(garbage(2, 0, 400), 'participant'))).toBe('taken');
  // Of two at once nobody knows whose they are.
  const two = Y.mergeUpdates([garbage(3, 0, 75), garbage(4, 0, 75)]);
  expect(outcomeOf(take(two, 'participant'))).toBe('taken');
  expect(outcomeOf(take(garbage(5, 0, 51), 'participant'))).toBe('authorUnits');
  expect(outcomeOf(take(garbage(5, 0, 50), 'participant'))).toBe('taken');
  // One of them is known by now, and counts no less and no more.
  expect(outcomeOf(take(garbage(3, 75, 1), 'participant'))).toBe('authorUnits');
  const another = (changes: object) => changed((copy) => addPoint(copy, pointDraft(changes)), 6);
  expect(outcomeOf(take(another({ authorId: 'sorter' }), 'sorter'))).toBe('taken');
});

test('[AU27] whoever may edit any is not bound by it', () => {
  const { take } = guardedDocument(undefined, { unitsPerAuthor: 100 });
  expect(outcomeOf(take(garbage(1, 0, 1_000), 'facilitator'))).toBe('taken');
});

test('[AU27] of an answer what is not the page’s own is left out, and its own is refused', () => {
  const { doc, take } = guardedDocument(undefined, { unitsPerAuthor: 1_000 });
  const own = { kind: 'answer', namedClientId: 1 } as const;
  const passedOn = Y.mergeUpdates([garbage(1, 0, 600), garbage(2, 0, 700), garbage(3, 0, 700)]);
  expect(take(passedOn, 'participant', own)).toMatchObject({ isRefused: false, lacking: { relayed: expect.any(Map) } });
  expect(stateOf(doc, 1)).toBe(600);
  expect([2, 3].map((clientId) => stateOf(doc, clientId)).sort()).toEqual([0, 700]);
  // Counted apart: nobody loses their own share by what they say for others.
  expect(outcomeOf(take(garbage(1, 600, 401), 'participant', own))).toBe('authorUnits');
  expect(outcomeOf(take(garbage(1, 600, 400), 'participant', own))).toBe('taken');
  expect(outcomeOf(take(garbage(4, 0, 300), 'participant', own))).toBe('taken');
  expect(take(garbage(4, 300, 1), 'participant', own)).toMatchObject({ isRefused: false, update: null });
});

test('[AU27] a restart forgets nothing of it, and the page is told by its own code', async () => {
  const log = createMemoryUpdateLog();
  for (const round of [1, 2]) {
    await using server = await startTestServer({ log, timing: { unloadDelayMs: 60_000 } });
    using page = await connectRaw(server.url, 's1', 'anna');
    if (round === 1) {
      page.socket.send(updateFrame(garbage(1, 0, LIMITS.unitsPerAuthor)));
      await until(async () => expect(stateOf(await documentOf(server), 1)).toBe(LIMITS.unitsPerAuthor));
    }
    page.socket.send(updateFrame(garbage(round + 1, 0, 1)));
    expect(await page.refused()).toBe(CLOSE_CODES.shareFull);
    expect(server.refusals).toEqual(['authorUnits']);
  }
});

test('[AU27] what a person writes elsewhere is noticed, and their pages are not looked through for each key press', () => {
  const doc = new Y.Doc();
  let sums = 0;
  class Pages extends Set<number> {
    override [Symbol.iterator]() {
      sums++;
      return super[Symbol.iterator]();
    }
  }
  const pages = new Pages();
  for (let page = 1; page <= 1_000; page++) pages.add(page);
  const written = createWrittenUnits(doc, { ownerOf: () => 'anna', idsOf: () => pages }, 1_000_000);
  const press = () => {
    Y.applyUpdate(doc, garbage(1, stateOf(doc, 1), 1));
    written.add('anna', 'own', 1, 1);
    return written.left('anna', 'own', 1);
  };
  expect(written.left('anna', 'own', 1)).toBe(1_000_000);
  for (let key = 0; key < 1_000; key++) press();
  expect([press(), sums]).toEqual([998_999, 1]);
  // On another node, under an id that is known.
  Y.applyUpdate(doc, garbage(2, 0, 500_000));
  for (let key = 0; key < 10_000; key++) press();
  expect(written.left('anna', 'own', 1)).toBe(488_999);
  expect(sums).toBeLessThan(5);
});
