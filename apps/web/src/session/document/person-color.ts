/**
 * Dark enough for white letters on them (contrast above 4.5), and apart from each other and from
 * the themes' bars.
 */
const PERSON_COLORS = [
  '#0b6e4f',
  '#1d4ed8',
  '#7c2d92',
  '#9d174d',
  '#b45309',
  '#0e7490',
  '#4338ca',
  '#3f6212',
  '#a21caf',
  '#854d0e',
  '#155e75',
  '#be123c',
] as const;

/** The same person has the same colour on every screen. */
export function personColor(personId: string): string {
  let hash = 0;
  for (const symbol of personId) hash = (Math.imul(hash, 31) + (symbol.codePointAt(0) ?? 0)) >>> 0;
  hash ^= hash >>> 15;
  return PERSON_COLORS[(hash >>> 0) % PERSON_COLORS.length] ?? PERSON_COLORS[0];
}
