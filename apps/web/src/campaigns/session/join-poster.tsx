import { formatJoinCode } from '@gongyi/domain';
import { Alert, Button, Skeleton } from '@mantine/core';
import { IconMaximize } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type SessionView, useTRPC } from '../../api/trpc.ts';
import { usePublicOrigin } from '../../api/use-public-origin.ts';
import { QrCode } from '../../ui/qr-code.tsx';
import classes from './join-poster.module.css';

type Props = { readonly session: SessionView; readonly code: string };

/**
 * QR code, address and code, as large as the screen allows: the last row of the hall has to read
 * them.
 */
export function JoinPoster({ session, code }: Props) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const poster = useRef<HTMLElement>(null);
  const publicOrigin = usePublicOrigin();
  const sessions = useQuery(trpc.sessions.list.queryOptions({ campaignId: session.campaignId }));
  const count = sessions.data?.find((candidate) => candidate.id === session.id)?.participantCount;
  const shown = formatJoinCode(code);
  if (publicOrigin === undefined) return <Skeleton height="60vh" />;
  const address = `${publicOrigin.origin}/j/${code}`;
  return (
    <>
      {!publicOrigin.reachable && (
        <Alert color="yellow" variant="light">
          {t('sessions.host.localhostOnly')}
        </Alert>
      )}
      <section ref={poster} className={classes.poster}>
        <div className={classes.qr}>
          <QrCode text={address} label={t('sessions.host.qrLabel', { address })} />
        </div>
        <div className={classes.words}>
          <p className={classes.title}>{session.title}</p>
          <p className={classes.line}>{t('sessions.host.joinByPhone')}</p>
          <p className={classes.address}>{publicOrigin.origin.replace(/^https?:\/\//, '')}</p>
          <p className={classes.line}>{t('sessions.host.thenEnter')}</p>
          <p className={classes.code} role="img" aria-label={`${t('sessions.host.codeLabel')} ${[...shown].join(' ')}`}>
            {shown}
          </p>
          <p className={classes.count} aria-live="polite">
            <strong>{count ?? '…'}</strong> {t('sessions.host.participants')}
          </p>
        </div>
        {document.fullscreenEnabled && (
          <Button
            className={classes.fullScreen}
            variant="default"
            leftSection={<IconMaximize size={20} />}
            onClick={() => void poster.current?.requestFullscreen()}
          >
            {t('sessions.host.fullScreen')}
          </Button>
        )}
      </section>
    </>
  );
}
