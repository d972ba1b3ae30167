import { LIMITS } from '@gongyi/domain';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import readSheets, { InvalidInputError } from 'read-excel-file/universal';
import { fillMerged, mergesOf } from './merged-cells.ts';
import { type Sheet, UnreadableFile } from './sheet.ts';
import { type CellBudget, trimSheet } from './trim-sheet.ts';

/**
 * What a workbook may come to when it is unpacked. A real one of 20,000 rows has some ten
 * megabytes.
 */
const MAX_UNPACKED_BYTES = 100_000_000;

/**
 * The sheets of a workbook. Dates become `2026-06-30` or `2026-06-30 14:05`, formulas their last
 * result, merged cells bear their text in every row that they span. Throws `UnreadableFile`. Takes
 * a second for a large file, and for one that means harm as long as it is let: call it in a worker,
 * and end that.
 */
export async function readXlsx(bytes: Uint8Array): Promise<Sheet[]> {
  const parts = trimmed(unpack(bytes));
  const merges = mergesOf((path) => {
    const part = parts[path];
    return part === undefined ? null : strFromU8(part);
  });
  // Packed anew without compression: for large compressed parts the library would start workers of
  // its own from blob: addresses, which the page's Content-Security-Policy forbids.
  const plain = zipSync(parts, { level: 0 });
  const sheets = await readSheets(plain.buffer as ArrayBuffer, { trim: true }).catch((error: unknown) => {
    throw error instanceof UnreadableFile ? error : new UnreadableFile('notReadable');
  });
  return sheets.map(({ sheet, data }) => ({
    name: sheet,
    rows: fillMerged(
      (data as unknown[][]).map((row) => row.map(shownText)),
      merges.get(sheet) ?? [],
    ),
  }));
}

/** A sheet may be in any part, whatever its name. */
function trimmed(parts: Readonly<Record<string, Uint8Array>>): Record<string, Uint8Array> {
  const budget: CellBudget = { left: LIMITS.intakeCells };
  return Object.fromEntries(
    Object.entries(parts).map(([name, part]) => {
      const xml = strFromU8(part);
      if (!/<(?:\w+:)?sheetData[\s/>]/.test(xml)) return [name, part];
      const short = trimSheet(xml, budget);
      return [name, short.length === xml.length ? part : strToU8(short)];
    }),
  );
}

function unpack(bytes: Uint8Array): Record<string, Uint8Array> {
  // The beginning of every file of Excel 97 to 2003, and of a workbook with a password.
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) throw new UnreadableFile('oldExcel');
  let unpacked = 0;
  try {
    return unzipSync(bytes, {
      filter({ name, originalSize }) {
        if (!/\.(xml|rels)$/i.test(name)) return false;
        unpacked += originalSize;
        if (unpacked > MAX_UNPACKED_BYTES) throw new UnreadableFile('tooLarge');
        return true;
      },
    });
  } catch (error) {
    throw error instanceof UnreadableFile || error instanceof InvalidInputError
      ? error
      : new UnreadableFile('notReadable');
  }
}

function shownText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return shownDate(cell);
  // 0.1 + 0.2 as a spreadsheet shows it.
  if (typeof cell === 'number') return String(Number(cell.toPrecision(15)));
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  return String(cell).replace(/\r\n?/g, '\n').trim();
}

/** A spreadsheet's days and hours have no time zone; the library gives them as if they were UTC. */
function shownDate(date: Date): string {
  if (Number.isNaN(date.getTime())) return '';
  const [day = '', time = ''] = new Date(Math.round(date.getTime() / 1_000) * 1_000).toISOString().split('T');
  return time.startsWith('00:00:00') ? day : `${day} ${time.slice(0, 5)}`;
}
