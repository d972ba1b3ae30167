// Tab, line feed and carriage return are text. The other C0 controls, DEL and the two noncharacters
// are allowed in no XML; a NUL, and half a surrogate pair, in no text of PostgreSQL either.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what this looks for
const NO_TEXT = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF]|\p{Surrogate}/u;
const EACH = new RegExp(NO_TEXT, 'gu');

/** A line break within a paragraph, and a page break, as word processors copy them. */
const BREAKS = '\u000B\f';

/**
 * The text without what no database, spreadsheet or form can hold. Every text is made so where it
 * comes in and where it is read out of a document, in which a page that is not ours writes what it
 * likes: one such character would make whatever is asked of the whole session fail.
 */
export function toPlainText(text: string): string {
  if (!NO_TEXT.test(text)) return text;
  return text.replace(EACH, (found) => (BREAKS.includes(found) ? '\n' : /\p{Surrogate}/u.test(found) ? '\uFFFD' : ''));
}
