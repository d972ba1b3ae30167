import { addPoint, placePoint, readPoint } from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import type { PointId } from '@gongyi/domain';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { forgeClients, forgeUpdate } from '../test/forge.ts';
import { guardedDocument, outcomeOf } from '../test/guarded-document.ts';
import { createClientIds } from './client-ids.ts';

const POINT = 'point-1' as PointId;
const [PAGE, OTHER_PAGE] = [7, 8];

const fill = (doc: Y.Doc) => addPoint(doc, pointDraft({ id: POINT, authorId: 'somebody' }));
const moveTo = (x: number) => (doc: Y.Doc) => placePoint(doc, POINT, { themeId: 'theme-1', x, y: 0 });

test('[AU12] whoever only passes on what another page did, after a crash, does not come by its client id', () => {
  const { doc, clientIds, take } = guardedDocument(fill);
  const page = new Y.Doc();
  Y.applyUpdate(page, Y.encodeStateAsUpdate(doc));
  page.clientID = PAGE;
  const updates: Uint8Array[] = [];
  page.on('update', (update: Uint8Array) => updates.push(update));
  for (const x of [1, 2]) moveTo(x)(page);
  const [lost, edit] = updates as [Uint8Array, Uint8Array];
  // Nobody checks who made a move: whoever sorts might have.
  expect(outcomeOf(take(lost, 'li', { kind: 'answer', role: 'sorter' }))).toBe('taken');
  expect(clientIds.ownerOf(PAGE)).toBeUndefined();
  const verdict = take(edit, 'wang', { role: 'sorter' });
  expect(verdict).toMatchObject({ isRefused: false, lacking: null, clientIds: [PAGE] });
  expect(readPoint(doc, POINT)?.x).toBe(2);
  expect(clientIds.ownerOf(PAGE)).toBe('key of wang');
});

test('[AU12] the first edit under a client id makes it its sender’s, and nobody else edits under it', () => {
  const { doc, clientIds, take, changed } = guardedDocument(fill);
  take(changed(moveTo(1), PAGE), 'wang', { role: 'sorter' });
  expect(clientIds.ownerOf(PAGE)).toBe('key of wang');
  const forged = changed(moveTo(2), PAGE);
  expect(take(forged, 'li', { role: 'sorter' })).toMatchObject({ update: null, clientIds: [] });
  expect(readPoint(doc, POINT)?.x).toBe(1);
});

test('[AU12] an edit of several clients makes none of them the sender’s, nor does one that brings nothing new', () => {
  const { clientIds, take, changed } = guardedDocument(fill);
  const [one, two] = [PAGE, OTHER_PAGE].map((clientId) =>
    changed((copy) => addPoint(copy, pointDraft({ authorId: 'li' })), clientId),
  ) as [Uint8Array, Uint8Array];
  take(Y.mergeUpdates([one, two]), 'li', { role: 'participant' });
  take(one, 'li', { role: 'participant' });
  expect([clientIds.ownerOf(PAGE), clientIds.ownerOf(OTHER_PAGE)]).toEqual([undefined, undefined]);
});

test('[AU12] an edit that is refused makes no client id its sender’s', () => {
  const { clientIds, take, changed } = guardedDocument(fill);
  expect(outcomeOf(take(changed(moveTo(1), PAGE), 'li', { role: 'participant' }))).toBe('notOwn');
  expect(clientIds.ownerOf(PAGE)).toBeUndefined();
});

test('[AU12] what the log says of a client id decides, what a node says only where nothing is known', () => {
  const clientIds = createClientIds();
  clientIds.heard({ clientId: 1, ownerKey: 'heard' });
  expect(clientIds.claim(1, 'claimed')).toBe(false);
  clientIds.stored({ clientId: 1, ownerKey: 'stored' });
  clientIds.heard({ clientId: 1, ownerKey: 'heard again' });
  expect(clientIds.ownerOf(1)).toBe('stored');
  expect(clientIds.claim(1, 'stored')).toBe(true);
  expect(clientIds.claim(2, 'claimed')).toBe(true);
  clientIds.heard({ clientId: 2, ownerKey: 'heard' });
  expect(clientIds.ownerOf(2)).toBe('claimed');
  clientIds.release(2);
  expect(clientIds.claim(2, 'another')).toBe(true);
});

test('[AU12] the log is told once of each owner, of one that is heard too, and never of what it knows', () => {
  const clientIds = createClientIds();
  clientIds.stored({ clientId: 1, ownerKey: 'a' });
  clientIds.claim(2, 'b');
  clientIds.heard({ clientId: 3, ownerKey: 'c' });
  expect(clientIds.takeUnlogged([1, 2, 4])).toEqual([{ clientId: 2, ownerKey: 'b' }]);
  expect(clientIds.takeUnlogged([1, 2, 3, 4])).toEqual([{ clientId: 3, ownerKey: 'c' }]);
  expect(clientIds.takeUnlogged([1, 2, 3, 4])).toEqual([]);
  // It was told of nothing yet, and the log says whose it is.
  clientIds.claim(5, 'd');
  clientIds.stored({ clientId: 5, ownerKey: 'd' });
  expect(clientIds.takeUnlogged([5])).toEqual([]);
});

test.each([
  [15, 'what is the sender’s own is found out, one by one'],
  [30, 'it is not found out for ever: then all that is perhaps of others is left out'],
])('[AU12] of an answer of many changes and %i strangers %s', (strangers, _what) => {
  const { changed, judge } = guardedDocument(fill);
  const [own, earlier] = [1, 2];
  const ofStrangers = Array.from({ length: strangers }, (_, index) => 100 + index);
  const garbage = Array.from({ length: 10_000 }, (_, clock) => new Y.GC(Y.createID(own, clock), 1));
  const answer = Y.mergeUpdates([
    forgeUpdate(own, 0, garbage),
    forgeClients([earlier]),
    ...ofStrangers.map((id) => changed((copy) => addPoint(copy, pointDraft({ authorId: 'somebody' })), id)),
  ]);
  const verdict = judge(answer, 'participant', { kind: 'answer', namedClientId: own });
  if (verdict.isRefused) throw new Error(verdict.rule);
  const isFoundOut = strangers === 15;
  expect(verdict.clientIds.toSorted()).toEqual(isFoundOut ? [own, earlier] : [own]);
  expect(verdict.lacking?.relayed.size).toBe(isFoundOut ? strangers : strangers + 1);
});
