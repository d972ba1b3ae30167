import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RemovedPointView, SessionView } from '../api/trpc.ts';
import { pointFacts } from '../session/points/point-facts.ts';
import { ThemeName } from '../session/points/theme-name.tsx';
import classes from './removed-points.module.css';
import type { MomentWords } from './use-moment-words.ts';

const ABOUT_CHARS = 20;

type Props = {
  readonly point: RemovedPointView;
  /** Undefined until it is known. */
  readonly session: SessionView | undefined;
  readonly moments: MomentWords;
  readonly mayRestore: boolean;
  readonly chosen: boolean;
  readonly busy: boolean;
  /** Undefined when there is nothing to choose from. */
  readonly onChoose: ((on: boolean) => void) | undefined;
  readonly onRestore: () => void;
};

/** One deleted point: its words, whose they were, and when it went. */
export function RemovedPointRow({ point, session, moments, mayRestore, chosen, busy, onChoose, onRestore }: Props) {
  const { t } = useTranslation();
  const about = [...point.text.trim()].slice(0, ABOUT_CHARS).join('');
  const facts = pointFacts(t, point);
  const isNobodys = point.author === '' && point.unit === '';
  const time = moments.ago(point.removedAt) ?? moments.exact(point.removedAt);
  return (
    <li className={classes.row} data-removed={point.id}>
      {mayRestore && onChoose !== undefined && (
        <input
          type="checkbox"
          className={classes.checkbox}
          aria-label={t('sessions.removed.choose', { text: about })}
          checked={chosen}
          onChange={({ currentTarget }) => onChoose(currentTarget.checked)}
        />
      )}
      <div className={classes.body}>
        <p className={classes.text}>{point.text}</p>
        <div className={classes.facts}>
          {session !== undefined && <ThemeName session={session} themeId={point.themeId} />}
          <span>{(isNobodys ? [t('points.phone.anonymous'), ...facts] : facts).join(' · ')}</span>
          <time dateTime={point.removedAt} title={moments.exact(point.removedAt)}>
            {t('sessions.removed.deleted', { time })}
          </time>
        </div>
      </div>
      {mayRestore && (
        <Button
          variant="light"
          px="sm"
          disabled={busy}
          aria-label={t('sessions.removed.restoreOf', { text: about })}
          onClick={onRestore}
        >
          {t('sessions.removed.restore')}
        </Button>
      )}
    </li>
  );
}
