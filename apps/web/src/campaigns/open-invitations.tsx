import { ActionIcon, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { RefusalNote } from '../api/refusal-note.tsx';
import { type InvitationView, useTRPC } from '../api/trpc.ts';
import classes from '../ui/panel.module.css';
import { useDates } from '../ui/use-dates.ts';

/**
 * Links that were made and not used yet. Their secrets are gone: a lost link is revoked and made
 * anew.
 */
export function OpenInvitations({ invitations }: { readonly invitations: readonly InvitationView[] }) {
  const { t } = useTranslation();
  return (
    <div>
      <Text fw={600} mb="xs">
        {t('campaigns.people.pending')}
      </Text>
      <ul className={classes.rows}>
        {invitations.map((invitation) => (
          <InvitationRow key={invitation.id} invitation={invitation} />
        ))}
      </ul>
    </div>
  );
}

function InvitationRow({ invitation }: { readonly invitation: InvitationView }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const dates = useDates();
  const revoke = useMutation(
    trpc.invitations.revoke.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.members.pathFilter()),
    }),
  );
  const role = t(`common.roles.${invitation.role}`);
  const what =
    invitation.unitName === null ? role : t('campaigns.people.roleOfUnit', { role, unit: invitation.unitName });
  const askRevoke = () =>
    modals.openConfirmModal({
      title: t('campaigns.people.revokeTitle'),
      children: t('campaigns.people.revokeText'),
      labels: { confirm: t('campaigns.people.revokeConfirm'), cancel: t('common.cancel') },
      onConfirm: () => revoke.mutate({ invitationId: invitation.id }),
    });
  return (
    <li>
      <div className={classes.main}>
        <Text>{what}</Text>
        {invitation.note !== '' && (
          <Text size="sm" c="dimmed">
            {invitation.note}
          </Text>
        )}
      </div>
      <Text size="sm" c="dimmed" className={classes.aside}>
        {t('campaigns.people.expires', { date: dates.day(invitation.expiresAt) })}
      </Text>
      <ActionIcon
        variant="subtle"
        size={44}
        className={classes.menu}
        loading={revoke.isPending}
        aria-label={t('campaigns.people.revoke', { name: invitation.note || what })}
        onClick={askRevoke}
      >
        <IconX size={18} />
      </ActionIcon>
      <RefusalNote error={revoke.error} />
    </li>
  );
}
