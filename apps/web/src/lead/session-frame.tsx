import { Suspense } from 'react';
import { Outlet, useMatch } from 'react-router';
import type { SessionView } from '../api/trpc.ts';
import { useSessionDocument } from '../session/document/use-session-document.ts';
import { SessionStrip } from '../session/facilitation/session-strip.tsx';
import { useSession } from '../session/session-gate.tsx';
import { PageSkeleton } from '../ui/page-skeleton.tsx';
import { SessionConsole } from './session-console.tsx';
import classes from './session-frame.module.css';

/**
 * What stands above every page of a session: the console for those who lead, and for all what the
 * session is doing.
 */
export function SessionFrame() {
  const session = useSession();
  const document = useSessionDocument(session);
  const onCanvas = useMatch('/sessions/:sessionId/canvas') !== null;
  return (
    <div className={classes.frame}>
      <div className={classes.top}>
        {session.rights.lead && <SessionConsole session={session} document={document} />}
        <SessionStrip session={session} document={document} onCanvas={onCanvas} />
      </div>
      <div className={classes.body}>
        <Suspense fallback={<PageSkeleton />}>
          <Outlet context={session satisfies SessionView} />
        </Suspense>
      </div>
    </div>
  );
}
