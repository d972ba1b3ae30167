import { LIMITS } from '@gongyi/domain';
import { Button, NumberInput, Stack, Switch, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RefusalNote } from '../api/refusal-note.tsx';
import { type SessionView, useTRPC } from '../api/trpc.ts';
import classes from './deliberate-page.module.css';

/**
 * How many votes people have. What the server locks is shown as locked, with the reason; the rest
 * it refuses in words.
 */
export function VoteSettings({ session }: { readonly session: SessionView }) {
  const { budget, perPoint, totalsHidden } = session.voting;
  return (
    <section className={classes.panel} aria-labelledby="vote-settings">
      {/* Begins anew when somebody else saved. */}
      <SettingsForm key={`${budget} ${perPoint} ${totalsHidden}`} session={session} />
    </section>
  );
}

function SettingsForm({ session }: { readonly session: SessionView }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { voting, closed } = session;
  const [budget, setBudget] = useState<number | string>(voting.budget);
  const [perPoint, setPerPoint] = useState<number | string>(voting.perPoint);
  const [totalsHidden, setTotalsHidden] = useState(voting.totalsHidden);
  const { data: remaining } = useQuery(trpc.votes.remaining.queryOptions({ sessionId: session.id }));
  const { data: totals } = useQuery(trpc.votes.totals.queryOptions({ sessionId: session.id }));
  const begun = totals?.hidden === false ? totals.totals.length > 0 : remaining?.begun === true;
  const save = useMutation(
    trpc.votes.setSettings.mutationOptions({
      onSuccess: async () => {
        notifications.show({ color: 'green', message: t('deliberate.settings.saved') });
        await queryClient.invalidateQueries(trpc.sessions.get.queryFilter({ sessionId: session.id }));
      },
    }),
  );
  const isTooMuch = Number(perPoint) > Number(budget);
  const isChanged = budget !== voting.budget || perPoint !== voting.perPoint || totalsHidden !== voting.totalsHidden;
  const isComplete = typeof budget === 'number' && typeof perPoint === 'number' && !isTooMuch;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typeof budget !== 'number' || typeof perPoint !== 'number' || isTooMuch) return;
    save.mutate({ sessionId: session.id, budget, perPoint, totalsHidden });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <h2 id="vote-settings" className={classes.panelTitle}>
          {t('deliberate.settings.title')}
        </h2>
        <NumberInput
          label={t('deliberate.settings.budget')}
          min={1}
          max={LIMITS.votesPerPerson}
          allowDecimal={false}
          allowNegative={false}
          disabled={closed}
          value={budget}
          onChange={setBudget}
        />
        <NumberInput
          label={t('deliberate.settings.perPoint')}
          min={1}
          max={LIMITS.votesPerPerson}
          allowDecimal={false}
          allowNegative={false}
          disabled={closed}
          value={perPoint}
          onChange={setPerPoint}
          error={isTooMuch && t('deliberate.settings.perPointAbove')}
        />
        <Switch
          size="md"
          label={t('deliberate.settings.totalsHidden')}
          description={begun ? t('deliberate.settings.totalsLocked') : undefined}
          checked={totalsHidden}
          disabled={closed || begun}
          onChange={({ currentTarget }) => setTotalsHidden(currentTarget.checked)}
        />
        {closed && <Text size="sm">{t('deliberate.settings.closed')}</Text>}
        {begun && !closed && <Text size="sm">{t('deliberate.settings.begun')}</Text>}
        <RefusalNote error={save.error} />
        <Button type="submit" variant="light" loading={save.isPending} disabled={closed || !isChanged || !isComplete}>
          {t('deliberate.settings.save')}
        </Button>
      </Stack>
    </form>
  );
}
