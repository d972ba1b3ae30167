import { LIMITS } from '@gongyi/domain';
import { columnOf } from './cell-name.ts';

type Span = { readonly top: number; readonly left: number; readonly bottom: number; readonly right: number };

/** Sheets with more are not tables. */
const MAX_SPANS = 20_000;

/**
 * Which cells are merged, by the name of the sheet. `read` gives the text of a part of the
 * workbook, or null.
 */
export function mergesOf(read: (path: string) => string | null): ReadonlyMap<string, readonly Span[]> {
  const paths = new Map<string, string>();
  for (const tag of tagsOf(read('xl/_rels/workbook.xml.rels') ?? '', 'Relationship')) {
    const [id, target] = [attributeOf(tag, 'Id'), attributeOf(tag, 'Target')];
    if (id === null || target === null) continue;
    paths.set(id, target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`);
  }
  const merges = new Map<string, readonly Span[]>();
  for (const tag of tagsOf(read('xl/workbook.xml') ?? '', 'sheet')) {
    const [name, id] = [attributeOf(tag, 'name'), attributeOf(tag, 'r:id')];
    const sheet = read(paths.get(id ?? '') ?? '');
    if (name === null || sheet === null) continue;
    const spans = tagsOf(sheet, 'mergeCell')
      .slice(0, MAX_SPANS)
      .flatMap((merge) => spanOf(attributeOf(merge, 'ref')) ?? []);
    merges.set(unescapeXml(name), spans);
  }
  return merges;
}

/**
 * The text of a merged cell in every row of it: a theme that stands once beside ten points is the
 * theme of all ten. Only downwards: a title across all columns stays in the first. A new table.
 */
export function fillMerged(rows: readonly (readonly string[])[], spans: readonly Span[]): string[][] {
  const filled = rows.map((row) => [...row]);
  // Spans of a real sheet do not overlap, and fill no cell twice.
  let mayFill = LIMITS.intakeCells;
  for (const { top, left, bottom } of spans) {
    const text = filled[top]?.[left] ?? '';
    if (text === '') continue;
    for (let at = top + 1; at <= Math.min(bottom, filled.length - 1); at++) {
      const row = filled[at];
      if (row === undefined) continue;
      if (mayFill-- === 0) return filled;
      while (row.length < left) row.push('');
      row[left] = text;
    }
  }
  return filled;
}

function tagsOf(xml: string, name: string): string[] {
  return xml.match(new RegExp(`<(?:\\w+:)?${name}\\s[^>]*>`, 'g')) ?? [];
}

function attributeOf(tag: string, name: string): string | null {
  return tag.match(new RegExp(`\\s${name}="([^"]*)"`))?.[1] ?? null;
}

/** `B3:B12`, from 0. */
function spanOf(ref: string | null): Span | null {
  const found = ref?.match(/^\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)$/);
  if (found == null) return null;
  const [, left = '', top, right = '', bottom] = found;
  return { left: columnOf(left), top: Number(top) - 1, right: columnOf(right), bottom: Number(bottom) - 1 };
}

function unescapeXml(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}
