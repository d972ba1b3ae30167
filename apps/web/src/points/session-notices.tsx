import { CLOSE_CODES } from '@gongyi/domain';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../api/trpc.ts';
import { PushButton } from '../plain/push-button.tsx';
import { canAddPoints } from './point-rights.ts';
import type { SessionDocument } from './session-connection.ts';
import classes from './session-notices.module.css';

type Props = {
  readonly session: SessionView;
  readonly document: SessionDocument;
  readonly unsentCount: number;
};

/** What a person must know before they write: ended, read only, no connection, refused. Empty when all is well. */
export function SessionNotices({ session, document, unsentCount }: Props) {
  const { t } = useTranslation();
  const { status, refusal, restart } = document;
  const mayAdd = canAddPoints(session);
  return (
    <div role="status" className={classes.notices}>
      {session.closed && (
        <p className={classes.notice}>
          {t('points.closed.banner')} {unsentCount > 0 && t('points.closed.unsent', { count: unsentCount })}
        </p>
      )}
      {!session.closed && !mayAdd && <p className={classes.notice}>{t('points.readOnly')}</p>}
      {status === 'offline' && mayAdd && (
        <p className={classes.notice} data-tone="warning">
          {t('points.connection.offlineNote')} {unsentCount > 0 && t('points.form.keptCount', { count: unsentCount })}
        </p>
      )}
      {status === 'refused' && (
        <div className={classes.notice} data-tone="problem">
          <p className={classes.words}>{refusalWords()}</p>
          {refusal !== CLOSE_CODES.noSuchSession && (
            <PushButton onClick={restart}>{t('points.connection.reconnect')}</PushButton>
          )}
        </div>
      )}
    </div>
  );

  function refusalWords(): string {
    if (refusal === CLOSE_CODES.noSuchSession) return t('points.connection.noSessionNote');
    if (refusal === CLOSE_CODES.notSignedIn) return t('points.connection.signedOutNote');
    return t('points.connection.refusedNote');
  }
}
