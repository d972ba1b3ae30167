import { expect, test } from 'vitest';
import { joinCodeIn } from './join-code-in.ts';

test.each([
  ['ABCD-1234', 'ABCD1234'],
  ['abcd 1234', 'ABCD1234'],
  [' ab-cd—12 34 ', 'ABCD1234'],
  ['OIL01234', '01101234'],
  ['http://192.168.1.5:3000/j/ABCD1234', 'ABCD1234'],
  ['请打开 http://gongyi.local/j/abcd-1234?x=1 加入', 'ABCD1234'],
  ['ABCD-123', null],
  ['ABCD-12345', null],
  ['http://192.168.1.5:3000/s/ABCD1234', null],
  ['', null],
])('%j', (typed, code) => {
  expect(joinCodeIn(typed)).toBe(code);
});
