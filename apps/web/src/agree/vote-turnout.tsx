import { LIMITS } from '@gongyi/domain';
import { Button, Stack } from '@mantine/core';
import { modals } from '@mantine/modals';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { RefusalNote } from '../api/refusal-note.tsx';
import { type RouterOutputs, type SessionView, useTRPC } from '../api/trpc.ts';
import classes from '../session/votes/turnout.module.css';
import { useTurnout } from '../session/votes/use-turnout.ts';
import panel from './deliberate-page.module.css';

type Turnout = RouterOutputs['votes']['turnout'];
type Counts = RouterOutputs['votes']['voidAway'];

/**
 * For those who lead: how many have voted beside how many are present, and what to do when it does
 * not fit.
 */
export function VoteTurnout({ session }: { readonly session: SessionView }) {
  const { t } = useTranslation();
  const { data, error } = useTurnout(session);
  return (
    <section className={panel.panel} aria-labelledby="turnout">
      <h2 id="turnout" className={panel.panelTitle}>
        {t('deliberate.turnout.title')}
      </h2>
      {data === undefined ? <RefusalNote error={error} /> : <Numbers session={session} turnout={data} />}
    </section>
  );
}

function Numbers({ session, turnout }: { readonly session: SessionView; readonly turnout: Turnout }) {
  const { t } = useTranslation();
  const awayInWords = useAwayWords();
  const { voters, present, votes, away } = turnout;
  const more = voters - present;
  return (
    <Stack gap="sm">
      <dl className={classes.numbers}>
        <div>
          <dt>{t('deliberate.turnout.voted')}</dt>
          <dd>{t('deliberate.turnout.people', { count: voters })}</dd>
        </div>
        <div>
          <dt>{t('deliberate.turnout.present')}</dt>
          <dd>{t('deliberate.turnout.people', { count: present })}</dd>
        </div>
      </dl>
      <p className={panel.note}>{t('deliberate.turnout.hint')}</p>
      {/* Stays in the page, so that screen readers hear what enters it. */}
      <div role="status">
        {more > 0 && <p className={classes.more}>{t('deliberate.turnout.more', { count: more })}</p>}
      </div>
      {away.people > 0 && <p className={classes.away}>{awayInWords(away, 'away')}</p>}
      {votes > 0 && <Remedies session={session} turnout={turnout} />}
    </Stack>
  );
}

function Remedies({ session, turnout }: { readonly session: SessionView; readonly turnout: Turnout }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const inWords = useCountWords();
  const awayInWords = useAwayWords();
  const sessionId = session.id;
  const { voters: people, votes, away } = turnout;
  const least = LIMITS.anonymousVoidPeople;
  const tooFew = session.anonymous && away.people < least;

  /** The server counts anew, and what it answers is what was done. */
  const outcome = (done: 'voided' | 'startedAnew') => ({
    onSuccess: (counts: Counts) => {
      const message =
        counts.votes === 0 ? t(`deliberate.turnout.${done}None`) : t(`deliberate.turnout.${done}`, inWords(counts));
      notifications.show({ color: counts.votes === 0 ? 'gray' : 'green', message });
    },
    onSettled: () => queryClient.invalidateQueries(trpc.votes.pathFilter()),
  });
  const voidAway = useMutation(trpc.votes.voidAway.mutationOptions(outcome('voided')));
  const startAnew = useMutation(trpc.votes.startAnew.mutationOptions(outcome('startedAnew')));
  const askVoid = () =>
    modals.openConfirmModal({
      title: t('deliberate.turnout.voidTitle'),
      children: awayInWords(away, 'voidText'),
      labels: { confirm: t('deliberate.turnout.voidConfirm'), cancel: t('common.cancel') },
      onConfirm: () => voidAway.mutate({ sessionId }),
    });
  const askAnew = () =>
    modals.openConfirmModal({
      title: t('deliberate.turnout.anewTitle'),
      children: t('deliberate.turnout.anewText', { ...inWords({ votes, people }), budget: session.voting.budget }),
      labels: { confirm: t('deliberate.turnout.anewConfirm'), cancel: t('common.cancel') },
      onConfirm: () => startAnew.mutate({ sessionId }),
    });
  return (
    <>
      {away.people > 0 && tooFew && <p className={panel.note}>{t('errors.tooFewAway', { least })}</p>}
      <div className={classes.remedies}>
        {away.people > 0 && !tooFew && (
          <Button variant="outline" loading={voidAway.isPending} onClick={askVoid}>
            {t('deliberate.turnout.void')}
          </Button>
        )}
        <Button variant="default" loading={startAnew.isPending} onClick={askAnew}>
          {t('deliberate.turnout.anew')}
        </Button>
      </div>
      <RefusalNote error={voidAway.error ?? startAnew.error} />
    </>
  );
}

/** Those who are away, with their votes where these are told. */
function useAwayWords() {
  const { t } = useTranslation();
  const inWords = useCountWords();
  return ({ people, votes }: Turnout['away'], sentence: 'away' | 'voidText') =>
    votes === null
      ? t(`deliberate.turnout.${sentence}Uncounted`, inWords({ people, votes: 0 }))
      : t(`deliberate.turnout.${sentence}`, inWords({ people, votes }));
}

function useCountWords() {
  const { t } = useTranslation();
  return ({ votes, people }: Counts) => ({
    votes: t('deliberate.votes.total', { count: votes }),
    people: t('deliberate.turnout.people', { count: people }),
  });
}
