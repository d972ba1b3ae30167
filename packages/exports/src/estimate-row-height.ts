/** Excel's own limit on the height of a row, in points. */
const MAX_ROW_HEIGHT_PT = 409;
const LINE_SPACING = 1.35;
const ROW_PADDING_PT = 5;
/** What Excel keeps free left and right of a cell's text, together. */
const CELL_PADDING_PT = 4;
const PT_PER_MM = 72 / 25.4;

// CJK, kana, hangul, full-width forms and emoji take one em; everything else is taken for half an
// em and a bit.
const FULL_WIDTH =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\uFFE0-\uFFE6\u201C\u201D]|[\u{1F000}-\u{3FFFF}]/u;

/**
 * How high a row must be, in points, to show these wrapped texts. Written into the file because
 * LibreOffice and WPS do not grow a row by themselves when they open it. An estimate: fonts differ
 * from machine to machine.
 */
export function estimateRowHeightPt(
  cells: readonly { readonly text: string; readonly widthMm: number }[],
  fontSizePt: number,
): number {
  const lineCounts = cells.map(({ text, widthMm }) => {
    const widthEm = Math.max((widthMm * PT_PER_MM - CELL_PADDING_PT) / fontSizePt, 1);
    return text.split('\n').reduce((count, line) => count + Math.max(1, Math.ceil(lengthEm(line) / widthEm)), 0);
  });
  const height = Math.max(1, ...lineCounts) * fontSizePt * LINE_SPACING + ROW_PADDING_PT;
  return Math.min(Math.ceil(height), MAX_ROW_HEIGHT_PT);
}

function lengthEm(line: string): number {
  let length = 0;
  for (const symbol of line) length += FULL_WIDTH.test(symbol) ? 1 : 0.55;
  return length;
}
