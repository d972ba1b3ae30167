import { expect, test } from 'vitest';
import { suggestUnits } from './suggest-units.ts';

const UNITS = ['镇党政办', '石桥村', '石桥村党支部', 'Village A', '石桥村'];

test.each([
  ['', ['镇党政办', '石桥村', '石桥村党支部', 'Village A']],
  ['党', ['镇党政办', '石桥村党支部']],
  ['石桥', ['石桥村', '石桥村党支部']],
  ['村党', ['石桥村党支部']],
  ['ｖｉｌｌａｇｅ', ['Village A']],
  ['石桥村', []],
  [' village a ', []],
  ['没有的单位', []],
])('%j', (typed, offered) => {
  expect(suggestUnits(UNITS, typed)).toEqual(offered);
});

test('what begins with the typed text comes first', () => {
  expect(suggestUnits(['镇石桥站', '石桥村'], '石桥')).toEqual(['石桥村', '镇石桥站']);
});
