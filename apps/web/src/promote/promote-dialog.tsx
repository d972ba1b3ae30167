import type { Point } from '@gongyi/board';
import { type ActionFieldName, type ActionView, missingForAgreement } from '@gongyi/domain';
import { Alert, Anchor, Button, Group, Modal, NativeSelect, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { RefusalNote } from '../api/refusal-note.tsx';
import { type SessionView, useTRPC } from '../api/trpc.ts';
import { signature } from '../session/points/signature.ts';
import { actionPath } from '../ui/action/action-badge.tsx';
import { ActionFieldInputs } from '../ui/action/action-field-inputs.tsx';
import { fieldNames } from '../ui/action/field-names.ts';
import { ignoreEnterInFields } from '../ui/action/ignore-enter.ts';
import classes from './promote-dialog.module.css';
import { startPromotion } from './promotion-draft.ts';

type Props = {
  readonly session: SessionView;
  /** The points to promote into one action, in the order in which they should stand. */
  readonly points: readonly Point[];
  readonly opened: boolean;
  readonly onClose: () => void;
  /** After the action exists, and after the toast that links to it. */
  readonly onPromoted?: (action: ActionView) => void;
};

/** Makes one action of the selected points. Used by canvas and list. */
export function PromoteDialog({ session, points, opened, onClose, onPromoted }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('actions.promote.title')}
      size="xl"
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {/* The dialog mounts its content anew for each opening: it begins from the points as they are
          then. */}
      <PromoteForm session={session} points={points} onClose={onClose} onPromoted={onPromoted} />
    </Modal>
  );
}

const FIELDS = [
  'problem',
  'leadUnitId',
  'leader',
  'owners',
  'measure',
  'goal',
  'type',
  'deadline',
] as const satisfies readonly ActionFieldName[];

function PromoteForm({ session, points: selected, onClose, onPromoted }: Omit<Props, 'opened'>) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  // What was selected when the dialog opened: a point that moves or changes meanwhile must not
  // rewrite what is being typed.
  const [points] = useState(selected);
  const [start] = useState(() =>
    startPromotion(
      points,
      session.themes.map((theme) => theme.id),
    ),
  );
  const [themeId, setThemeId] = useState(start.themeId ?? '');
  const [fields, setFields] = useState(start.fields);
  const [attempts, setAttempts] = useState(0);
  const tried = attempts > 0;
  const formRef = useRef<HTMLFormElement>(null);
  // The dialog is longer than most screens: what stops it must come into sight, each time.
  useEffect(() => {
    if (attempts > 0) formRef.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [attempts]);

  const promote = useMutation(
    trpc.actions.promote.mutationOptions({
      onSuccess(action) {
        void queryClient.invalidateQueries(trpc.actions.pathFilter());
        notifications.show({
          color: 'green',
          autoClose: 10_000,
          title: t('actions.promote.done', { number: action.number }),
          message: (
            <Anchor component={Link} to={actionPath(action.campaignId, action.id)}>
              {t('actions.promote.toBoard')}
            </Anchor>
          ),
        });
        onClose();
        onPromoted?.(action);
      },
    }),
  );

  const missing = missingForAgreement(fields);
  const themeError = themeId === '' ? t('actions.promote.themeRequired') : undefined;
  const problemError = fields.problem.trim() === '' ? t('actions.promote.problemRequired') : undefined;

  function submit(event: FormEvent): void {
    event.preventDefault();
    setAttempts((count) => count + 1);
    if (themeError || problemError || points.length === 0 || promote.isPending) return;
    promote.mutate({ sessionId: session.id, pointIds: points.map((point) => point.id), themeId, fields });
  }

  return (
    <form onSubmit={submit} onKeyDown={ignoreEnterInFields} ref={formRef} noValidate>
      <Stack gap="md">
        <SelectedPoints points={points} />
        <NativeSelect
          label={t('actions.promote.theme')}
          description={start.themeId === null && points.length > 1 ? t('actions.promote.mixedThemes') : undefined}
          value={themeId}
          onChange={(event) => setThemeId(event.currentTarget.value)}
          data={[
            ...(themeId === '' ? [{ value: '', label: t('actions.promote.themeHint') }] : []),
            ...session.themes.map((theme) => ({ value: theme.id, label: theme.name })),
          ]}
          error={tried && themeError}
          required
        />
        {points.length > 1 && <Text size="sm">{t('actions.promote.joined', { count: points.length })}</Text>}
        <ActionFieldInputs
          fields={fields}
          onType={(typed) => setFields((current) => ({ ...current, ...typed }))}
          units={session.units}
          show={FIELDS}
          errors={tried && problemError ? { problem: problemError } : {}}
        />
        {missing.length > 0 && (
          <Alert color="yellow" variant="light">
            {t('actions.promote.missing', { fields: fieldNames(t, missing) })} {t('actions.promote.optional')}
          </Alert>
        )}
        <RefusalNote error={promote.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={promote.isPending} disabled={points.length === 0}>
            {t('actions.promote.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function SelectedPoints({ points }: { readonly points: readonly Point[] }) {
  const { t } = useTranslation();
  if (points.length === 0) return <Text>{t('actions.promote.noPoints')}</Text>;
  return (
    <div>
      <Text fw={500}>{t('actions.promote.points', { count: points.length })}</Text>
      <ol className={classes.points}>
        {points.map(({ id, text, author, unit }) => (
          <li key={id}>
            {text} <span className={classes.author}>{signature(author, unit) || t('actions.promote.anonymous')}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
