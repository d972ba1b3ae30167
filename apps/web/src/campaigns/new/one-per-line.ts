/**
 * Lines of a paste as a list: trimmed, empty ones and repetitions dropped. Cells of one spreadsheet
 * row count as lines.
 */
export function onePerLine(text: string): string[] {
  const lines = text.split(/[\r\n\t]+/).map((line) => line.replace(/\s+/g, ' ').trim());
  return [...new Set(lines.filter((line) => line !== ''))];
}
