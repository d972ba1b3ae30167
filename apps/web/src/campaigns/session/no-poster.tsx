import { allows } from '@gongyi/domain';
import { Alert, Button, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../api/trpc.ts';
import { ComeBack } from '../../session/come-back.tsx';
import classes from './no-poster.module.css';
import { useSessionCommands } from './use-session-commands.ts';

/** Why there is no code to show, and what to do about it. */
export function NoPoster({ session }: { readonly session: SessionView }) {
  const { t } = useTranslation();
  const commands = useSessionCommands(session.id);
  const { standing } = session.me;
  if (session.closed) {
    return (
      <Alert color="gray" variant="default" title={t('sessions.host.closed')}>
        <Stack gap="md" align="flex-start">
          {t('sessions.host.closedText')}
          {allows(standing, 'session.close') && (
            <Button loading={commands.busy} onClick={commands.reopen}>
              {t('sessions.host.reopen')}
            </Button>
          )}
        </Stack>
      </Alert>
    );
  }
  if (!session.mayJoin)
    return (
      <Alert color="gray" variant="default" title={t('sessions.host.joiningClosed')}>
        <Stack gap="xs">
          <span>{t('sessions.host.joiningClosedText')}</span>
          <ComeBack session={session} className={classes.comeBack} />
        </Stack>
      </Alert>
    );
  if (!allows(standing, 'session.open'))
    return (
      <Alert color="gray" variant="default">
        {t('sessions.host.noCode')}
      </Alert>
    );
  return (
    <Alert color="yellow" variant="light" title={t('sessions.host.expired')}>
      <Stack gap="md" align="flex-start">
        {t('sessions.host.expiredText')}
        <Button loading={commands.busy} onClick={commands.renewCode}>
          {t('sessions.host.renewCode')}
        </Button>
      </Stack>
    </Alert>
  );
}
