import type { TFunction } from 'i18next';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './save-indicator.module.css';
import { isTrouble, type SaveState } from './save-state.ts';

/** "Saving" stays at least this long, or the word would flicker with every key. */
const STEADY_MS = 600;

/**
 * Whether what this person wrote is safe, in a dot and a few words: the same on every page of a
 * session.
 */
export function SaveIndicator({ state }: { readonly state: SaveState }) {
  const { t } = useTranslation();
  const shown = useSteady(state);
  return (
    <span className={classes.indicator} data-kind={shown.kind} data-lost={isEndangered(shown) || undefined}>
      <span className={classes.words} data-save>
        {saveWords(t, shown)}
      </span>
      <Announcement state={state} />
    </span>
  );
}

/**
 * Tells a screen reader when trouble begins, changes or ends, and not of every save and every
 * change more.
 */
function Announcement({ state }: { readonly state: SaveState }) {
  const { t } = useTranslation();
  const [said, setSaid] = useState<SaveState | null>(null);
  const isNews = isTrouble(state)
    ? said?.kind !== state.kind
    : said !== null && isTrouble(said) && (state.kind === 'saved' || state.kind === 'live');
  if (isNews) setSaid(state);
  return (
    <span role="status" className={classes.announcement}>
      {said !== null && saveWords(t, said)}
    </span>
  );
}

function useSteady(state: SaveState): SaveState {
  const [shown, setShown] = useState(state);
  const isCalmingDown = shown.kind === 'saving' && state.kind === 'saved';
  useEffect(() => {
    if (!isCalmingDown) {
      setShown(state);
      return;
    }
    const timer = setTimeout(() => setShown(state), STEADY_MS);
    return () => clearTimeout(timer);
  }, [state, isCalmingDown]);
  return isCalmingDown ? shown : state;
}

function isEndangered(state: SaveState): boolean {
  return 'isOnDevice' in state && state.changes > 0 && !state.isOnDevice;
}

function saveWords(t: TFunction, state: SaveState): string {
  if (state.kind === 'takenBack') return t('points.save.takenBack', { count: state.changes });
  const words = t(`points.save.${state.kind}`);
  if (!('changes' in state) || state.changes === 0) return words;
  const count = state.changes;
  const where = state.isOnDevice ? t('points.save.onDevice', { count }) : t('points.save.onlyHere', { count });
  return t('points.save.pending', { state: words, where });
}
