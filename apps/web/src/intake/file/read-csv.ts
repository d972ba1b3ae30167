import { LIMITS } from '@gongyi/domain';
import Papa from 'papaparse';
import { cellName } from './cell-name.ts';
import { decodeText } from './decode-text.ts';
import { UnreadableFile } from './sheet.ts';

const SEPARATORS = [',', ';', '\t', '，', '|'];
/** Enough lines to tell the separator by. */
const LOOKED_AT_LINES = 50;

/**
 * The rows of a text file of whatever encoding, separated by commas, semicolons or tabs. Ragged and
 * empty rows stay as they are. Throws `UnreadableFile` for a cell that lies too far, and for too
 * many.
 */
export function readCsv(bytes: Uint8Array): string[][] {
  const text = decodeText(bytes);
  const first = text.slice(0, 64).match(/^sep=(.)\r?\n/i);
  const body = first === null ? text : text.slice(first[0].length);
  const delimiter = first?.[1] ?? separatorOf(body);
  const rows: string[][] = [];
  let [line, filled, cells] = [-1, 0, 0];
  let fault: UnreadableFile | null = null;
  Papa.parse<string[]>(body, {
    delimiter,
    header: false,
    skipEmptyLines: false,
    step({ data }, parser) {
      line++;
      const row = data.map(asWritten);
      const last = row.findLastIndex((cell) => cell !== '');
      cells += row.length;
      if (last >= 0 && (line >= LIMITS.intakeRows || last >= LIMITS.intakeColumns)) {
        fault = new UnreadableFile('outOfBounds', cellName(line, last));
      } else if (cells > LIMITS.intakeCells && last >= 0) fault = new UnreadableFile('tooLarge');
      if (fault !== null) return parser.abort();
      // Programs write empty rows as far as the sheet was formatted.
      if (line >= LIMITS.intakeRows) return;
      rows.push(row.slice(0, LIMITS.intakeColumns));
      if (last >= 0) filled = rows.length;
    },
  });
  if (fault !== null) throw fault;
  // A last line end is the end of a line, and not one more line.
  return rows.slice(0, filled);
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

/**
 * Our own and other careful programs put an apostrophe before what a spreadsheet would take for a
 * formula.
 */
function asWritten(cell: string): string {
  return cell.replace(/^'(?=[\s\u3000]*[=+\-@|＝＋－＠｜])/, '').trim();
}
