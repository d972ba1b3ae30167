import { Alert, Button, Group, Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ConnectionStatus } from '../session/document/session-connection.ts';
import classes from './intake-page.module.css';
import type { RunState } from './intake-run.ts';
import type { IntakeRunning } from './use-intake-run.ts';

type Props = {
  readonly running: IntakeRunning & { readonly state: RunState };
  readonly status: ConnectionStatus;
  readonly onUndo: () => void;
  readonly onAgain: () => void;
};

/**
 * How far the import is by what the server has stored; afterwards what has come of it, and the way
 * back.
 */
export function RunPanel({ running, status, onUndo, onAgain }: Props) {
  const { t } = useTranslation();
  const { state, isGoing, undone, stop } = running;
  const { phase, confirmed, total } = state;
  return (
    <div className={classes.bar} data-run={phase}>
      {isGoing && (
        <Progress
          className={classes.progress}
          value={total === 0 ? 100 : (confirmed / total) * 100}
          size="lg"
          aria-label={t('intake.run.label')}
        />
      )}
      <div role="status" className={classes.outcome}>
        {isGoing ? (
          <span>{goingWords()}</span>
        ) : (
          <Alert color={phase === 'done' ? 'green' : 'orange.9'} variant="light">
            {endWords()}
            {undone !== null && ` ${t('intake.run.undone', { count: undone.deleted })}`}
            {undone !== null && undone.kept > 0 && ` ${t('intake.run.undoneKept', { count: undone.kept })}`}
          </Alert>
        )}
      </div>
      <Group>
        {phase === 'running' && (
          <Button variant="default" onClick={stop}>
            {t('intake.run.stop')}
          </Button>
        )}
        {!isGoing && undone === null && confirmed > 0 && (
          <Button variant="default" onClick={onUndo}>
            {t('intake.run.undo')}
          </Button>
        )}
        {!isGoing && <Button onClick={onAgain}>{t('intake.run.again')}</Button>}
      </Group>
    </div>
  );

  function goingWords(): string {
    if (phase === 'stopping') return t('intake.run.stopping');
    return t(status === 'online' ? 'intake.run.running' : 'intake.run.waiting', { confirmed, total });
  }

  function endWords(): string {
    if (phase === 'done') return t('intake.run.done', { count: confirmed });
    return t(phase === 'stopped' ? 'intake.run.stopped' : 'intake.run.refused', { confirmed, total });
  }
}
