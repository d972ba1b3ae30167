import { addPoint, readPoints } from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { CLOSE_CODES, LIMITS } from '@gongyi/domain';
import { expect, test } from 'vitest';
import { messageYjsSyncStep2 } from 'y-protocols/sync';
import type * as Y from 'yjs';
import { awarenessFrame, updateFrame } from '../protocol.ts';
import { connectClient } from '../test/connect-client.ts';
import { documentOf } from '../test/document-of.ts';
import { forgeClients } from '../test/forge.ts';
import { guardedDocument, outcomeOf } from '../test/guarded-document.ts';
import { connectRaw } from '../test/raw-client.ts';
import { simulateTime } from '../test/simulated-time.ts';
import { startTestServer } from '../test/start-test-server.ts';
import { until } from '../test/until.ts';

const MOST = LIMITS.syncClientIdsPerPerson;
const idsFrom = (first: number, count: number) => Array.from({ length: count }, (_, index) => first + index);
const idsIn = (doc: Y.Doc) => doc.store.clients.size;
/** The same bytes as an answer to the server's question. */
function answerOf(update: Uint8Array): Uint8Array {
  const frame = updateFrame(update);
  frame[1] = messageYjsSyncStep2;
  return frame;
}
const ownPoint = (copy: Y.Doc) => addPoint(copy, pointDraft({ authorId: 'participant' }));

test('[BO10] a frame of a thousand unused client ids is refused, and plants none of them', async () => {
  await using server = await startTestServer({ timing: { unloadDelayMs: 60_000 } });
  using anna = connectClient(server.url, 's1', { personId: 'anna' });
  await anna.synced();
  using forger = await connectRaw(server.url, 's1', 'forger');
  forger.socket.send(updateFrame(forgeClients(idsFrom(1_000, LIMITS.syncClientsPerUpdate))));
  expect(await forger.refused()).toBe(CLOSE_CODES.forbidden);
  expect(server.refusals).toEqual(['manyClients']);
  addPoint(anna.doc, pointDraft({ authorId: 'anna' }));
  await until(async () => expect(readPoints(await documentOf(server))).toHaveLength(1));
  // Of Anna's page, and of no other.
  expect(idsIn(await documentOf(server))).toBe(1);
});

test('[BO10] answers plant as few, however many are sent, and again after a new connection', async () => {
  await using server = await startTestServer({ timing: { unloadDelayMs: 60_000 } });
  for (let round = 0; round < 3; round++) {
    using forger = await connectRaw(server.url, 's1', 'forger');
    for (let frame = 0; frame < 5; frame++) {
      forger.socket.send(answerOf(forgeClients(idsFrom(1_000 * (5 * round + frame + 1), 1_000))));
    }
    // What comes after them is answered when they are judged.
    forger.socket.send(Uint8Array.of(99));
    await forger.closed();
  }
  expect(idsIn(await documentOf(server))).toBe(MOST);
});

test('[BO10] a person has so many pages at once, and one more with each minute; others have theirs', () => {
  using time = simulateTime();
  const { doc, take, changed } = guardedDocument();
  const page = (clientId: number, personId = 'participant') =>
    outcomeOf(take(changed(ownPoint, clientId), personId, { role: 'participant' }));
  for (const clientId of idsFrom(1, MOST)) expect(page(clientId)).toBe('taken');
  expect(page(1_000)).toBe('manyClients');
  // A page that the document has already goes on.
  expect(page(1)).toBe('taken');
  const another = doc.clientID + 1;
  expect(outcomeOf(take(forgeClients([another]), 'sorter'))).toBe('taken');
  time.advance(LIMITS.syncClientIdRefillMs - 1);
  expect(page(1_000)).toBe('manyClients');
  time.advance(1);
  expect(page(1_000)).toBe('taken');
  expect(page(1_001)).toBe('manyClients');
  time.advance(1_000 * LIMITS.syncClientIdRefillMs);
  for (const clientId of idsFrom(2_000, MOST)) expect(page(clientId)).toBe('taken');
  expect(page(3_000)).toBe('manyClients');
});

test('[BO10] an account that is another author on each device has no more for it', () => {
  const { take } = guardedDocument(undefined, { perPerson: 2 });
  const plant = (clientId: number, kind: 'edit' | 'answer') =>
    outcomeOf(take(forgeClients([clientId]), `device ${clientId}`, { role: 'facilitator', memberId: 'anna', kind }));
  expect([1, 2, 3].map((clientId) => plant(clientId, 'edit'))).toEqual(['taken', 'taken', 'manyClients']);
});

test('[BO10] an edit that only deletes, or says what is known, needs no client id', () => {
  const { take, changed } = guardedDocument(undefined, { perPerson: 1 });
  const first = changed(ownPoint, 1);
  expect(outcomeOf(take(first, 'participant'))).toBe('taken');
  expect(outcomeOf(take(first, 'participant'))).toBe('taken');
  expect(outcomeOf(take(changed(ownPoint, 2), 'participant'))).toBe('manyClients');
});

test('[BO10] what a page passes on after a crash leaves room for its own', () => {
  const { doc, take } = guardedDocument(undefined, { perPerson: 3 });
  const own = 9_999_999;
  const lost = forgeClients([...idsFrom(1, 10), own]);
  const verdict = take(lost, 'participant', { kind: 'answer', namedClientId: own });
  expect(outcomeOf(verdict)).toBe('taken');
  expect(doc.store.clients.has(own)).toBe(true);
  expect(idsIn(doc)).toBe(4);
  // The rest is for others to say, or for its next answer.
  expect(verdict.isRefused ? null : verdict.lacking?.relayed.size).toBe(7);
  // It spent what is for others: two more pages of its own are taken.
  expect(outcomeOf(take(forgeClients([100, 101]), 'participant'))).toBe('taken');
  expect(outcomeOf(take(forgeClients([102]), 'participant'))).toBe('manyClients');
});

test('[BO10] a document has so many client ids in all, whoever sends them', () => {
  const { doc, take, changed } = guardedDocument(undefined, { perDocument: 3 });
  for (const clientId of [1, 2, 3])
    expect(outcomeOf(take(forgeClients([clientId]), `person ${clientId}`, { role: 'participant' }))).toBe('taken');
  expect(outcomeOf(take(changed(ownPoint, 4), 'participant'))).toBe('documentOfManyClients');
  take(forgeClients([5, 6]), 'sorter', { kind: 'answer' });
  expect(idsIn(doc)).toBe(3);
  expect(outcomeOf(take(changed(ownPoint, 1), 'participant'))).toBe('taken');
});

test('[BO10] who begins a page when there are too many is told that the document is full', async () => {
  await using server = await startTestServer({ timing: { unloadDelayMs: 60_000 } });
  await server.log.append([
    ...Array.from({ length: LIMITS.syncClientIdsPerDocument / 1_000 }, (_, index) => ({
      sessionId: 's1',
      update: forgeClients(idsFrom(1_000 * (index + 1), 1_000)),
    })),
  ]);
  using anna = connectClient(server.url, 's1', { personId: 'anna' });
  await anna.synced();
  addPoint(anna.doc, pointDraft({ authorId: 'anna' }));
  expect(await anna.refused()).toBe(CLOSE_CODES.documentFull);
  expect(await server.sync.metrics()).toContain('gongyi_sync_refused_total{rule="documentOfManyClients"} 1');
});

test('[BO10] to name a client id and to write nothing costs none', async () => {
  await using server = await startTestServer({ timing: { unloadDelayMs: 60_000 } });
  for (const clientId of idsFrom(1, 2 * MOST)) {
    using page = await connectRaw(server.url, 's1', 'anna');
    page.socket.send(awarenessFrame([{ clientId, clock: 1, state: '{}' }]));
  }
  using anna = connectClient(server.url, 's1', { personId: 'anna' });
  await anna.synced();
  addPoint(anna.doc, pointDraft({ authorId: 'anna' }));
  await until(async () => expect(readPoints(await documentOf(server))).toHaveLength(1));
});
