import { IconCheck, IconLock, IconPresentation } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { SessionView } from '../../api/trpc.ts';
import type { SessionDocument } from '../document/use-session-document.ts';
import classes from './session-strip.module.css';
import { SpotlightCard } from './spotlight-card.tsx';
import { sentenceOf } from './stage-sentence.ts';
import { SummonNote } from './summon-note.tsx';
import { TimerFace } from './timer-face.tsx';
import { useSummons } from './use-follow.ts';
import { useOwnReady } from './use-ready.ts';
import { useServerClock } from './use-timer.ts';

type Props = {
  readonly session: SessionView;
  readonly document: SessionDocument;
  /**
   * Before the points that a leader looks at are scrolled to: a page that shows them elsewhere goes
   * there.
   */
  readonly beforeShowing?: () => void;
  /** The canvas goes to where a leader looks by itself. */
  readonly onCanvas?: boolean;
};

/**
 * What the session is doing, on every page and for everybody: the stage, what there is to do, the
 * time, and what a leader shows. In plain elements, for phones.
 */
export function SessionStrip({ session, document, beforeShowing, onCanvas = false }: Props) {
  const { t } = useTranslation();
  useServerClock(session);
  useSummons(session, document.awareness);
  return (
    <section className={classes.strip} aria-label={t('facilitate.stage.label')}>
      <div className={classes.line}>
        <p className={classes.now} role="status">
          <span className={classes.stage}>{t(`sessions.stages.${session.stage}`)}</span>{' '}
          <NowSentence session={session} />
        </p>
        <div className={classes.side}>
          <TimerFace session={session} />
          <ReadyButton session={session} document={document} />
          {session.rights.lead && session.me.kind === 'participant' && beforeShowing !== undefined && (
            <Link className={classes.small} to={`/sessions/${session.id}`}>
              <IconPresentation size={18} aria-hidden />
              {t('facilitate.console')}
            </Link>
          )}
        </div>
      </div>
      <HoldBanner session={session} />
      {!onCanvas && <SummonNote session={session} doc={document.doc} beforeShowing={beforeShowing} />}
      <SpotlightCard session={session} document={document} over={onCanvas} />
    </section>
  );
}

function NowSentence({ session }: { readonly session: SessionView }) {
  const { t } = useTranslation();
  const { stage } = session;
  if (session.rights.lead) return t(`facilitate.stage.is.${stage}`);
  const sentence = sentenceOf(session);
  if (sentence === 'paused' && (stage === 'collect' || stage === 'sort' || stage === 'vote')) {
    return t(`facilitate.stage.paused.${stage}`);
  }
  return sentence === 'privately' ? t('facilitate.stage.privately') : t(`facilitate.stage.doNow.${stage}`);
}

function ReadyButton({ session, document }: Pick<Props, 'session' | 'document'>) {
  const { t } = useTranslation();
  const { asked, isReady, set } = useOwnReady(session, document.awareness);
  if (!asked) return null;
  return (
    <button
      type="button"
      className={classes.readyButton}
      aria-pressed={isReady}
      title={isReady ? t('facilitate.ready.hint') : undefined}
      onClick={() => set(!isReady)}
    >
      {isReady && <IconCheck size={18} aria-hidden />}
      {isReady ? t('facilitate.ready.unset') : t('facilitate.ready.set')}
    </button>
  );
}

/** Who holds the hall, and that it ends by itself. Whoever holds it reads that in the console. */
function HoldBanner({ session }: { readonly session: SessionView }) {
  const { t } = useTranslation();
  const { hold, rights } = session;
  return (
    <div role="status">
      {hold !== null && !(rights.lead && hold.byMe) && (
        <p className={classes.hold}>
          <IconLock size={18} aria-hidden />
          <span>{words(hold.byName)}</span>
        </p>
      )}
    </div>
  );

  function words(name: string): string {
    if (rights.lead) return t('facilitate.hold.byOtherLead', { name: name || t('facilitate.lead') });
    return name === '' ? t('facilitate.hold.heldNameless') : t('facilitate.hold.held', { name });
  }
}
