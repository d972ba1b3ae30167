import { isSessionStage } from '@gongyi/domain';
import { Button, Text } from '@mantine/core';
import { useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SnapshotView } from '../api/trpc.ts';
import { AskRestore } from './ask-restore.tsx';
import classes from './session-versions.module.css';
import type { MomentWords } from './use-moment-words.ts';

type Props = {
  readonly version: SnapshotView;
  readonly sessionId: string;
  readonly moments: MomentWords;
  readonly mayRestore: boolean;
  /** Its restoration is asked about once more. */
  readonly asking: boolean;
  readonly onAsk: () => void;
  readonly onCancel: () => void;
};

export function VersionRow({ version, sessionId, moments, mayRestore, asking, onAsk, onCancel }: Props) {
  const { t } = useTranslation();
  const nameOf = useVersionWords();
  const button = useRef<HTMLButtonElement>(null);
  const wasAsking = useRef(false);
  useEffect(() => {
    // The question took the keyboard with it when it went.
    if (wasAsking.current && !asking) button.current?.focus();
    wasAsking.current = asking;
  }, [asking]);
  const name = nameOf(version);
  const exact = moments.exact(version.createdAt);
  const ago = moments.ago(version.createdAt);
  const { createdBy } = version;
  const by = version.reason === 'asked' ? 'sessions.versions.by' : 'sessions.versions.automatic';
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <Text fw={600}>{name}</Text>
        <ul className={classes.facts}>
          {ago !== null && <li>{ago}</li>}
          <li>
            <time dateTime={version.createdAt}>{exact}</time>
          </li>
          <li>{t('sessions.versions.points', { count: version.points })}</li>
          {createdBy !== '' && <li>{t(by, { name: createdBy })}</li>}
        </ul>
      </div>
      {mayRestore && !asking && (
        <Button
          ref={button}
          variant="light"
          px="sm"
          aria-label={t('sessions.versions.restoreOf', { version: name, time: exact })}
          onClick={onAsk}
        >
          {t('sessions.versions.restore')}
        </Button>
      )}
      {asking && <AskRestore sessionId={sessionId} snapshotId={version.id} onCancel={onCancel} />}
    </li>
  );
}

/** What a kept state is called: the name that somebody gave it, or what it was kept for. */
function useVersionWords(): (version: Pick<SnapshotView, 'reason' | 'label'>) => string {
  const { t } = useTranslation();
  return useCallback(
    ({ reason, label }) => {
      if (reason === 'restore') return t('sessions.versions.beforeRestore');
      if (reason === 'asked') return label === '' ? t('sessions.versions.asked') : label;
      if (label === 'closed') return t('sessions.versions.ended');
      // A stage of a newer server is shown as it is named there.
      return t('sessions.versions.stage', { stage: isSessionStage(label) ? t(`sessions.stages.${label}`) : label });
    },
    [t],
  );
}
