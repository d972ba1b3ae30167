/**
 * Texts. One namespace, dotted keys: `const { t } = useTranslation()` from react-i18next,
 * `t('points.add')`, where `points` is the area's file in packages/locale. Keys and their
 * {{values}} are checked by the compiler. Only the language in use is loaded. A count that English
 * must inflect has the keys `name_one` and `name_other` in both files (Chinese reads `_other`).
 */
import { chooseLanguage, LANGUAGES, type Language, type Messages } from '@gongyi/locale';
import i18next from 'i18next';
import { useSyncExternalStore } from 'react';
import { initReactI18next } from 'react-i18next';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: Messages };
  }
}

const STORED_LANGUAGE_KEY = 'gongyi.language';

const LOADERS = {
  'zh-CN': () => import('@gongyi/locale/zh-CN'),
  en: () => import('@gongyi/locale/en'),
} as const satisfies Record<Language, unknown>;

/**
 * The person's own choice on this device if there is one, else what the browser asks for. Storage
 * may be closed to us.
 */
function rememberedLanguage(): Language {
  try {
    const stored = localStorage.getItem(STORED_LANGUAGE_KEY);
    const known = LANGUAGES.find((language) => language === stored);
    if (known !== undefined) return known;
  } catch {
    // Private windows of some browsers refuse storage; the browser's languages decide then.
  }
  return chooseLanguage(navigator.languages);
}

async function loadLanguage(language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, 'translation')) return;
  const { messages } = await LOADERS[language]();
  i18next.addResourceBundle(language, 'translation', messages);
}

/** Resolves when the texts of the first language are there. */
export async function startI18n(): Promise<void> {
  const language = rememberedLanguage();
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: {},
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  await loadLanguage(language);
  document.documentElement.lang = language;
}

/** Switches every open text, and remembers the choice on this device. */
export async function changeLanguage(language: Language): Promise<void> {
  await loadLanguage(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  try {
    localStorage.setItem(STORED_LANGUAGE_KEY, language);
  } catch {
    // See rememberedLanguage.
  }
}

function subscribeToLanguage(listener: () => void): () => void {
  i18next.on('languageChanged', listener);
  return () => i18next.off('languageChanged', listener);
}

function currentLanguage(): Language {
  return LANGUAGES.find((language) => language === i18next.language) ?? LANGUAGES[0];
}

/** The language on the screen, for `Intl` formats, date pickers and exports. */
export function useLanguage(): Language {
  return useSyncExternalStore(subscribeToLanguage, currentLanguage);
}
