import { allows, LIMITS } from '@gongyi/domain';
import { Button, Group, Stack, TextInput } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RefusalNote } from '../api/refusal-note.tsx';
import { type RouterOutputs, type SessionView, useTRPC } from '../api/trpc.ts';
import classes from './people-dialog.module.css';

type ShownPerson = RouterOutputs['people']['list'][number] & {
  readonly shownName: string;
  /** Null when nobody may know. */
  readonly isHere: boolean | null;
};

type Props = {
  readonly session: SessionView;
  readonly person: ShownPerson;
  readonly isOpen: boolean;
  readonly onToggle: (open: boolean) => void;
};

/**
 * One person; what can be done about them opens below, so that 200 rows are 200 buttons and not 200
 * menus.
 */
export function PersonRow({ session, person, isOpen, onToggle }: Props) {
  const { t } = useTranslation();
  const panelId = useId();
  const isRemoved = person.removed;
  return (
    <li className={classes.row} data-removed={isRemoved || undefined}>
      <div className={classes.person}>
        <span className={classes.who}>
          <span className={classes.name}>{person.shownName}</span> <span className={classes.unit}>{person.unit}</span>
        </span>
        {person.coFacilitator && <span className={classes.role}>{t('facilitate.people.coFacilitator')}</span>}
        {isRemoved && <span className={classes.away}>{t('facilitate.people.removed')}</span>}
        {!isRemoved && person.isHere !== null && (
          <span className={person.isHere ? classes.here : classes.away}>
            {person.isHere ? t('facilitate.people.here') : t('facilitate.people.away')}
          </span>
        )}
        <button
          type="button"
          className={classes.toggle}
          aria-label={t('facilitate.people.actionsOf', { name: person.shownName })}
          aria-expanded={isOpen}
          aria-controls={isOpen ? panelId : undefined}
          onClick={() => onToggle(!isOpen)}
        >
          <IconDots size={20} aria-hidden />
        </button>
      </div>
      {isOpen && (
        <div id={panelId} className={classes.panel}>
          <PersonActions session={session} person={person} onDone={() => onToggle(false)} />
        </div>
      )}
    </li>
  );
}

function PersonActions({
  session,
  person,
  onDone,
}: Pick<Props, 'session' | 'person'> & { readonly onDone: () => void }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [step, setStep] = useState<'choose' | 'rename' | 'remove'>('choose');
  const outcome = {
    onSuccess: async () => {
      await queryClient.invalidateQueries(trpc.people.pathFilter());
      onDone();
    },
  };
  const remove = useMutation(trpc.people.remove.mutationOptions(outcome));
  const readmit = useMutation(trpc.people.readmit.mutationOptions(outcome));
  const appoint = useMutation(trpc.people.setCoFacilitator.mutationOptions(outcome));
  const participantId = person.id;
  const mayAppoint = allows(session.me.standing, 'session.appoint');
  if (step === 'rename') return <RenamePerson person={person} onDone={onDone} />;
  if (step === 'remove') {
    return (
      <Stack gap="sm">
        <p className={classes.question}>{t('facilitate.people.removeAsk', { name: person.shownName })}</p>
        <RefusalNote error={remove.error} />
        <Group gap="xs">
          <Button variant="default" onClick={() => setStep('choose')}>
            {t('common.cancel')}
          </Button>
          <Button loading={remove.isPending} onClick={() => remove.mutate({ participantId })}>
            {t('facilitate.people.removeConfirm')}
          </Button>
        </Group>
      </Stack>
    );
  }
  return (
    <Stack gap="sm">
      <Group gap="xs">
        {!person.removed ? (
          <>
            {!session.anonymous && (
              <Button variant="default" onClick={() => setStep('rename')}>
                {t('facilitate.people.rename')}
              </Button>
            )}
            {mayAppoint && (
              <Button
                variant="default"
                loading={appoint.isPending}
                onClick={() => appoint.mutate({ participantId, on: !person.coFacilitator })}
              >
                {person.coFacilitator ? t('facilitate.people.endLead') : t('facilitate.people.makeLead')}
              </Button>
            )}
            <Button variant="outline" onClick={() => setStep('remove')}>
              {t('facilitate.people.remove')}
            </Button>
          </>
        ) : (
          <Button variant="default" loading={readmit.isPending} onClick={() => readmit.mutate({ participantId })}>
            {t('facilitate.people.readmit')}
          </Button>
        )}
      </Group>
      <RefusalNote error={appoint.error ?? readmit.error} />
    </Stack>
  );
}

function RenamePerson({ person, onDone }: { readonly person: ShownPerson; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [name, setName] = useState(person.name);
  const [unit, setUnit] = useState(person.unit);
  const rename = useMutation(
    trpc.people.rename.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.people.pathFilter());
        onDone();
      },
    }),
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    rename.mutate({ participantId: person.id, name, unit });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Group gap="xs" align="flex-end">
          <TextInput
            data-autofocus
            label={t('facilitate.people.name')}
            maxLength={LIMITS.personNameChars}
            required
            withAsterisk={false}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <TextInput
            label={t('facilitate.people.unit')}
            maxLength={LIMITS.unitNameChars}
            value={unit}
            onChange={({ currentTarget }) => setUnit(currentTarget.value)}
          />
          <Button type="submit" loading={rename.isPending}>
            {t('facilitate.people.save')}
          </Button>
          <Button variant="default" onClick={onDone}>
            {t('common.cancel')}
          </Button>
        </Group>
        <RefusalNote error={rename.error} />
      </Stack>
    </form>
  );
}
