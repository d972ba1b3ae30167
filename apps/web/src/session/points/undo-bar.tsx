import { IconX } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { ThemeView } from '../../api/trpc.ts';
import classes from './undo-bar.module.css';
import type { Undoable } from './use-point-commands.ts';

const SHOWN_MS = 12_000;

type Props = {
  readonly undoable: Undoable | null;
  readonly themes: readonly ThemeView[];
  readonly onUndo: () => void;
  readonly onForget: () => void;
};

/**
 * A deletion takes the button with it that was pressed; a keyboard would have to begin at the top
 * of the page.
 */
function takeLostFocus(button: HTMLButtonElement | null): void {
  if (document.activeElement === document.body) button?.focus({ preventScroll: true });
}

/**
 * Says what was just done, and takes it back, or why it cannot be taken back now. The region stays
 * in the page, so that screen readers hear what enters it.
 */
export function UndoBar({ undoable, themes, onUndo, onForget }: Props) {
  const { t } = useTranslation();
  useEffect(() => {
    if (undoable === null) return;
    const timer = setTimeout(onForget, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [undoable, onForget]);
  return (
    <div role="status" className={classes.region}>
      {undoable !== null && (
        <div className={classes.bar} key={undoable.key}>
          <span className={classes.words}>{doneWords(undoable)}</span>
          {undoable.isOutOfReach ? (
            <span className={classes.words}>{t('points.undo.outOfReach')}</span>
          ) : (
            <button type="button" ref={takeLostFocus} className={classes.undo} onClick={onUndo}>
              {t('points.undo.action')}
            </button>
          )}
          <button type="button" className={classes.close} onClick={onForget} aria-label={t('points.undo.dismiss')}>
            <IconX size={18} aria-hidden />
          </button>
        </div>
      )}
    </div>
  );

  function doneWords(done: Undoable): string {
    switch (done.kind) {
      case 'deleted':
        return t('points.undo.deleted');
      case 'moved':
        return t('points.undo.moved', { theme: themes.find(({ id }) => id === done.themeId)?.short ?? '' });
      case 'merged':
        return t('deliberate.list.mergedNow', { count: done.count });
      case 'takenOut':
        return t('deliberate.list.takenOut');
      case 'dissolved':
        return t('deliberate.list.dissolved');
    }
  }
}
