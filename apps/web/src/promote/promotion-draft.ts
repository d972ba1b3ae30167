import type { Point } from '@gongyi/board';
import { type ActionFields, EMPTY_ACTION_FIELDS, LIMITS } from '@gongyi/domain';

export type PromotionDraft = {
  /** Null when the points come from several themes, so that a person decides. */
  readonly themeId: string | null;
  readonly fields: ActionFields;
};

/**
 * How the promote dialog begins: the theme that all points share, and their words as the problem,
 * one point a line.
 */
export function startPromotion(points: readonly Point[], knownThemeIds: readonly string[]): PromotionDraft {
  const themeIds = new Set(points.map((point) => point.themeId));
  const [only] = themeIds;
  const themeId = themeIds.size === 1 && only !== undefined && knownThemeIds.includes(only) ? only : null;
  const texts = points.map((point) => point.text.trim()).filter(Boolean);
  const joined = texts.length === 1 ? texts[0] : texts.map((text, index) => `${index + 1}. ${text}`).join('\n');
  return { themeId, fields: { ...EMPTY_ACTION_FIELDS, problem: clip(joined ?? '') } };
}

function clip(text: string): string {
  // Never between the halves of a surrogate pair, which no form takes.
  return text.slice(0, LIMITS.actionTextChars).replace(/[\uD800-\uDBFF]$/, '');
}
