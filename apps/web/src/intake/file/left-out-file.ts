import Papa from 'papaparse';

export type LeftOutLine = { readonly number: number; readonly reason: string; readonly cells: readonly string[] };

/** What a spreadsheet would take for a formula, as in packages/exports/src/write-csv.ts. */
const FORMULA_LIKE = /^[\s\u3000]*[=+\-@|＝＋－＠｜]|^[\t\r\n]/;
const BYTE_ORDER_MARK = '\uFEFF';

/** The rows that are not imported, with their numbers and reasons, as a file that Excel opens. */
export function leftOutFile(headers: readonly string[], lines: readonly LeftOutLine[]): Blob {
  const rows = [headers, ...lines.map(({ number, reason, cells }) => [String(number), reason, ...cells])];
  const csv = Papa.unparse(
    rows.map((row) => [...row]),
    { newline: '\r\n', escapeFormulae: FORMULA_LIKE },
  );
  return new Blob([BYTE_ORDER_MARK, csv, '\r\n'], { type: 'text/csv;charset=utf-8' });
}
