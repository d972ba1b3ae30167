import { expect, test } from 'vitest';
import { leftOutFile } from './left-out-file.ts';
import { readCsv } from './read-csv.ts';

test('the rows that were left out make a file that can be put right and imported, without formulas', async () => {
  const file = leftOutFile(
    ['行号', '原因', '内容'],
    [{ number: 7, reason: '太长', cells: ['=HYPERLINK("x"), "引号"\n第二行'] }],
  );
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  expect(text.startsWith('\uFEFF行号')).toBe(true);
  expect(text).toContain(`"'=HYPERLINK`);
  expect(readCsv(bytes)).toEqual([
    ['行号', '原因', '内容'],
    ['7', '太长', '=HYPERLINK("x"), "引号"\n第二行'],
  ]);
});
