import type { TFunction } from 'i18next';

const ABOUT_CHARS = 20;

/** The beginning of a point's words, which tells its buttons from those of other points. */
export function aboutPoint(t: TFunction, text: string): string {
  return [...text].slice(0, ABOUT_CHARS).join('') || t('points.item.empty');
}
