import { useMemo } from 'react';
import { useLanguage } from './i18n.ts';

/** Instants of the server (ISO 8601) as days in the person's language and time zone. */
export function useDates(): { readonly day: (instant: string) => string } {
  const language = useLanguage();
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(language, { dateStyle: 'long' });
    return { day: (instant) => format.format(new Date(instant)) };
  }, [language]);
}
