import type { DatabaseClient } from '@gongyi/db';
import { expect, test } from 'vitest';
import { createSharedEventReader, type EventRow } from './shared-event-reader.ts';

/** A table that answers when told to, and counts how often it was asked. */
function createSlowTable() {
  const queries: { resolve: (rows: EventRow[]) => void; reject: (error: Error) => void }[] = [];
  const findMany = () => new Promise<EventRow[]>((resolve, reject) => queries.push({ resolve, reject }));
  const reader = createSharedEventReader({ event: { findMany } } as unknown as DatabaseClient);
  return { queries, reader };
}

const event = (seq: number): EventRow => ({ seq, type: 'action.moved', subjectId: 'a', sessionId: null });

test('five hundred who wait at the same number make one query', async () => {
  const { queries, reader } = createSlowTable();
  const waiting = Array.from({ length: 500 }, () => reader.readAfter('c', 7));
  expect(queries).toHaveLength(1);
  queries[0]?.resolve([event(8)]);
  for (const rows of await Promise.all(waiting)) expect(rows).toEqual([event(8)]);
});

test('other numbers, other campaigns and later readers ask for themselves', async () => {
  const { queries, reader } = createSlowTable();
  const first = reader.readAfter('c', 7);
  void reader.readAfter('c', 8);
  void reader.readAfter('d', 7);
  expect(queries).toHaveLength(3);
  queries[0]?.resolve([]);
  await first;
  void reader.readAfter('c', 7);
  expect(queries).toHaveLength(4);
});

test('after news nobody joins a query that may have missed it', async () => {
  const { queries, reader } = createSlowTable();
  const early = reader.readAfter('c', 7);
  reader.markStale('c');
  const late = [reader.readAfter('c', 7), reader.readAfter('c', 7)];
  expect(queries).toHaveLength(2);
  queries[0]?.resolve([]);
  expect(await early).toEqual([]);
  // The end of the old query does not make the new one forgotten.
  late.push(reader.readAfter('c', 7));
  expect(queries).toHaveLength(2);
  queries[1]?.resolve([event(8)]);
  expect(await Promise.all(late)).toEqual([[event(8)], [event(8)], [event(8)]]);
});

test('a query that fails is forgotten, and fails for those who joined it', async () => {
  const { queries, reader } = createSlowTable();
  const both = [reader.readAfter('c', 7), reader.readAfter('c', 7)];
  queries[0]?.reject(new Error('away'));
  for (const outcome of await Promise.allSettled(both)) expect(outcome.status).toBe('rejected');
  void reader.readAfter('c', 7);
  expect(queries).toHaveLength(2);
});
