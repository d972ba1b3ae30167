/** What a point says about the prompt card that drew it. */
type Drawn = { readonly themeId: string; readonly prompt?: number | null };

export type PromptCard = {
  /** Its number among the theme's prompts, by which points name it. */
  readonly index: number;
  readonly words: string;
  /** How many of the points answer it. */
  readonly points: number;
};

/**
 * The prompt cards of a theme in their order, each wording once, with the points that each drew.
 */
export function promptCards(
  theme: { readonly id: string; readonly prompts: readonly string[] },
  points: readonly Drawn[],
): PromptCard[] {
  const firstOf = new Map<string, number>();
  theme.prompts.forEach((words, index) => {
    if (!firstOf.has(words)) firstOf.set(words, index);
  });
  const drawn = new Map<number, number>();
  for (const { themeId, prompt } of points) {
    if (themeId !== theme.id || prompt === null || prompt === undefined) continue;
    const index = firstOf.get(theme.prompts[prompt] ?? '');
    if (index !== undefined) drawn.set(index, (drawn.get(index) ?? 0) + 1);
  }
  return [...firstOf].map(([words, index]) => ({ index, words, points: drawn.get(index) ?? 0 }));
}
