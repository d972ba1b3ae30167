import { Modal, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Awareness } from 'y-protocols/awareness';
import { RefusalNote } from '../api/refusal-note.tsx';
import { type SessionView, useTRPC } from '../api/trpc.ts';
import { useOnlinePeople } from '../session/document/people.ts';
import { JoiningSwitch } from '../session/joining-switch.tsx';
import classes from './people-dialog.module.css';
import { PersonRow } from './person-row.tsx';

type Props = { readonly session: SessionView; readonly awareness: Awareness; readonly onClose: () => void };

/**
 * Tells nameless rows apart, and stays while others come: a number would say in which order they
 * came.
 */
function codeOf(participantId: string): string {
  return participantId
    .replace(/[^a-z0-9]/gi, '')
    .slice(0, 4)
    .toUpperCase();
}

/** Who has joined, who of them is here, and what a leader may do about it. */
export function PeopleDialog({ session, awareness, onClose }: Props) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const people = useQuery(trpc.people.list.queryOptions({ sessionId: session.id }));
  const online = useOnlinePeople(awareness);
  const [text, setText] = useState('');
  const [openId, setOpenId] = useState<string | null>(null);
  const wanted = useDeferredValue(text.trim().toLowerCase());
  const here = useMemo(() => new Set(online.map(({ id }) => id)), [online]);
  const all = useMemo(
    () =>
      (people.data ?? []).map((person) => ({
        ...person,
        shownName: person.name || t('facilitate.people.nameless', { code: codeOf(person.id) }),
        isHere: person.authorId === null ? null : here.has(person.authorId),
      })),
    [people.data, here, t],
  );
  const rows = session.anonymous ? [...all].sort((a, b) => (a.shownName < b.shownName ? -1 : 1)) : all;
  const shown = rows.filter(({ shownName, unit }) => `${shownName} ${unit}`.toLowerCase().includes(wanted));
  const present = all.filter(({ removed }) => !removed);
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('facilitate.people.title', { count: present.length })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <RefusalNote error={people.error} />
      {!session.closed && (
        <div className={classes.joining}>
          <JoiningSwitch session={session} />
        </div>
      )}
      {session.anonymous && (
        <Text className={classes.note}>
          {t('facilitate.people.anonymous')}
          <br />
          {t('facilitate.anonymityLimits')}
        </Text>
      )}
      <TextInput
        type="search"
        label={t(session.anonymous ? 'facilitate.people.searchNameless' : 'facilitate.people.search')}
        leftSection={<IconSearch size={18} aria-hidden />}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      {!session.anonymous && (
        <p className={classes.count} role="status">
          {t('facilitate.people.hereCount', {
            here: present.filter(({ isHere }) => isHere).length,
            count: present.length,
          })}
        </p>
      )}
      {people.data !== undefined && shown.length === 0 && (
        <p className={classes.empty}>{all.length === 0 ? t('facilitate.people.empty') : t('facilitate.people.none')}</p>
      )}
      <ul className={classes.list}>
        {shown.map((person) => (
          <PersonRow
            key={person.id}
            session={session}
            person={person}
            isOpen={openId === person.id}
            onToggle={(open) => setOpenId(open ? person.id : null)}
          />
        ))}
      </ul>
    </Modal>
  );
}
