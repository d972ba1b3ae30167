import { readCsv } from './read-csv.ts';
import { readXlsx } from './read-xlsx.ts';
import { type FileContent, UnreadableFile } from './sheet.ts';

/**
 * A workbook is a ZIP archive, whatever its name says; the old format begins like this. What is
 * neither is text.
 */
const ZIP = [0x50, 0x4b];
const OLD_EXCEL = [0xd0, 0xcf];

/** Everything that stands in a file, told by its first bytes and not by its name. Never rejects. */
export async function readFile(name: string, bytes: Uint8Array): Promise<FileContent> {
  try {
    const isWorkbook = [ZIP, OLD_EXCEL].some((mark) => mark.every((byte, at) => bytes[at] === byte));
    const sheets = isWorkbook ? await readXlsx(bytes) : [{ name, rows: readCsv(bytes) }];
    const filled = sheets.filter(({ rows }) => rows.some((row) => row.some((cell) => cell !== '')));
    return filled.length === 0 ? { ok: false, fault: 'empty' } : { ok: true, sheets: filled };
  } catch (error) {
    if (!(error instanceof UnreadableFile)) return { ok: false, fault: 'notReadable' };
    const { fault, cell } = error;
    return { ok: false, fault, ...(cell === undefined ? {} : { cell }) };
  }
}
