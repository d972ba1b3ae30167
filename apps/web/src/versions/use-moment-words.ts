import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../ui/i18n.ts';
import { timeAgo } from './time-ago.ts';

const REFRESH_MS = 30_000;

export type MomentWords = {
  /** Day and minute, in the person's time zone. */
  readonly exact: (instant: string) => string;
  /** "5 minutes ago"; null when that was long ago, and the exact time says more. */
  readonly ago: (instant: string) => string | null;
};

/** Instants of the server (ISO 8601) in words that go on being true while they are looked at. */
export function useMomentWords(): MomentWords {
  const { t } = useTranslation();
  const language = useLanguage();
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), REFRESH_MS);
    return () => clearInterval(timer);
  }, []);
  return useMemo(() => {
    const exact = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
    const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
    return {
      exact: (instant) => exact.format(new Date(instant)),
      ago: (instant) => {
        const passed = timeAgo(new Date(instant), now);
        if (passed === 'now') return t('sessions.versions.justNow');
        return passed && relative.format(-passed.value, passed.unit);
      },
    };
  }, [language, now, t]);
}
