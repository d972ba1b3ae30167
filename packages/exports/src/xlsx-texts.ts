import { escapeXml } from './escape-xml.ts';

/** The texts of a workbook's cells. */
export interface XlsxTexts {
  /** What stands in a cell for this text: the attribute that says its type, and what it holds. */
  cellOf(text: string): { readonly type: 's' | 'inlineStr'; readonly xml: string };
  /** `xl/sharedStrings.xml`, with the texts that are kept there so far. */
  toXml(): string;
}

/** Excel's limit on the text of one cell, in UTF-16 units. */
export const XLSX_CELL_CHARS = 32_767;

/**
 * What is shared stays in memory until the end. A text that comes after there are so many, or that
 * would make them longer than this in all, stands in its cell, as often as it comes.
 */
export const SHARED_TEXTS = { count: 10_000, chars: 1_000_000 } as const;

/**
 * Texts that come again and again (names of units, say) are kept once and named by the cells: the
 * file is smaller, and spreadsheets read it faster. How much is kept so is bounded.
 */
export function createXlsxTexts(bound: { readonly count: number; readonly chars: number } = SHARED_TEXTS): XlsxTexts {
  const indexes = new Map<string, number>();
  let chars = 0;
  return {
    cellOf(text) {
      const clipped = clipCell(text);
      const known = indexes.get(clipped);
      if (known !== undefined) return { type: 's', xml: `<v>${known}</v>` };
      if (indexes.size >= bound.count || chars + clipped.length > bound.chars) {
        return { type: 'inlineStr', xml: `<is>${textXml(clipped)}</is>` };
      }
      chars += clipped.length;
      indexes.set(clipped, indexes.size);
      return { type: 's', xml: `<v>${indexes.size - 1}</v>` };
    },
    toXml: () =>
      `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount="${indexes.size}">` +
      `${[...indexes.keys()].map((text) => `<si>${textXml(text)}</si>`).join('')}</sst>`,
  };
}

/**
 * A literal `_x000D_` would be read as the character it names (ECMA-376, ST_Xstring), so its
 * underscore is written as one. White space is dropped by readers that are not told to keep it.
 */
function textXml(text: string): string {
  const keep = /^\s|\s$|[\n\t]/.test(text) ? ' xml:space="preserve"' : '';
  return `<t${keep}>${escapeXml(text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_'))}</t>`;
}

function clipCell(text: string): string {
  return text.length > XLSX_CELL_CHARS ? `${clip(text, XLSX_CELL_CHARS - 1)}…` : text;
}

function clip(text: string, chars: number): string {
  // Never between the halves of a pair.
  const end = text.codePointAt(chars - 1);
  return text.slice(0, end !== undefined && end > 0xffff ? chars - 1 : chars);
}
