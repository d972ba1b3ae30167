import { expect, test } from 'vitest';
import { splitRemaining } from './split-remaining.ts';

test('who still has votes, present and absent apart; who has used them all is only counted', () => {
  const person = (authorId: string, left: number) => ({ authorId, name: authorId, unit: '', left });
  const people = [person('a', 1), person('b', 5), person('c', 0), person('d', 2)];
  const { present, absent, done } = splitRemaining(people, new Set(['a', 'c', 'd']));
  expect(present.map(({ name }) => name)).toEqual(['d', 'a']);
  expect(absent.map(({ name }) => name)).toEqual(['b']);
  expect(done).toBe(1);
});

test('of those with as many votes left, numbered ones stand in the order of their numbers', () => {
  const people = ['代表10', '代表2', '代表1'].map((name) => ({ authorId: name, name, unit: '', left: 5 }));
  expect(splitRemaining(people, new Set()).absent.map(({ name }) => name)).toEqual(['代表1', '代表2', '代表10']);
});
