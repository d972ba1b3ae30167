import { useTranslation } from 'react-i18next';
import { PushButton } from '../../ui/plain/push-button.tsx';
import type { SessionDocument } from '../document/session-connection.ts';
import classes from './session-notices.module.css';

type Props = {
  readonly document: SessionDocument;
  /** Writes the words anew where they are taken now. Left out where nothing is. */
  readonly onKeep?: ((texts: readonly string[]) => void) | undefined;
};

const NOTES = {
  refused: 'points.takenBack.note',
  document: 'points.takenBack.full',
  share: 'points.takenBack.shareFull',
} as const;

/**
 * What the server did not accept, with the words that were in it, so that nobody has to write them
 * from memory.
 */
export function TakenBackNotice({ document, onKeep }: Props) {
  const { t } = useTranslation();
  const { takenBack, dismissTakenBack } = document;
  if (takenBack === null) return null;
  const { changes, texts, full } = takenBack;
  const note = t(NOTES[full ?? 'refused'], { count: changes });
  return (
    <div className={classes.notice} data-tone="problem">
      <p className={classes.words}>{note}</p>
      {texts.length > 0 && (
        <details className={classes.texts}>
          <summary>{t('points.takenBack.texts')}</summary>
          <ul>
            {texts.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </details>
      )}
      {onKeep !== undefined && texts.length > 0 && full === null && (
        <PushButton
          onClick={() => {
            onKeep(texts);
            dismissTakenBack();
          }}
        >
          {t('points.takenBack.toInbox', { count: texts.length })}
        </PushButton>
      )}
      <PushButton look="quiet" onClick={dismissTakenBack}>
        {t('points.takenBack.dismiss')}
      </PushButton>
    </div>
  );
}
