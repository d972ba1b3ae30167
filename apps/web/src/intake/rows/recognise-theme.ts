import { INBOX_THEME_ID } from '@gongyi/domain';

export type NamedTheme = { readonly id: string; readonly name: string; readonly short: string; readonly code: string };

/** What lists call points without a theme. */
const INBOX_WORDS = ['待归类', '未分类', 'inbox', 'unsorted'];
const SHORTEST_PART = 2;

/**
 * The theme that a cell names: by its name, short name or code, or by a part of them that no other
 * theme has. Null when none is meant.
 */
export function recogniseTheme(words: string, themes: readonly NamedTheme[]): string | null {
  const asked = plain(words);
  if (asked === '') return null;
  const exact = exactTheme(asked, themes);
  if (exact !== null) return exact;
  if (INBOX_WORDS.includes(asked)) return INBOX_THEME_ID;
  if (asked.length < SHORTEST_PART) return null;
  const likely = themes.filter((theme) =>
    [theme.name, theme.short]
      .map(plain)
      .some((name) => name.includes(asked) || (name.length >= SHORTEST_PART && asked.includes(name))),
  );
  return likely.length === 1 ? (likely[0]?.id ?? null) : null;
}

/**
 * The same for the words before a colon in running text, which are rarely a theme: only what a
 * theme's names begin with.
 */
export function recogniseThemePrefix(words: string, themes: readonly NamedTheme[]): string | null {
  const asked = plain(words);
  if (asked === '') return null;
  const exact = exactTheme(asked, themes);
  if (exact !== null || asked.length < SHORTEST_PART) return exact;
  const likely = themes.filter(({ name, short }) => [name, short].some((known) => plain(known).startsWith(asked)));
  return likely.length === 1 ? (likely[0]?.id ?? null) : null;
}

function exactTheme(asked: string, themes: readonly NamedTheme[]): string | null {
  return (
    themes.find(({ name, short, code }) => [name, short, code].some((known) => plain(known) === asked))?.id ?? null
  );
}

/**
 * Without what people leave out or write in another way: spaces, quotation marks, brackets, width
 * and case.
 */
function plain(words: string): string {
  return words
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s"'“”‘’「」『』《》〈〉【】[\]（）()·、,，.。:：#-]/g, '');
}
