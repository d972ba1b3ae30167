import { Anchor, Badge, Button } from '@mantine/core';
import { IconList } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { SessionView } from '../../api/trpc.ts';
import { canWrite, takesPartElsewhere } from '../../session/document/point-rights.ts';
import { SaveIndicator } from '../../session/document/save-indicator.tsx';
import { saveStateOf } from '../../session/document/save-state.ts';
import type { SessionDocument } from '../../session/document/use-session-document.ts';
import { IntakeLink } from '../../session/intake-link.tsx';
import { TakenBackNotice } from '../../session/points/taken-back-notice.tsx';
import { CORNER } from '../window/corner-room.ts';
import classes from './canvas-corner.module.css';
import { PeopleOnline } from './people-online.tsx';

type Props = {
  readonly session: SessionView;
  readonly document: SessionDocument;
  readonly isReadOnly: boolean;
  /** What else is always in sight, in few words. */
  readonly children?: ReactNode;
};

/**
 * Over the canvas: on the left whether what one wrote is saved, on the right who is here and the
 * way to the same points as a list.
 */
export function CanvasCorner({ session, document, isReadOnly, children }: Props) {
  const { t } = useTranslation();
  const save = saveStateOf(document, canWrite(session));
  const note = statusNote(session, document, isReadOnly);
  return (
    <div className={classes.corner} {...CORNER}>
      <div className={classes.save}>
        <SaveIndicator state={save} />
      </div>
      <div className={classes.more}>{children}</div>
      <div className={classes.here}>
        <PeopleOnline awareness={document.awareness} ownId={session.me.author.id} />
        <IntakeLink session={session} className={classes.list} nameClassName={classes.listName} />
        <Anchor component={Link} to={`/sessions/${session.id}/list`} className={classes.list} title={t('canvas.help')}>
          <IconList size={18} aria-hidden />
          <span className={classes.listName}>{t('canvas.toList')}</span>
        </Anchor>
      </div>
      <div className={classes.notes} role="status">
        {note !== null && (
          <Badge
            size="lg"
            radius="sm"
            variant="filled"
            color={note === 'refused' ? 'orange.9' : 'dark.4'}
            className={classes.note}
          >
            {t(`canvas.status.${note}`)}
          </Badge>
        )}
        {note === 'refused' && (
          <Button size="compact-sm" variant="white" onClick={document.restart}>
            {t('canvas.status.reconnect')}
          </Button>
        )}
        {save.kind === 'offline' && save.changes === 0 && note === null && (
          <Badge size="lg" radius="sm" variant="filled" color="orange.9" className={classes.note}>
            {document.unsaved.isOnDevice
              ? t('points.connection.offlineNote')
              : t('points.connection.offlineNoteVolatile')}
          </Badge>
        )}
        <TakenBackNotice document={document} />
      </div>
    </div>
  );
}

function statusNote(session: SessionView, { status }: SessionDocument, isReadOnly: boolean) {
  if (session.closed) return 'closed';
  if (status === 'refused') return status;
  // Whoever leads may have it on the wall: said only while they lack something.
  const lacks = isReadOnly || session.switches.vote || session.privateWriting;
  if (lacks && takesPartElsewhere(session)) return 'otherDevice';
  // Whoever may vote does more than read.
  return isReadOnly && !session.rights.vote ? 'readOnly' : null;
}
