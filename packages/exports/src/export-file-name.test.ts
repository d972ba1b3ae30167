import { expect, test } from 'vitest';
import { contentDisposition, exportFileName } from './export-file-name.ts';

test('the name says what and when, in the words of the list', () => {
  expect(exportFileName('清河镇大讨论问题整改清单', 'xlsx', '2026-04-01')).toEqual({
    utf8: '清河镇大讨论问题整改清单-2026-04-01.xlsx',
    ascii: 'gongyi-agreed-list-2026-04-01.xlsx',
  });
});

test.each([
  ['a/b\\c:d*e?f"g<h>i|j', 'a_b_c_d_e_f_g_h_i_j'],
  ['..\\..\\etc', '_.._etc'],
  ['  .hidden. ', 'hidden'],
  ['line\r\nSet-Cookie: x', 'lineSet-Cookie_ x'],
  ['right\u202Egnp.left', 'rightgnp.left'],
  ['...', 'gongyi'],
])('%j becomes a name that every file system takes', (title, stem) => {
  expect(exportFileName(title, 'csv', '2026-04-01').utf8).toBe(`${stem}-2026-04-01.csv`);
});

test('a long title is cut between characters and fits a file system', () => {
  const { utf8 } = exportFileName('𠮷'.repeat(100), 'xlsx', '2026-04-01');
  expect(Buffer.byteLength(utf8)).toBeLessThan(240);
  expect(utf8).not.toMatch(/\p{Surrogate}/u);
});

test('the header holds ASCII only and decodes to the name', () => {
  const name = exportFileName("清单'(一)*!", 'xlsx', '2026-04-01');
  const header = contentDisposition(name);
  expect(header).toMatch(/^[\x20-\x7E]+$/);
  const encoded = /filename\*=UTF-8''([^;]+)$/.exec(header)?.[1] ?? '';
  expect(encoded).toMatch(/^[A-Za-z0-9%._~-]+$/);
  expect(decodeURIComponent(encoded)).toBe(name.utf8);
});
