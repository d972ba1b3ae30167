import { CLOSE_CODES, INBOX_THEME_ID } from '@gongyi/domain';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../api/trpc.ts';
import { PushButton } from '../../ui/plain/push-button.tsx';
import { canAddPoints, takesPartElsewhere } from '../document/point-rights.ts';
import type { SaveState } from '../document/save-state.ts';
import type { SessionDocument } from '../document/session-connection.ts';
import classes from './session-notices.module.css';
import { TakenBackNotice } from './taken-back-notice.tsx';
import type { LatePoints, NewPoint } from './use-session-points.ts';

type Props = {
  readonly session: SessionView;
  readonly document: SessionDocument;
  readonly save: SaveState;
  /** Adds a point; see `useSessionPoints`. */
  readonly add: (point: NewPoint) => string;
  readonly late: LatePoints;
};

/**
 * What a person must know before they write: ended, read only, no connection, refused. Empty when
 * all is well.
 */
export function SessionNotices({ session, document, save, add, late }: Props) {
  const { t } = useTranslation();
  const { refusal, restart, unsaved } = document;
  const mayAdd = canAddPoints(session);
  const isElsewhere = takesPartElsewhere(session);
  const { changes, isOnDevice } = unsaved;
  return (
    <div role="status" className={classes.notices}>
      {session.closed && (
        <p className={classes.notice}>
          {t('points.closed.banner')} {changes > 0 && t('points.closed.unsent', { count: changes })}
        </p>
      )}
      {!session.closed && isElsewhere && <p className={classes.notice}>{t('errors.otherDevice')}</p>}
      {!session.closed && !mayAdd && !isElsewhere && <p className={classes.notice}>{t('points.readOnly')}</p>}
      {save.kind === 'offline' && mayAdd && (
        <p className={classes.notice} data-tone="warning">
          {isOnDevice ? t('points.connection.offlineNote') : t('points.connection.offlineNoteVolatile')}
        </p>
      )}
      {late.count > 0 && (
        <div className={classes.notice}>
          <p className={classes.words}>{t('points.takenBack.inInbox', { count: late.count })}</p>
          <PushButton look="quiet" onClick={late.dismiss}>
            {t('points.takenBack.dismiss')}
          </PushButton>
        </div>
      )}
      <TakenBackNotice document={document} onKeep={mayAdd ? keepInInbox : undefined} />
      {save.kind === 'refused' && (
        <div className={classes.notice} data-tone="problem">
          <p className={classes.words}>{refusalWords()}</p>
          {refusal !== CLOSE_CODES.noSuchSession && (
            <PushButton onClick={restart}>{t('points.connection.reconnect')}</PushButton>
          )}
        </div>
      )}
    </div>
  );

  function keepInInbox(texts: readonly string[]): void {
    for (const text of texts) {
      add({ themeId: INBOX_THEME_ID, text, source: null, category: 'problem', level: null, prompt: null });
    }
  }

  function refusalWords(): string {
    if (refusal === CLOSE_CODES.noSuchSession) return t('points.connection.noSessionNote');
    if (refusal === CLOSE_CODES.notSignedIn) return t('points.connection.signedOutNote');
    if (refusal === CLOSE_CODES.deviceUnknown) return t('errors.deviceUnknown');
    return t('points.connection.refusedNote');
  }
}
