import {
  POINT_CATEGORIES,
  POINT_LEVELS,
  POINT_SOURCES,
  type PointCategory,
  type PointLevel,
  type PointSource,
} from '@gongyi/domain';

/**
 * What kind of point a row holds. Its columns are plain text: one that names nothing known counts
 * as not given, and a category as a problem.
 */
export function toPointKind(row: { readonly source: string; readonly category: string; readonly level: string }): {
  source: PointSource | null;
  category: PointCategory;
  level: PointLevel | null;
} {
  return {
    source: toPointSource(row.source),
    category: POINT_CATEGORIES.find((known) => known === row.category) ?? 'problem',
    level: POINT_LEVELS.find((known) => known === row.level) ?? null,
  };
}

export function toPointSource(stored: string): PointSource | null {
  return POINT_SOURCES.find((source) => source === stored) ?? null;
}
