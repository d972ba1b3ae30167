import { LIMITS } from '@gongyi/domain';
import { cellName, columnOf } from './cell-name.ts';
import { UnreadableFile } from './sheet.ts';

/** How many cells of a workbook may still be read. */
export type CellBudget = { left: number };

const TAG = /<(\/?)(?:\w+:)?(c|row|v|is)(\s[^<>]*)?\/?>/g;
const PLACE = /\sr\s*=\s*(?:"([^"]*)"|'([^']*)')/;
const CELL = /^([A-Z]{1,3})(\d{1,7})$/;
/** No XML has it; a reader that takes it for a tag must not see another one than this does. */
const TAG_IN_TAG = /<[^<>]*</;

/**
 * The XML of a sheet without what comes after its last row with content: programs that format whole
 * columns write a million empty rows. Looks at it once, before a table is made of it, because a
 * reader makes a cell for each place above and to the left of the furthest one: a file of 1 kB with
 * one cell in the last corner comes to seventeen thousand million. Throws `UnreadableFile`, with
 * the cell that lies too far.
 */
export function trimSheet(xml: string, budget: CellBudget): string {
  if (TAG_IN_TAG.test(xml)) throw new UnreadableFile('notReadable');
  let row = -1;
  let furthestRow = -1;
  let column = -1;
  let isFilled = false;
  let end = 0;
  for (const { 0: tag, 1: closing, 2: name, 3: attributes = '', index } of xml.matchAll(TAG)) {
    if (name === 'row' && closing !== '') {
      if (isFilled) end = index + tag.length;
      isFilled = false;
    } else if (name === 'row') {
      row = rowOf(attributes, row + 1);
      furthestRow = Math.max(furthestRow, row);
      column = -1;
    } else if (name === 'c') {
      if (closing !== '') continue;
      const place = placeOf(attributes, { row, column: column + 1 });
      furthestRow = Math.max(furthestRow, place.row);
      column = place.column;
    } else if (closing === '' && !tag.endsWith('/>')) {
      isFilled = true;
      if (furthestRow >= LIMITS.intakeRows || column >= LIMITS.intakeColumns) {
        throw new UnreadableFile('outOfBounds', cellName(furthestRow, Math.max(0, column)));
      }
      budget.left -= 1;
      if (budget.left < 0) throw new UnreadableFile('tooLarge');
    }
  }
  const rest = xml.slice(end).search(/<\/(?:\w+:)?sheetData\s*>/);
  return end === 0 || rest === -1 ? xml : xml.slice(0, end) + xml.slice(end + rest);
}

function rowOf(attributes: string, next: number): number {
  const said = saidPlace(attributes);
  if (said === undefined) return next;
  if (!/^\d{1,7}$/.test(said)) throw new UnreadableFile('notReadable');
  return Number(said) - 1;
}

type Place = { readonly row: number; readonly column: number };

/** A cell that does not say where it is, follows the one before. */
function placeOf(attributes: string, next: Place): Place {
  const said = saidPlace(attributes);
  if (said === undefined) return next;
  const [, letters, number] = said.match(CELL) ?? [];
  if (letters === undefined) throw new UnreadableFile('notReadable');
  return { row: Number(number) - 1, column: columnOf(letters) };
}

function saidPlace(attributes: string): string | undefined {
  const [, double, single] = attributes.match(PLACE) ?? [];
  return double ?? single;
}
