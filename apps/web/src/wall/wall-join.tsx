import { formatJoinCode } from '@gongyi/domain';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type SessionView, useTRPC } from '../api/trpc.ts';
import { usePublicOrigin } from '../api/use-public-origin.ts';
import { ComeBack } from '../session/come-back.tsx';
import { QrCode } from '../ui/qr-code.tsx';
import classes from './wall-page.module.css';

/** How to join, to be read from the last row. */
export function WallJoin({ session }: { readonly session: SessionView }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const publicOrigin = usePublicOrigin();
  const sessions = useQuery(trpc.sessions.list.queryOptions({ campaignId: session.campaignId }));
  const joined = sessions.data?.find(({ id }) => id === session.id)?.participantCount;
  if (session.closed || publicOrigin === undefined) return null;
  if (!session.mayJoin) return <JoiningClosed session={session} count={joined} />;
  if (session.joinCode === null) return <p className={classes.expired}>{t('facilitate.wall.expired')}</p>;
  const address = `${publicOrigin.origin}/j/${session.joinCode}`;
  const shown = formatJoinCode(session.joinCode);
  return (
    <section className={classes.join}>
      <div className={classes.qr}>
        <QrCode text={address} label={t('sessions.host.qrLabel', { address })} />
      </div>
      <p className={classes.small}>{t('facilitate.wall.join')}</p>
      <p className={classes.address}>{publicOrigin.origin.replace(/^https?:\/\//, '')}</p>
      <p className={classes.small}>{t('facilitate.wall.enter')}</p>
      <p className={classes.code} role="img" aria-label={`${t('facilitate.wall.enter')} ${[...shown].join(' ')}`}>
        {shown}
      </p>
      <Joined count={joined} />
    </section>
  );
}

type CountProps = { readonly count: number | undefined };

function Joined({ count }: CountProps) {
  const { t } = useTranslation();
  return (
    <p className={classes.joined}>
      <strong>{count ?? '…'}</strong> {t('facilitate.wall.joined')}
    </p>
  );
}

/** In place of a code that would let nobody in. */
function JoiningClosed({ session, count }: CountProps & { readonly session: SessionView }) {
  const { t } = useTranslation();
  return (
    <section className={classes.join}>
      <p className={classes.closed}>{t('facilitate.wall.joiningClosed')}</p>
      <p className={classes.closedText}>{t('facilitate.wall.joiningClosedText')}</p>
      <ComeBack session={session} className={classes.comeBack} />
      <Joined count={count} />
    </section>
  );
}
