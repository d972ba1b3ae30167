import type { IntakeRow } from './intake-row.ts';
import { type NamedTheme, recogniseThemePrefix } from './recognise-theme.ts';

export const PASTE_UNITS = ['auto', 'line', 'paragraph'] as const;
export type PasteUnit = (typeof PASTE_UNITS)[number];

/**
 * `1.` `2、` `(3)` `（一）` `一、` `①` `- ` `•` at the beginning. Not `1.5`, `12:30` or `3D`: a number
 * belongs to the text unless something that only numbering has follows it.
 */
const NUMBERING =
  /^\s*(?:[（(]\s*(?:\d{1,3}|[一二三四五六七八九十百]{1,4}|[a-z])\s*[）)]|(?:\d{1,3}|[一二三四五六七八九十百]{1,4}|[a-z])(?:[、）)]|[.．](?!\d))|[\u2460-\u249b\u24eb-\u24ff\u2776-\u2793\u3220-\u3229][.、]?|[•·●○■□◆◇▪‣]|[-*–—+]\s)\s*/i;
/** `一、1.` */
const NUMBERINGS_IN_A_ROW = 2;
const IN_BRACKETS = /^[【[]\s*([^】\]]{1,40})[】\]]\s*/;
const BEFORE_COLON = /^([^：:。，,；;\n]{1,40})[：:]\s*/;

/**
 * Pasted text as rows, one for each line or paragraph. A theme is taken from the words before a
 * colon (`营商：…`) or in brackets (`【营商】…`), and from a line that is nothing but a theme's name for
 * all lines beneath it.
 */
export function splitPaste(text: string, unit: PasteUnit, themes: readonly NamedTheme[]): IntakeRow[] {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const byParagraph = unit === 'paragraph' || (unit === 'auto' && looksLikeParagraphs(lines));
  const rows: IntakeRow[] = [];
  let heading: string | undefined;
  for (const piece of byParagraph ? paragraphsOf(lines) : linesOf(lines)) {
    const words = withoutNumbering(piece.text);
    const theme = recogniseThemePrefix(words.replace(/[：:]\s*$/, ''), themes);
    if (theme !== null) {
      heading = theme;
      continue;
    }
    const { themeId, rest } = withoutTheme(words, themes);
    rows.push({ number: piece.number, cells: { text: rest, theme: themeId ?? heading ?? '' }, original: [piece.text] });
  }
  return rows;
}

export function withoutNumbering(text: string): string {
  let rest = text.trim();
  for (let times = 0; times < NUMBERINGS_IN_A_ROW; times++) {
    const shorter = rest.replace(NUMBERING, '');
    // A line that is nothing else is no numbering.
    if (shorter === '' || shorter === rest) break;
    rest = shorter;
  }
  return rest.trim();
}

function withoutTheme(text: string, themes: readonly NamedTheme[]): { themeId: string | null; rest: string } {
  for (const pattern of [IN_BRACKETS, BEFORE_COLON]) {
    const found = text.match(pattern);
    const themeId = found === null ? null : recogniseThemePrefix(found[1] ?? '', themes);
    const rest = found === null ? '' : withoutNumbering(text.slice(found[0].length));
    if (themeId !== null && rest !== '') return { themeId, rest };
  }
  return { themeId: null, rest: text };
}

type Piece = { readonly number: number; readonly text: string };

function linesOf(lines: readonly string[]): Piece[] {
  return lines.map((text, index) => ({ number: index + 1, text })).filter(({ text }) => text.trim() !== '');
}

function paragraphsOf(lines: readonly string[]): Piece[] {
  const pieces: Piece[] = [];
  let begun: { number: number; lines: string[] } | null = null;
  for (const [index, line] of [...lines, ''].entries()) {
    if (line.trim() !== '') {
      begun ??= { number: index + 1, lines: [] };
      begun.lines.push(line.trim());
    } else if (begun !== null) {
      pieces.push({ number: begun.number, text: begun.lines.join('\n') });
      begun = null;
    }
  }
  return pieces;
}

/**
 * Blocks between empty lines, of which half have several lines, and none has a second line that is
 * numbered like a point of its own.
 */
function looksLikeParagraphs(lines: readonly string[]): boolean {
  const blocks = paragraphsOf(lines).map(({ text }) => text.split('\n'));
  const isContinued = blocks.filter(({ length }) => length > 1).length * 2 >= blocks.length;
  const isList = blocks.some((block) => block.slice(1).some((line) => NUMBERING.test(line)));
  return blocks.length > 1 && isContinued && !isList;
}
