import { expect, it } from 'vitest';
import { onePerLine } from './one-per-line.ts';

it('reads a column copied from a spreadsheet: line ends of any kind, stray spaces, empty and repeated lines', () => {
  expect(onePerLine('镇党政办\r\n  镇财政 经济办 \n\n石桥村\t上坪村\n镇党政办')).toEqual([
    '镇党政办',
    '镇财政 经济办',
    '石桥村',
    '上坪村',
  ]);
});
