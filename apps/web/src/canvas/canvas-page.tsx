import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Doc } from 'yjs';
import { useAnnouncedPerson } from '../session/document/people.ts';
import { useSessionDocument } from '../session/document/use-session-document.ts';
import { useSession } from '../session/session-gate.tsx';
import { usePageTitle } from '../ui/use-page-title.ts';
import classes from './canvas-page.module.css';
import { CanvasStage } from './canvas-stage.tsx';
import { CanvasCorner } from './corner/canvas-corner.tsx';

/** The session's points as cards on a shared canvas. */
export function CanvasPage() {
  const { t } = useTranslation();
  const session = useSession();
  const document = useSessionDocument(session);
  const [loaded, setLoaded] = useState<Doc | null>(null);
  usePageTitle(session.title);
  useAnnouncedPerson(document.awareness, session);

  // Later disconnections leave the canvas as it is.
  useEffect(() => {
    if (document.synced) setLoaded(document.doc);
  }, [document.synced, document.doc]);

  if (loaded !== document.doc) {
    return (
      <div className={classes.page}>
        <p className={classes.loading}>{t('canvas.loading')}</p>
        <CanvasCorner session={session} document={document} isReadOnly />
      </div>
    );
  }
  // Another document, after the server refused an edit, is another canvas.
  return <CanvasStage key={document.doc.guid} session={session} document={document} />;
}
