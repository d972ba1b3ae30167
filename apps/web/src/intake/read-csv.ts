import Papa from 'papaparse';
import { decodeText } from './decode-text.ts';

const SEPARATORS = [',', ';', '\t', '，', '|'];
/** Enough lines to tell the separator by. */
const LOOKED_AT_LINES = 50;

/** The rows of a text file of whatever encoding, separated by commas, semicolons or tabs. Ragged and empty rows stay as they are. */
export function readCsv(bytes: Uint8Array): string[][] {
  const text = decodeText(bytes);
  const first = text.slice(0, 64).match(/^sep=(.)\r?\n/i);
  const body = first === null ? text : text.slice(first[0].length);
  const delimiter = first?.[1] ?? separatorOf(body);
  const { data } = Papa.parse<string[]>(body, { delimiter, header: false, skipEmptyLines: false });
  const rows = data.map((row) => row.map(asWritten));
  // A last line end is the end of a line, and not one more line.
  while (rows.length > 0 && (rows.at(-1) ?? []).every((cell) => cell === '')) rows.pop();
  return rows;
}

/** The one that cuts the most of the first rows into the same number of cells, more than one. */
function separatorOf(text: string): string {
  let best = { separator: ',', score: 0 };
  for (const separator of SEPARATORS) {
    const { data } = Papa.parse<string[]>(text, { delimiter: separator, preview: LOOKED_AT_LINES });
    const counts = new Map<number, number>();
    for (const { length } of data) if (length > 1) counts.set(length, (counts.get(length) ?? 0) + 1);
    const score = Math.max(0, ...counts.values());
    if (score > best.score) best = { separator, score };
  }
  return best.separator;
}

/** Our own and other careful programs put an apostrophe before what a spreadsheet would take for a formula. */
function asWritten(cell: string): string {
  return cell.replace(/^'(?=[\s\u3000]*[=+\-@|＝＋－＠｜])/, '').trim();
}
