import { SESSION_STAGES, type SessionStage } from '@gongyi/domain';
import { Button, Menu } from '@mantine/core';
import { IconArrowRight, IconChevronDown, IconLockOpen } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Awareness } from 'y-protocols/awareness';
import type { SessionView } from '../api/trpc.ts';
import type { Lead } from '../session/facilitation/use-lead.ts';
import { useReadyCount } from '../session/facilitation/use-ready.ts';
import { TurnoutInBrief } from '../session/votes/turnout-in-brief.tsx';
import classes from './stage-bar.module.css';
import { nextStage, stageNumber } from './stage-plan.ts';
import { useChangeStage } from './use-change-stage.tsx';

type Props = { readonly session: SessionView; readonly awareness: Awareness; readonly lead: Lead };

/**
 * The six stages as steps, each of which can be chosen; the next one; how many are ready for it,
 * and how many have voted.
 */
export function StageBar({ session, awareness, lead }: Props) {
  const { t } = useTranslation();
  const readiness = useReadyCount(session, awareness);
  const { mayChoose, choose } = useChangeStage(session, lead, readiness);
  const next = nextStage(session.stage);
  const nameOf = (stage: SessionStage) => t(`sessions.stages.${stage}`);
  return (
    <div className={classes.stages}>
      <ol className={classes.steps} aria-label={t('facilitate.stage.label')}>
        {SESSION_STAGES.map((stage) => {
          const isCurrent = stage === session.stage;
          return (
            <li key={stage}>
              <button
                type="button"
                className={classes.step}
                aria-current={isCurrent ? 'step' : undefined}
                aria-label={t('facilitate.stage.step', { number: stageNumber(stage), stage: nameOf(stage) })}
                title={t(`facilitate.stage.is.${stage}`)}
                data-past={stageNumber(stage) < stageNumber(session.stage) || undefined}
                disabled={!isCurrent && !mayChoose(stage)}
                onClick={isCurrent ? undefined : () => choose(stage)}
              >
                <span className={classes.number} data-number={stageNumber(stage)} aria-hidden />
                {nameOf(stage)}
              </button>
            </li>
          );
        })}
      </ol>
      <Menu position="bottom-start" withinPortal>
        <Menu.Target>
          <Button
            className={classes.current}
            variant="default"
            rightSection={<IconChevronDown size={16} aria-hidden />}
            aria-label={t('facilitate.stage.choose', { stage: nameOf(session.stage) })}
          >
            {stageNumber(session.stage)} {nameOf(session.stage)}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {SESSION_STAGES.map((stage) => (
            <Menu.Item
              key={stage}
              disabled={stage === session.stage || !mayChoose(stage)}
              onClick={() => choose(stage)}
            >
              {stageNumber(stage)} {nameOf(stage)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {next !== null && (
        <Button
          className={classes.next}
          disabled={!mayChoose(next)}
          loading={lead.isChangingStage}
          rightSection={<IconArrowRight size={18} aria-hidden />}
          onClick={() => choose(next)}
        >
          {t('facilitate.stage.next', { stage: nameOf(next) })}
        </Button>
      )}
      {session.closed && mayChoose('agree') && (
        <Button leftSection={<IconLockOpen size={18} aria-hidden />} onClick={lead.reopen}>
          {t('facilitate.stage.reopen')}
        </Button>
      )}
      {!session.closed && (
        <span
          className={classes.ready}
          data-all={(readiness.count > 0 && readiness.ready === readiness.count) || undefined}
        >
          {readiness.count === 0 ? t('facilitate.ready.nobody') : t('facilitate.ready.count', readiness)}
        </span>
      )}
      {session.stage === 'vote' && <TurnoutInBrief session={session} />}
    </div>
  );
}
