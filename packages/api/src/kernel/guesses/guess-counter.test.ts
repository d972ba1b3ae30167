import { createTestDatabase, type TestDatabase } from '@gongyi/db/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGuessCounter, type GuessCounter } from './guess-counter.ts';

let testDatabase: TestDatabase;
let guesses: GuessCounter;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  guesses = createGuessCounter(testDatabase.database.prisma);
});
afterAll(() => testDatabase[Symbol.asyncDispose]());

test('guesses at the same time are all counted', async () => {
  const counts = await Promise.all(Array.from({ length: 20 }, () => guesses.count('many', 60)));
  expect(counts.map(({ count }) => count).sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
  for (const { endsInMs } of counts) expect(endsInMs).toBeGreaterThan(0);
});

test('what is forgiven is not counted, and not more than was', async () => {
  await guesses.count('forgiven', 60);
  for (let n = 0; n < 3; n++) await guesses.forgive('forgiven');
  await guesses.forgive('never heard of');
  expect(await guesses.count('forgiven', 60)).toMatchObject({ count: 1 });
});

test('a window that is over begins anew', async () => {
  await guesses.count('over', 0);
  expect(await guesses.count('over', 60)).toMatchObject({ count: 1 });
  const { count, endsInMs } = await guesses.count('over', 0);
  // The window stays as it began.
  expect([count, endsInMs > 1_000]).toEqual([2, true]);
});

test('what is over goes, whoever counts', async () => {
  for (let n = 0; n < 300; n++) await guesses.count(`once ${n}`, 0);
  await guesses.count('last', 60);
  const left = await testDatabase.database.prisma.guessCount.count({ where: { endsAt: { lte: new Date() } } });
  expect(left).toBe(0);
});
