/** `A` for 0, `XFD` for the last one of a spreadsheet. */
export function letterOf(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : letterOf(Math.floor(column / 26) - 1) + last;
}

/** 0 for `A`. */
export function columnOf(letters: string): number {
  return [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** `B3` for row 2, column 1. */
export function cellName(row: number, column: number): string {
  return `${letterOf(column)}${row + 1}`;
}
