import { allows } from '@gongyi/domain';
import { ActionIcon, Button, Skeleton, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { modals } from '@mantine/modals';
import { IconUserMinus, IconUserPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { RefusalNote } from '../api/refusal-note.tsx';
import { type CampaignView, type MemberView, useTRPC } from '../api/trpc.ts';
import { useAccount } from '../api/use-account.ts';
import classes from '../ui/panel.module.css';
import { Panel } from '../ui/panel.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { OpenInvitations } from './open-invitations.tsx';

export function PeoplePanel({ campaign }: { readonly campaign: CampaignView }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const people = useQuery(trpc.members.list.queryOptions({ campaignId: campaign.id }));
  const [inviting, { open, close }] = useDisclosure(false);
  const mayManage = allows(campaign.standing, 'member.manage');
  return (
    <Panel
      title={t('campaigns.people.title')}
      action={
        mayManage && (
          <Button variant="light" leftSection={<IconUserPlus size={18} />} onClick={open}>
            {t('campaigns.people.invite')}
          </Button>
        )
      }
    >
      {people.isPending && <Skeleton height={56} />}
      {people.data === undefined && <RefusalNote error={people.error} />}
      {people.data !== undefined && (
        <Stack gap="lg">
          {people.data.members.length === 0 && <Text c="dimmed">{t('campaigns.people.empty')}</Text>}
          <ul className={classes.rows}>
            {people.data.members.map((member) => (
              <MemberRow
                key={`${member.userId} ${member.role} ${member.unitName}`}
                member={member}
                campaignId={campaign.id}
                mayManage={mayManage}
              />
            ))}
          </ul>
          {people.data.invitations.length > 0 && <OpenInvitations invitations={people.data.invitations} />}
        </Stack>
      )}
      <InviteDialog campaign={campaign} opened={inviting} onClose={close} />
    </Panel>
  );
}

type RowProps = { readonly member: MemberView; readonly campaignId: string; readonly mayManage: boolean };

function MemberRow({ member, campaignId, mayManage }: RowProps) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const isMe = useAccount()?.id === member.userId;
  const remove = useMutation(
    trpc.members.remove.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.members.pathFilter()),
    }),
  );
  const askRemove = () =>
    modals.openConfirmModal({
      title: t('campaigns.people.removeTitle', { name: member.name }),
      children: t('campaigns.people.removeText'),
      labels: { confirm: t('campaigns.people.removeConfirm'), cancel: t('common.cancel') },
      onConfirm: () => remove.mutate({ campaignId, userId: member.userId }),
    });
  const role = t(`common.roles.${member.role}`);
  return (
    <li>
      <div className={classes.main}>
        <Text fw={600}>
          {member.name}
          {isMe && t('campaigns.people.you')}
        </Text>
        <Text size="sm" c="dimmed">
          {member.email}
        </Text>
      </div>
      <Text className={classes.aside}>
        {member.unitName === null ? role : t('campaigns.people.roleOfUnit', { role, unit: member.unitName })}
      </Text>
      {mayManage && (
        <ActionIcon
          variant="subtle"
          size={44}
          className={classes.menu}
          loading={remove.isPending}
          aria-label={t('campaigns.people.remove', { name: member.name })}
          onClick={askRemove}
        >
          <IconUserMinus size={18} />
        </ActionIcon>
      )}
      <RefusalNote error={remove.error} />
    </li>
  );
}
