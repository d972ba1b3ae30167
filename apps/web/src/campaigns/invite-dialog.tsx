import { LIMITS, MEMBER_ROLES, type MemberRole } from '@gongyi/domain';
import { Button, Modal, NativeSelect, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RefusalNote } from '../api/refusal-note.tsx';
import { type CampaignView, useTRPC } from '../api/trpc.ts';
import { usePublicOrigin } from '../api/use-public-origin.ts';
import { CopyField } from '../ui/copy-field.tsx';

type Props = { readonly campaign: CampaignView; readonly opened: boolean; readonly onClose: () => void };

/**
 * Role, unit and note in; a link out that one hands over by whatever means there are. No mail
 * server is needed.
 */
export function InviteDialog({ campaign, opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('campaigns.people.invite')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {/* Inside the dialog, so that a secret link is gone when it closes. */}
      <Invitation campaign={campaign} onClose={onClose} />
    </Modal>
  );
}

function Invitation({ campaign, onClose }: Omit<Props, 'opened'>) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const create = useMutation(
    trpc.invitations.create.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.members.pathFilter()),
    }),
  );
  if (create.data !== undefined) {
    return <ReadyLink token={create.data.token} onAnother={create.reset} onClose={onClose} />;
  }
  return (
    <InvitationForm
      campaign={campaign}
      busy={create.isPending}
      error={create.error}
      onCreate={(invitation) => create.mutate({ campaignId: campaign.id, ...invitation })}
    />
  );
}

type InvitationDraft = { readonly role: MemberRole; readonly unitId: string | null; readonly note: string };

type FormProps = {
  readonly campaign: CampaignView;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onCreate: (invitation: InvitationDraft) => void;
};

/** The role that stands for a unit; the schema of an invitation has the same rule. */
const ROLE_OF_A_UNIT: MemberRole = 'liaison';

function InvitationForm({ campaign, busy, error, onCreate }: FormProps) {
  const { t } = useTranslation();
  const [role, setRole] = useState<MemberRole>('secretary');
  const [unitId, setUnitId] = useState('');
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const needsUnit = role === ROLE_OF_A_UNIT;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (needsUnit && unitId === '') document.getElementById('invite-unit')?.focus();
    else onCreate({ role, unitId: needsUnit ? unitId : null, note });
  };
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="md">
        <Radio.Group
          label={t('campaigns.people.role')}
          value={role}
          onChange={(value) => setRole(MEMBER_ROLES.find((candidate) => candidate === value) ?? role)}
        >
          <Stack gap="sm" mt="xs">
            {MEMBER_ROLES.map((candidate) => (
              <Radio
                key={candidate}
                value={candidate}
                size="md"
                label={t(`common.roles.${candidate}`)}
                description={t(`campaigns.people.roleHints.${candidate}`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        {needsUnit && (
          <NativeSelect
            id="invite-unit"
            label={t('campaigns.people.unit')}
            description={campaign.units.length === 0 ? t('campaigns.people.noUnits') : undefined}
            value={unitId}
            error={tried && unitId === '' && t('campaigns.people.unitMissing')}
            data={[
              { value: '', label: t('campaigns.people.unitPlaceholder'), disabled: true },
              ...campaign.units.map((unit) => ({ value: unit.id, label: unit.name })),
            ]}
            onChange={(event) => setUnitId(event.currentTarget.value)}
          />
        )}
        <TextInput
          label={t('campaigns.people.note')}
          placeholder={t('campaigns.people.notePlaceholder')}
          maxLength={LIMITS.invitationNoteChars}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <RefusalNote error={error} />
        <Button type="submit" loading={busy}>
          {t('campaigns.people.createLink')}
        </Button>
      </Stack>
    </form>
  );
}

type ReadyProps = { readonly token: string; readonly onAnother: () => void; readonly onClose: () => void };

function ReadyLink({ token, onAnother, onClose }: ReadyProps) {
  const { t } = useTranslation();
  // The secret rides in the fragment, which browsers send to no server and servers write to no log.
  const link = `${usePublicOrigin()?.origin ?? window.location.origin}/invite#${token}`;
  return (
    <Stack gap="md">
      <Text fw={600}>{t('campaigns.people.linkReady')}</Text>
      <CopyField label={t('campaigns.people.link')} value={link} />
      <Text c="dimmed">{t('campaigns.people.linkHint', { days: LIMITS.invitationDays })}</Text>
      <Button variant="light" onClick={onAnother}>
        {t('campaigns.people.another')}
      </Button>
      <Button variant="default" onClick={onClose}>
        {t('common.close')}
      </Button>
    </Stack>
  );
}
