/** Crockford's base 32: no I, L, O, U, so nothing on a projector can be read as something else. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 8;

/** A new join code: 8 symbols, 40 random bits, without the dash that is shown. */
export function newJoinCode(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(CODE_LENGTH));
  return Array.from(bytes, (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('');
}

/**
 * What a person typed, as a code: case, spaces and dashes do not matter, and letters that the
 * alphabet leaves out are read as the digit that they look like. Returns null when it cannot be a
 * code.
 */
export function parseJoinCode(typed: string): string | null {
  const code = typed
    .toUpperCase()
    .replace(/[\s\u3000\-–—_]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return code.length === CODE_LENGTH && [...code].every((symbol) => ALPHABET.includes(symbol)) ? code : null;
}

/** As it is shown and read aloud: `ABCD-EFGH`. */
export function formatJoinCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}
