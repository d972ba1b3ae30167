import { Anchor, Badge, Button } from '@mantine/core';
import { IconList } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { SessionView } from '../api/trpc.ts';
import type { SessionDocument } from '../points/use-session-document.ts';
import classes from './canvas-corner.module.css';
import { PeopleOnline } from './people-online.tsx';

type Props = {
  readonly session: SessionView;
  readonly document: SessionDocument;
  readonly isReadOnly: boolean;
};

/** Over the canvas, top right: how the connection is, who is here, and the way to the same points as a list. */
export function CanvasCorner({ session, document, isReadOnly }: Props) {
  const { t } = useTranslation();
  const note = statusNote(session, document, isReadOnly);
  return (
    <div className={classes.corner}>
      <div className={classes.status} role="status">
        {note !== null && (
          <Badge
            size="lg"
            radius="sm"
            variant="filled"
            color={note === 'offline' || note === 'refused' ? 'orange.9' : 'dark.4'}
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
      </div>
      <div className={classes.here}>
        <PeopleOnline awareness={document.awareness} ownId={session.me.id} />
        <Anchor component={Link} to={`/sessions/${session.id}/list`} className={classes.list} title={t('canvas.help')}>
          <IconList size={18} aria-hidden />
          <span className={classes.listName}>{t('canvas.toList')}</span>
        </Anchor>
      </div>
    </div>
  );
}

function statusNote(session: SessionView, { status }: SessionDocument, isReadOnly: boolean) {
  if (session.closed) return 'closed';
  if (status === 'offline' || status === 'refused' || status === 'connecting') return status;
  return isReadOnly ? 'readOnly' : null;
}
