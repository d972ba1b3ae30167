const EARLIEST_YEAR = 2000;
const DAY_MS = 86_400_000;
/** 2000-01-01 and 2100-01-01 as a spreadsheet counts days, for dates whose format was lost. */
const SERIAL = { first: 36_526, last: 73_051 } as const;

/**
 * ISO 8601 of a day or moment as lists write it, by the clock of this device. Null for anything
 * else, and for the future.
 */
export function readTime(cell: string, now: number): string | null {
  const text = cell.normalize('NFKC').trim();
  const found = text.match(
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[\sT]*(\d{1,2})[:时](\d{1,2})(?:[:分]\d{1,2}(?:\.\d+)?秒?)?分?Z?)?$/,
  );
  if (found !== null) {
    const [year, month, day, hour, minute] = found.slice(1).map((part) => Number(part ?? 0));
    return instantOf([year ?? 0, month ?? 0, day ?? 0, hour ?? 0, minute ?? 0], now);
  }
  const serial = Number(text);
  if (!/^\d{5}(\.\d+)?$/.test(text) || serial < SERIAL.first || serial > SERIAL.last) return null;
  const date = new Date(Date.UTC(1899, 11, 30) + Math.floor(serial) * DAY_MS);
  return instantOf([date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), 0, 0], now);
}

function instantOf(
  [year, month, day, hour, minute]: [number, number, number, number, number],
  now: number,
): string | null {
  const date = new Date(year, month - 1, day, hour, minute);
  const exists = date.getMonth() === month - 1 && date.getDate() === day && hour < 24 && minute < 60;
  if (!exists || year < EARLIEST_YEAR || date.getTime() > now) return null;
  return date.toISOString();
}
