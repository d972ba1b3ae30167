import { Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../api/trpc.ts';
import { useFieldWords } from '../../ui/action/use-field-words.ts';
import { useBoard } from '../data/board-context.ts';
import classes from './action-drawer.module.css';
import { describeEvent } from './describe-event.ts';

/** Everything that was done to an action, the newest first. */
export function ActionHistory({ actionId }: { readonly actionId: string }) {
  const { t } = useTranslation();
  return (
    <section className={classes.section}>
      <h3>{t('actions.drawer.historyTitle')}</h3>
      <HistoryList actionId={actionId} />
    </section>
  );
}

function HistoryList({ actionId }: { readonly actionId: string }) {
  const { t, i18n } = useTranslation();
  const trpc = useTRPC();
  const { campaign } = useBoard();
  const words = useFieldWords(campaign.units);
  const history = useQuery(trpc.actions.history.queryOptions({ actionId }));
  if (history.isPending) return <Skeleton height={64} />;
  if (history.data === undefined) return <Text c="dimmed">{t('actions.drawer.historyFailed')}</Text>;
  if (history.data.length === 0) return <Text c="dimmed">{t('actions.history.empty')}</Text>;
  const time = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <ol className={classes.list} reversed>
      {history.data.toReversed().map((entry) => {
        const { heading, lines } = describeEvent(entry, t, words);
        return (
          <li key={entry.seq} className={classes.event}>
            <p>{heading}</p>
            {lines.map((line) => (
              <p key={line} className={classes.quote}>
                {line}
              </p>
            ))}
            <div className={classes.meta}>
              <span>{entry.actorName ?? t('actions.history.system')}</span>
              <time dateTime={entry.at}>{time.format(new Date(entry.at))}</time>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
