import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFollowing } from '../api/live-event.ts';
import { reloadPage } from '../ui/reload-page.ts';
import { isQuiet, ownScript, readServedScript } from './newer-build.ts';
import classes from './upgrade-note.module.css';

/** A hall full of pages does not come back in one moment. */
const SPREAD_MS = 20_000;
const LOOK_EVERY_MS = 2_000;
/**
 * The script for which this tab was loaded anew; never twice for one, should two builds serve side
 * by side.
 */
const RELOADED_FOR = 'gongyi.reloaded-for';

type Props = {
  readonly readServed?: () => Promise<string | null>;
  readonly reload?: () => void;
  readonly spreadMs?: number;
};

/**
 * Notices that the server was upgraded under an open page: whenever events come again after it was
 * out of reach. The page is loaded anew as soon as that disturbs nobody; until then it says so, and
 * offers it.
 */
export function UpgradeNote({ readServed = readServedScript, reload = reloadPage, spreadMs = SPREAD_MS }: Props) {
  const { t } = useTranslation();
  const [newer, setNewer] = useState<string | null>(null);
  const lastInputAt = useRef(performance.now());

  const look = useCallback(async () => {
    const served = await readServed();
    setNewer(served !== null && served !== ownScript() ? served : null);
  }, [readServed]);
  useFollowing(look);

  useEffect(() => {
    if (newer === null) return undefined;
    const touch = () => {
      lastInputAt.current = performance.now();
    };
    for (const name of TOUCHES) window.addEventListener(name, touch, { capture: true, passive: true });
    const from = performance.now() + Math.random() * spreadMs;
    const timer = setInterval(() => {
      const now = performance.now();
      if (now < from || wasReloadedFor(newer) || !isQuiet(document, now - lastInputAt.current)) return;
      clearInterval(timer);
      rememberReload(newer);
      reload();
    }, LOOK_EVERY_MS);
    return () => {
      clearInterval(timer);
      for (const name of TOUCHES) window.removeEventListener(name, touch, { capture: true });
    };
  }, [newer, reload, spreadMs]);

  if (newer === null) return null;
  return (
    <div className={classes.note} role="status">
      <span>{t('common.upgraded')}</span>
      <button type="button" className={classes.button} onClick={reload}>
        {t('common.reload')}
      </button>
    </div>
  );
}

const TOUCHES = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchmove'] as const;

function wasReloadedFor(script: string): boolean {
  try {
    return window.sessionStorage.getItem(RELOADED_FOR) === script;
  } catch {
    // Without a memory it is left to the button.
    return true;
  }
}

function rememberReload(script: string): void {
  window.sessionStorage.setItem(RELOADED_FOR, script);
}
