import { LIMITS } from '@gongyi/domain';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../api/trpc.ts';
import { useRefusal } from '../api/use-refusal.ts';
import { PushButton } from '../ui/plain/push-button.tsx';
import { TextField } from '../ui/plain/text-field.tsx';
import classes from './join.module.css';
import { type RememberedPerson, readRememberedPerson, rememberPerson } from './remembered-person.ts';
import { UnitField } from './unit-field.tsx';

type Props = {
  readonly code: string;
  readonly units: readonly string[];
  /** Then neither name nor unit is asked for. */
  readonly anonymous: boolean;
  /** Who this device already is in the session. */
  readonly me: RememberedPerson | null;
  readonly onJoined: (sessionId: string) => void;
};

/** Name and unit, and one is in; where nobody's name is known, one tap. */
export function JoinForm({ anonymous, ...props }: Props) {
  return anonymous ? <AnonymousForm {...props} /> : <NamedForm {...props} />;
}

type FormProps = Omit<Props, 'anonymous'>;

function AnonymousForm({ code, onJoined }: FormProps) {
  const { t } = useTranslation();
  const refusal = useRefusal();
  const join = useJoin(({ sessionId }) => onJoined(sessionId));
  return (
    <>
      <p className={classes.promise}>{t('points.join.anonymous')}</p>
      {join.isError && (
        <p className={classes.refusal} role="alert">
          {refusal(join.error)}
        </p>
      )}
      <PushButton disabled={join.isPending} onClick={() => join.mutate({ code })}>
        {t('points.join.submitAnonymously')}
      </PushButton>
    </>
  );
}

function useJoin(onJoined: (joined: { readonly sessionId: string }) => void) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useMutation(
    trpc.participants.join.mutationOptions({
      onSuccess: (joined) => {
        // Who somebody is in a session may be on this page's shelf under an older name.
        void queryClient.invalidateQueries(trpc.sessions.pathFilter());
        onJoined(joined);
      },
    }),
  );
}

function NamedForm({ code, units, me, onJoined }: FormProps) {
  const { t } = useTranslation();
  const refusal = useRefusal();
  const [remembered] = useState(() => me ?? readRememberedPerson());
  const [name, setName] = useState(remembered.name);
  const [unit, setUnit] = useState(remembered.unit);
  const [checked, setChecked] = useState(false);
  const nameField = useRef<HTMLInputElement>(null);
  const unitField = useRef<HTMLInputElement>(null);
  const join = useJoin(({ sessionId }) => {
    rememberPerson({ name: name.trim(), unit: unit.trim() });
    onJoined(sessionId);
  });
  const nameMissing = name.trim() === '';
  const unitMissing = unit.trim() === '';

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    setChecked(true);
    if (nameMissing) nameField.current?.focus();
    else if (unitMissing) unitField.current?.focus();
    else join.mutate({ code, name, unit });
  }

  return (
    <form className={classes.stack} onSubmit={onSubmit} noValidate>
      <TextField
        ref={nameField}
        label={t('points.join.name')}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
        error={checked && nameMissing ? t('points.join.nameMissing') : null}
        maxLength={LIMITS.personNameChars}
        autoComplete="name"
        required
      />
      <UnitField
        units={units}
        value={unit}
        onChange={setUnit}
        error={checked && unitMissing ? t('points.join.unitMissing') : null}
        fieldRef={unitField}
      />
      <p className={classes.soft}>{t('points.join.shown')}</p>
      {join.isError && (
        <p className={classes.refusal} role="alert">
          {refusal(join.error)}
        </p>
      )}
      <PushButton type="submit" disabled={join.isPending}>
        {t('points.join.submit')}
      </PushButton>
    </form>
  );
}
