import { allows } from '@gongyi/domain';
import { Anchor, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { RefusalNote } from '../../api/refusal-note.tsx';
import { type SessionView, useTRPC } from '../../api/trpc.ts';
import { actionPath } from '../../ui/action/action-badge.tsx';
import { StateChip } from '../../ui/action/state-chip.tsx';
import { Panel } from '../../ui/panel.tsx';
import classes from './carried-actions.module.css';
import { UNFINISHED, useUnfinishedCount } from './unfinished-actions.ts';

const MOST_SHOWN = 20;

/**
 * What earlier sessions left to do, on the table of a session that was opened so. Nothing for those
 * who may not see actions.
 */
export function CarriedActions({ session }: { readonly session: SessionView }) {
  if (!session.carriesOver || session.closed || !allows(session.me.standing, 'action.view')) return null;
  return <Carried session={session} />;
}

function Carried({ session }: { readonly session: SessionView }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const { campaignId, units } = session;
  const { data, error } = useQuery(
    trpc.actions.page.queryOptions({ campaignId, filters: { states: UNFINISHED }, limit: MOST_SHOWN }),
  );
  const count = useUnfinishedCount(campaignId) ?? data?.rows.length ?? 0;
  const board = `/campaigns/${campaignId}/board`;
  return (
    <Panel
      title={t('deliberate.carry.title')}
      action={
        <Anchor component={Link} to={board}>
          {t('deliberate.carry.toBoard')}
        </Anchor>
      }
    >
      {data === undefined && (error === null ? <Skeleton height={80} /> : <RefusalNote error={error} />)}
      {data?.rows.length === 0 && <Text>{t('deliberate.carry.done')}</Text>}
      {data !== undefined && data.rows.length > 0 && (
        <Stack gap="xs">
          <Text c="dimmed">{t('deliberate.carry.intro', { count })}</Text>
          <ul className={classes.rows}>
            {data.rows.map((action) => (
              <li key={action.id} className={classes.row}>
                <Anchor component={Link} to={actionPath(campaignId, action.id)} fw={600} className={classes.number}>
                  {action.number}
                </Anchor>
                <span className={classes.problem}>{action.problem}</span>
                <span className={classes.fact}>
                  {units.find(({ id }) => id === action.leadUnitId)?.name ?? t('deliberate.carry.noUnit')}
                </span>
                <span className={classes.fact}>
                  {action.deadline === null
                    ? t('deliberate.carry.noDeadline')
                    : t('deliberate.carry.deadline', { date: action.deadline })}
                </span>
                <StateChip state={action.state} />
              </li>
            ))}
          </ul>
          {count > data.rows.length && (
            <Text c="dimmed">{t('deliberate.carry.more', { count: count - data.rows.length })}</Text>
          )}
        </Stack>
      )}
    </Panel>
  );
}
