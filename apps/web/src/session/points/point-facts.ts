import type { PointCategory, PointLevel, PointSource } from '@gongyi/domain';
import type { TFunction } from 'i18next';

type Known = {
  readonly author?: string;
  readonly unit?: string;
  readonly category: PointCategory;
  readonly level: PointLevel | null;
  readonly source: PointSource | null;
  readonly channel?: string;
};

/** What is known of a point beside its text, in words. That it is a problem goes without saying. */
export function pointFacts(t: TFunction, point: Known): string[] {
  const { author, unit, category, level, source, channel } = point;
  const facts = [
    author,
    unit,
    category === 'idea' && t('points.categories.idea'),
    level && t(`points.levels.${level}`),
    source && t(`points.sources.${source}`),
    channel,
  ];
  // A unit that speaks for itself is its own author.
  return [...new Set(facts.filter((fact) => typeof fact === 'string' && fact !== ''))] as string[];
}
