import { CloseButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CanvasNotes } from '../input/use-canvas-notes.ts';
import classes from './note-bar.module.css';

/**
 * The note of the moment, above the toolbar and not over it. The region stays, so that screen
 * readers hear what comes into it.
 */
export function NoteBar({ notes }: { readonly notes: CanvasNotes }) {
  const { t } = useTranslation();
  return (
    <div className={classes.region} role="status">
      {notes.text !== null && (
        <div className={classes.note}>
          <span>{notes.text}</span>
          <CloseButton variant="transparent" c="white" aria-label={t('common.close')} onClick={notes.dismiss} />
        </div>
      )}
    </div>
  );
}
