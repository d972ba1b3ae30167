import { escapeXml } from './escape-xml.ts';

export type XlsxFont = { readonly name: string; readonly sizePt: number; readonly bold: boolean };

/** How a cell looks. Its text is wrapped, and stands in the middle of its height. */
type XlsxStyle = {
  readonly font: XlsxFont;
  /** As Excel writes it: `@`, `0`, `yyyy-mm-dd`. */
  readonly numberFormat: string;
  readonly align: 'left' | 'center' | 'right';
  readonly bordered: boolean;
};

/** The looks of a workbook's cells, each kept once. */
export interface XlsxStyles {
  /** By which a cell names it. */
  idOf(style: XlsxStyle): number;
  /** `xl/styles.xml`, with every look that was asked for so far. */
  toXml(): string;
}

/** What Excel brings along. Others are numbered from 164. */
const BUILT_IN_FORMATS: Readonly<Record<string, number>> = { '0': 1, '@': 49 };
const FIRST_OWN_FORMAT = 164;

const NO_BORDER = '<border><left/><right/><top/><bottom/><diagonal/></border>';
const THIN_BORDER = `<border>${['left', 'right', 'top', 'bottom']
  .map((side) => `<${side} style="thin"><color rgb="FF000000"/></${side}>`)
  .join('')}<diagonal/></border>`;
/** Of cells without a look of their own. The unit of widths of columns is the width of its "0". */
const DEFAULT_FONT = '<font><sz val="11"/><name val="Calibri"/><family val="2"/></font>';
const DEFAULT_CELL = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>';

export function createXlsxStyles(): XlsxStyles {
  const ids = new Map<string, number>();
  const formats = createList([]);
  const fonts = createList([DEFAULT_FONT]);
  const cells = createList([DEFAULT_CELL]);

  function formatId(format: string): number {
    return BUILT_IN_FORMATS[format] ?? FIRST_OWN_FORMAT + formats.add(escapeXml(format));
  }

  function add({ font, numberFormat, align, bordered }: XlsxStyle): number {
    const fontId = fonts.add(
      `<font>${font.bold ? '<b/>' : ''}<sz val="${font.sizePt}"/><name val="${escapeXml(font.name)}"/></font>`,
    );
    return cells.add(
      `<xf numFmtId="${formatId(numberFormat)}" fontId="${fontId}" fillId="0" borderId="${bordered ? 1 : 0}" xfId="0"` +
        ` applyNumberFormat="1" applyFont="1"${bordered ? ' applyBorder="1"' : ''} applyAlignment="1">` +
        `<alignment horizontal="${align}" vertical="center" wrapText="1"/></xf>`,
    );
  }

  return {
    idOf(style) {
      const { font, numberFormat, align, bordered } = style;
      // Asked for each cell, so by a short key and not by the XML.
      const key = `${font.name}|${font.sizePt}|${font.bold}|${numberFormat}|${align}|${bordered}`;
      let id = ids.get(key);
      if (id === undefined) {
        id = add(style);
        ids.set(key, id);
      }
      return id;
    },
    toXml() {
      const own = formats.all.map(
        (code, index) => `<numFmt numFmtId="${FIRST_OWN_FORMAT + index}" formatCode="${code}"/>`,
      );
      return (
        `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
        (own.length === 0 ? '' : listXml('numFmts', own)) +
        listXml('fonts', fonts.all) +
        listXml(
          'fills',
          ['none', 'gray125'].map((type) => `<fill><patternFill patternType="${type}"/></fill>`),
        ) +
        listXml('borders', [NO_BORDER, THIN_BORDER]) +
        listXml('cellStyleXfs', ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>']) +
        listXml('cellXfs', cells.all) +
        listXml('cellStyles', ['<cellStyle name="Normal" xfId="0" builtinId="0"/>']) +
        '</styleSheet>'
      );
    },
  };
}

/** Each item once, in the order of their coming. */
function createList(first: readonly string[]) {
  const all = [...first];
  return {
    all: all as readonly string[],
    add(item: string): number {
      const index = all.indexOf(item);
      return index === -1 ? all.push(item) - 1 : index;
    },
  };
}

function listXml(name: string, items: readonly string[]): string {
  return `<${name} count="${items.length}">${items.join('')}</${name}>`;
}
