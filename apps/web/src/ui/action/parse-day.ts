import { dayField } from '@gongyi/domain';

/**
 * A day as people type it: 2026-06-30, 2026/6/30, 2026.6.30, 2026年6月30日, 20260630. Null for
 * anything that is no day.
 */
export function parseDay(typed: string): string | null {
  const parts =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(typed.normalize('NFKC').trim()) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(typed.trim());
  if (parts === null) return null;
  const [, year = '', month = '', day = ''] = parts;
  const parsed = dayField.safeParse(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  return parsed.success ? parsed.data : null;
}
