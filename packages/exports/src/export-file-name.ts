/** A file's name as an HTTP header needs it: for everybody, and for browsers of this century. */
export type ExportFileName = {
  /** Only A–Z a–z 0–9 . _ - */
  readonly ascii: string;
  /** Any letters, but none that a file system refuses. */
  readonly utf8: string;
};

/** Longest stem in UTF-8 bytes: file systems stop at 255, and browsers add " (1)". */
const MAX_STEM_BYTES = 200;

/**
 * `<title>-<day>.<extension>`. What Windows, macOS or a header would choke on (separators, quotes,
 * control and direction characters, dots and blanks at the ends) is replaced or dropped.
 */
export function exportFileName(title: string, extension: 'xlsx' | 'csv', day: string): ExportFileName {
  const cleaned = title
    .normalize('NFC')
    .replace(/\p{Surrogate}/gu, '')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[\\/:*?"<>|%;]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  const utf8 = `${clipBytes(cleaned, MAX_STEM_BYTES) || 'gongyi'}-${day}.${extension}`;
  return { utf8, ascii: `gongyi-agreed-list-${day}.${extension}` };
}

/**
 * The value of a Content-Disposition header (RFC 6266): old readers take the first name, all others
 * the second.
 */
export function contentDisposition({ ascii, utf8 }: ExportFileName): string {
  const encoded = encodeURIComponent(utf8).replace(
    /['()*!]/g,
    (symbol) => `%${symbol.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

function clipBytes(text: string, maxBytes: number): string {
  let bytes = 0;
  let clipped = '';
  for (const symbol of text) {
    bytes += Buffer.byteLength(symbol);
    if (bytes > maxBytes) break;
    clipped += symbol;
  }
  return clipped.trimEnd();
}
