/**
 * The units to offer for what was typed so far: those that contain it, those that begin with it
 * first; none once it is one of them.
 */
export function suggestUnits(units: readonly string[], typed: string): readonly string[] {
  const wanted = fold(typed);
  const candidates = [...new Set(units)];
  if (wanted === '') return candidates;
  if (candidates.some((unit) => fold(unit) === wanted)) return [];
  const found = candidates.filter((unit) => fold(unit).includes(wanted));
  return [
    ...found.filter((unit) => fold(unit).startsWith(wanted)),
    ...found.filter((unit) => !fold(unit).startsWith(wanted)),
  ];
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim();
}
