import type { Language } from '@gongyi/locale';
import { atom, createTLUser, type TLUser, type TLUserPreferences } from '@tldraw/tldraw';
import { useEffect, useState } from 'react';

const TLDRAW_LOCALE = { 'zh-CN': 'zh-cn', en: 'en' } as const satisfies Record<Language, string>;

function createCanvasUser(language: Language) {
  const preferences = atom<TLUserPreferences>('user', {
    // Not the person's id: tldraw hides the pointer of whoever has its user's id, and one person
    // may have two pages open.
    id: 'this-page',
    colorScheme: 'light',
    locale: TLDRAW_LOCALE[language],
    isSnapMode: false,
    edgeScrollSpeed: 1,
    animationSpeed: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 1,
  });
  // Given here, so that tldraw neither reads nor writes preferences in the browser's storage.
  return { preferences, user: createTLUser({ userPreferences: preferences, setUserPreferences: () => undefined }) };
}

export function useCanvasUser(language: Language): TLUser {
  const [{ preferences, user }] = useState(() => createCanvasUser(language));
  useEffect(() => {
    preferences.update((current) => ({ ...current, locale: TLDRAW_LOCALE[language] }));
  }, [preferences, language]);
  return user;
}
