import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Awareness } from 'y-protocols/awareness';
import { RefusalNote } from '../api/refusal-note.tsx';
import { type RouterOutputs, type SessionView, useTRPC } from '../api/trpc.ts';
import { useOnlinePeople } from '../session/document/people.ts';
import classes from './deliberate-page.module.css';
import { splitRemaining } from './split-remaining.ts';

type Props = { readonly session: SessionView; readonly awareness: Awareness };
type Remaining = RouterOutputs['votes']['remaining'];
type Named = Extract<Remaining, { readonly anonymous: false }>['people'];
type Counted = Extract<Remaining, { readonly anonymous: true }>;

/** For those who lead: whom to wait for. */
export function RemainingVotes({ session, awareness }: Props) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const { data, error } = useQuery(trpc.votes.remaining.queryOptions({ sessionId: session.id }));
  return (
    <section className={classes.panel} aria-labelledby="remaining">
      <h2 id="remaining" className={classes.panelTitle}>
        {t('deliberate.remaining.title')}
      </h2>
      {data === undefined && <RefusalNote error={error} />}
      {data?.anonymous === true && <Counts remaining={data} />}
      {data?.anonymous === false && <ByPresence people={data.people} awareness={awareness} />}
    </section>
  );
}

/** Nobody's votes are told by person: beside the totals that would say who voted for what. */
function Counts({ remaining: { people, done } }: { readonly remaining: Counted }) {
  const { t } = useTranslation();
  if (people === 0) return <p className={classes.note}>{t('deliberate.remaining.empty')}</p>;
  return (
    <>
      <p className={classes.note}>
        {t('deliberate.remaining.mayVote', { count: people })} · {t('deliberate.remaining.done', { count: done })}
      </p>
      <p className={classes.note}>{t('deliberate.remaining.anonymous')}</p>
    </>
  );
}

function ByPresence({ people, awareness }: { readonly people: Named; readonly awareness: Awareness }) {
  const { t } = useTranslation();
  const online = useOnlinePeople(awareness);
  const { present, absent, done } = splitRemaining(people, new Set(online.map(({ id }) => id)));
  if (people.length === 0) return <p className={classes.note}>{t('deliberate.remaining.empty')}</p>;
  return (
    <>
      <p className={classes.note}>
        {t('deliberate.remaining.done', { count: done })} · {t('deliberate.remaining.hint')}
      </p>
      <h3 className={classes.group}>
        {t('deliberate.remaining.present')} {present.length}
      </h3>
      <People people={present} empty={t('deliberate.remaining.nobodyPresent')} />
      <h3 className={classes.group}>
        {t('deliberate.remaining.absent')} {absent.length}
      </h3>
      <People people={absent} empty={t('deliberate.remaining.nobodyAbsent')} />
    </>
  );
}

function People({ people, empty }: { readonly people: Named; readonly empty: string }) {
  const { t } = useTranslation();
  if (people.length === 0) return <p className={classes.note}>{empty}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className={classes.peopleScroll} tabIndex={0} aria-label={t('deliberate.remaining.title')}>
      <ul className={classes.people}>
        {people.map(({ authorId, name, unit, left }) => (
          <li key={authorId}>
            <span>{[name, unit].filter(Boolean).join(' · ')}</span>
            <span>{t('deliberate.remaining.left', { count: left })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
