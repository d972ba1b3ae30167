/** As the text file says of itself, or looks. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

/** How much of a file is looked at to tell UTF-16 without a mark. */
const LOOKED_AT_BYTES = 4_096;

/**
 * The text of a file of unknown encoding, without its byte order mark. What is no UTF-8 is taken
 * for what Chinese Excel writes.
 */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

export function encodingOf(bytes: Uint8Array): TextEncoding {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return utf16Without(bytes) ?? (isUtf8(bytes) ? 'utf-8' : 'gb18030');
}

/**
 * Separators and line ends are zero in one byte of two, whatever the words are; no other text has
 * zeros.
 */
function utf16Without(bytes: Uint8Array): TextEncoding | null {
  const zeros = [0, 0];
  for (let at = 0; at < Math.min(bytes.length, LOOKED_AT_BYTES); at++) {
    if (bytes[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  }
  const [even = 0, odd = 0] = zeros;
  if (even === 0 && odd === 0) return null;
  return odd >= even ? 'utf-16le' : 'utf-16be';
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
