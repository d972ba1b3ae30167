import { LIMITS } from '@gongyi/domain';
import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RefusalNote } from '../api/refusal-note.tsx';
import { useTRPC } from '../api/trpc.ts';
import classes from './session-versions.module.css';

/** Keeps a session's present state, under a name if one is given. */
export function KeepState({ sessionId }: { readonly sessionId: string }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [label, setLabel] = useState('');
  const keep = useMutation(
    trpc.snapshots.keep.mutationOptions({
      onSuccess: async () => {
        setLabel('');
        await queryClient.invalidateQueries(trpc.snapshots.pathFilter());
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    keep.mutate({ sessionId, label });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <div className={classes.keep}>
          <TextInput
            className={classes.name}
            label={t('sessions.versions.name')}
            placeholder={t('sessions.versions.namePlaceholder')}
            maxLength={LIMITS.snapshotLabelChars}
            value={label}
            readOnly={keep.isPending}
            onChange={(event) => {
              setLabel(event.currentTarget.value);
              keep.reset();
            }}
          />
          <Button type="submit" loading={keep.isPending}>
            {t('sessions.versions.keep')}
          </Button>
          {/* Stays in the page, so that screen readers hear what enters it. */}
          <Text role="status" className={classes.kept}>
            {keep.isSuccess && t('sessions.versions.kept')}
          </Text>
        </div>
        <RefusalNote error={keep.error} />
      </Stack>
    </form>
  );
}
