import { useTranslation } from 'react-i18next';
import { useSessionDocument } from '../session/document/use-session-document.ts';
import { sentenceOf } from '../session/facilitation/stage-sentence.ts';
import { TimerDigits } from '../session/facilitation/timer-face.tsx';
import { useServerClock, useTimer } from '../session/facilitation/use-timer.ts';
import { useSession } from '../session/session-gate.tsx';
import { usePageTitle } from '../ui/use-page-title.ts';
import { WallCounts } from './wall-counts.tsx';
import { WallJoin } from './wall-join.tsx';
import classes from './wall-page.module.css';
import { WallSpotlight } from './wall-spotlight.tsx';

/**
 * The session on the wall of the hall, for the projector: how to join, what there is to do, how
 * much time, how many points; the spotlighted card alone. Nothing to press, and nothing of the
 * canvas.
 */
export function WallPage() {
  const { t } = useTranslation();
  const session = useSession();
  const document = useSessionDocument(session);
  const timer = useTimer(session);
  useServerClock(session);
  usePageTitle(t('facilitate.wall.title', { title: session.title }));
  const isOffline = document.status === 'offline' || document.status === 'refused';
  const { stage } = session;
  const isPaused = sentenceOf(session) === 'paused' && (stage === 'collect' || stage === 'sort' || stage === 'vote');
  return (
    <main className={classes.wall}>
      <header className={classes.head}>
        <div className={classes.names}>
          <p className={classes.campaign}>{session.campaignName}</p>
          <h1 className={classes.title}>{session.title}</h1>
        </div>
        {timer !== null && (
          <div className={classes.timer} data-state={timer.state}>
            <TimerDigits reading={timer} />
          </div>
        )}
      </header>
      <div className={classes.now} role="status">
        <span className={classes.stage}>{t(`sessions.stages.${stage}`)}</span>
        <span>{isPaused ? t(`facilitate.stage.paused.${stage}`) : t(`facilitate.stage.doNow.${stage}`)}</span>
      </div>
      {session.spotlight !== null ? (
        <WallSpotlight session={session} doc={document.doc} pointId={session.spotlight} />
      ) : (
        <div className={classes.middle}>
          <WallJoin session={session} />
          <WallCounts session={session} doc={document.doc} />
        </div>
      )}
      <p className={classes.offline} role="status">
        {isOffline && t('facilitate.wall.offline')}
      </p>
    </main>
  );
}
