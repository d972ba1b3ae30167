/**
 * In halves of the font's size: a Chinese character fills a square, Latin letters about half of
 * one.
 */
const WIDE_FROM = 0x2e80;

/**
 * The lines of a text in a box of so many half squares, at most `maxLines`, cut with an ellipsis.
 * By rule of thumb and not by measuring, which costs too much for a thousand cards: meant for text
 * that is too small to be looked at closely.
 */
export function wrapText(text: string, halvesPerLine: number, maxLines: number): string[] {
  const lines: string[] = [];
  let line = '';
  let width = 0;
  /** Where the line may be broken within a run of narrow letters: after its last space. */
  let breakAt = 0;
  for (const symbol of text.trim()) {
    if (symbol === '\n') {
      lines.push(line);
      [line, width, breakAt] = ['', 0, 0];
      continue;
    }
    const isWide = (symbol.codePointAt(0) ?? 0) >= WIDE_FROM;
    const own = isWide ? 2 : 1.05;
    if (width + own > halvesPerLine) {
      const isWord = !isWide && symbol !== ' ' && breakAt > 0;
      const rest = isWord ? line.slice(breakAt) : '';
      lines.push(isWord ? line.slice(0, breakAt) : line);
      if (lines.length > maxLines) break;
      [line, width, breakAt] = [rest, rest.length * 1.05, 0];
    }
    line += symbol;
    width += own;
    if (isWide || symbol === ' ') breakAt = line.length;
  }
  if (line !== '') lines.push(line);
  if (lines.length <= maxLines) return lines;
  const kept = lines.slice(0, maxLines);
  kept[maxLines - 1] = `${[...(kept[maxLines - 1] ?? '')].slice(0, -1).join('')}…`;
  return kept;
}
