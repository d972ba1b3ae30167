import { formatJoinCode, parseJoinCode } from '@gongyi/domain';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { refusalOf } from '../api/refusal-of.ts';
import { type RouterOutputs, useTRPC } from '../api/trpc.ts';
import { useAccount } from '../api/use-account.ts';
import { useRefusal } from '../api/use-refusal.ts';
import { PlainLayout } from '../ui/layout/plain-layout.tsx';
import { PageSkeleton } from '../ui/page-skeleton.tsx';
import { PushButton } from '../ui/plain/push-button.tsx';
import { usePageTitle } from '../ui/use-page-title.ts';
import classes from './join.module.css';
import { JoinForm } from './join-form.tsx';

type Preview = RouterOutputs['participants']['peek'];

/** What the QR code opens: which session it is, and who is joining. */
export function JoinPage() {
  const { t } = useTranslation();
  usePageTitle(t('points.join.title'));
  const trpc = useTRPC();
  const typed = useParams().code ?? '';
  // What is no code is asked all the same: the answer is that of a wrong one.
  const code = parseJoinCode(typed) ?? typed.slice(0, 64);
  const preview = useQuery(trpc.participants.peek.queryOptions({ code }, { staleTime: 0 }));
  return (
    <PlainLayout>
      {preview.isPending && <PageSkeleton />}
      {preview.isError && preview.data === undefined && (
        <NoSession code={code} error={preview.error} onRetry={preview.refetch} />
      )}
      {preview.data && <Joining code={code} preview={preview.data} onRetry={preview.refetch} />}
    </PlainLayout>
  );
}

type NoSessionProps = { readonly code: string; readonly error: unknown; readonly onRetry: () => unknown };

function NoSession({ code, error, onRetry }: NoSessionProps) {
  const { t } = useTranslation();
  const refusal = useRefusal();
  const isWrong = refusalOf(error).code === 'codeInvalid';
  return (
    <div className={classes.stack}>
      <h1 className={classes.title}>{t('points.join.codeWrongTitle')}</h1>
      <p className={classes.refusal} role="alert">
        <strong>{parseJoinCode(code) === null ? code : formatJoinCode(code)}</strong>
        <br />
        {refusal(error)}
      </p>
      {!isWrong && <PushButton onClick={() => void onRetry()}>{t('common.retry')}</PushButton>}
      <Link to="/" className={classes.link}>
        {t('points.join.otherCode')}
      </Link>
    </div>
  );
}

type JoiningProps = { readonly code: string; readonly preview: Preview; readonly onRetry: () => unknown };

function Joining({ code, preview, onRetry }: JoiningProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [changing, setChanging] = useState(false);
  const enter = (sessionId: string): void => void navigate(`/s/${sessionId}`, { replace: true });
  const { me, anonymous, mayJoin } = preview;
  return (
    <div className={classes.stack}>
      <div className={classes.session}>
        <p className={classes.campaign}>{preview.campaignName}</p>
        <h1 className={classes.title}>{preview.title}</h1>
      </div>
      {me === null && !mayJoin ? (
        <JoiningClosed sessionId={preview.sessionId} onRetry={onRetry} />
      ) : me !== null && !changing ? (
        <>
          {anonymous ? (
            <p className={classes.promise}>
              {t('points.join.joinedAnonymously')} {t('points.terms.anonymous')}
            </p>
          ) : (
            <p>{t('points.join.joinedAs', me)}</p>
          )}
          <PushButton onClick={() => enter(preview.sessionId)}>{t('points.join.continue')}</PushButton>
          {!anonymous && (
            <PushButton look="quiet" onClick={() => setChanging(true)}>
              {t('points.join.change')}
            </PushButton>
          )}
        </>
      ) : (
        <JoinForm code={code} units={preview.units} anonymous={anonymous} me={me} onJoined={enter} />
      )}
    </div>
  );
}

/** Said before anybody types a name for nothing. Whoever has an account needs no code. */
function JoiningClosed({ sessionId, onRetry }: { readonly sessionId: string; readonly onRetry: () => unknown }) {
  const { t } = useTranslation();
  const user = useAccount();
  return (
    <>
      <p className={classes.refusal} role="status">
        <strong>{t('points.join.closedTitle')}</strong>
        <br />
        {t('points.join.closed')}
      </p>
      <PushButton onClick={() => void onRetry()}>{t('points.join.again')}</PushButton>
      {user && (
        <Link to={`/sessions/${sessionId}`} className={classes.link}>
          {t('points.join.withAccount', { name: user.name })}
        </Link>
      )}
      <Link to="/" className={classes.link}>
        {t('points.join.otherCode')}
      </Link>
    </>
  );
}
