/** The languages of the product; the first one is spoken when a browser asks for none of them. */
export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

export type Messages = typeof import('./zh-CN/index.ts').messages;

/** What each language calls itself. */
export const LANGUAGE_NAMES = { 'zh-CN': '简体中文', en: 'English' } as const satisfies Record<Language, string>;

/**
 * The language for a list of preferences such as `navigator.languages` or an Accept-Language header
 * split at commas.
 */
export function chooseLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const primary = tag.trim().toLowerCase().split(/[-_;]/)[0];
    if (primary === 'zh') return 'zh-CN';
    if (primary === 'en') return 'en';
  }
  return LANGUAGES[0];
}
