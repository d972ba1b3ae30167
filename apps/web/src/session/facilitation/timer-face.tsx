import { IconBell, IconBellOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../api/trpc.ts';
import { formatSeconds, type TimerReading } from './read-timer.ts';
import classes from './session-strip.module.css';
import { useTimer } from './use-timer.ts';
import { useTimerSound } from './use-timer-sound.ts';

/**
 * The session's timer, for everybody, with each person's own switch of its sound. Nothing when
 * there is none.
 */
export function TimerFace({ session }: { readonly session: SessionView }) {
  const { t } = useTranslation();
  const reading = useTimer(session);
  const sound = useTimerSound(reading, session.rights.lead);
  if (reading === null) return <TimerNews reading={null} />;
  const label = sound.isOn ? t('facilitate.timer.soundOn') : t('facilitate.timer.soundOff');
  return (
    <span className={classes.timer} data-state={reading.state}>
      <TimerDigits reading={reading} />
      <button
        type="button"
        className={classes.bell}
        aria-label={label}
        aria-pressed={sound.isOn}
        title={label}
        onClick={() => sound.set(!sound.isOn)}
      >
        {sound.isOn ? <IconBell size={18} aria-hidden /> : <IconBellOff size={18} aria-hidden />}
      </button>
      <TimerNews reading={reading} />
    </span>
  );
}

/** Words and digits: at zero it is amber, says that the time is up and counts on. */
export function TimerDigits({ reading }: { readonly reading: TimerReading }) {
  const { t } = useTranslation();
  const digits = formatSeconds(reading.seconds);
  return (
    <span className={classes.digits} role="timer" aria-live="off" aria-label={t('facilitate.timer.label')}>
      {reading.state === 'paused' && <span className={classes.timerWord}>{t('facilitate.timer.paused')}</span>}
      {reading.state === 'over' && <span className={classes.timerWord}>{t('facilitate.timer.over')}</span>}
      <span>{reading.state === 'over' ? `+${digits}` : digits}</span>
    </span>
  );
}

/** Screen readers hear of two moments only: a minute before, and when the time is up. */
function TimerNews({ reading }: { readonly reading: TimerReading | null }) {
  const { t } = useTranslation();
  const isLastMinute = reading?.state === 'running' && reading.seconds <= 60 && reading.seconds > 45;
  return (
    <span role="status" className={classes.unseen}>
      {isLastMinute && t('facilitate.timer.oneMinute')}
      {reading?.state === 'over' && t('facilitate.timer.over')}
    </span>
  );
}
