import type { Point } from '@gongyi/board';
import { compareNames } from '../document/compare-names.ts';

/** `NO_UNIT` asks for the points that name no unit; null does not ask. */
export const NO_UNIT = '';

export type PointFilter = { readonly text: string; readonly themeId: string | null; readonly unit: string | null };

export const NO_FILTER: PointFilter = { text: '', themeId: null, unit: null };

/** Whether the filter asks for anything. */
export function isFiltering({ text, themeId, unit }: PointFilter): boolean {
  return text.trim() !== '' || themeId !== null || unit !== null;
}

/** Case and full-width forms (ＡＢＣ１２３) do not matter to somebody who is looking for something. */
function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

type Sought = Pick<Point, 'text' | 'author' | 'unit' | 'channel' | 'themeId'>;

/** Every word of the filter's text must stand in the point's text, author, unit or channel. */
export function filterPoints<Found extends Sought>(points: readonly Found[], filter: PointFilter): readonly Found[] {
  if (!isFiltering(filter)) return points;
  const { text, themeId, unit } = filter;
  const words = folded(text).split(/\s+/).filter(Boolean);
  return points.filter((point) => {
    if (themeId !== null && point.themeId !== themeId) return false;
    if (unit !== null && point.unit !== unit) return false;
    if (words.length === 0) return true;
    const content = folded([point.text, point.author, point.unit, point.channel].join('\n'));
    return words.every((word) => content.includes(word));
  });
}

/** The units that points name, by name; `NO_UNIT` last when some name none. */
export function unitsOf(points: readonly Point[]): string[] {
  const units = [...new Set(points.map(({ unit }) => unit))];
  const named = units.filter((unit) => unit !== NO_UNIT).sort(compareNames);
  return named.length < units.length ? [...named, NO_UNIT] : named;
}
