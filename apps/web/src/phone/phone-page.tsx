import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActionBadges } from '../actions/use-action-badges.ts';
import { LanguageSwitch } from '../app/language-switch.tsx';
import { usePageTitle } from '../app/use-page-title.ts';
import { ConnectionState } from '../points/connection-state.tsx';
import { useAnnouncedPerson } from '../points/people.ts';
import { canAddPoints } from '../points/point-rights.ts';
import { SessionNotices } from '../points/session-notices.tsx';
import { UndoBar } from '../points/undo-bar.tsx';
import { usePointCommands } from '../points/use-point-commands.ts';
import { useSessionPoints } from '../points/use-session-points.ts';
import { useSession } from '../sessions/session-gate.tsx';
import { AllTab } from './all-tab.tsx';
import classes from './phone-page.module.css';
import { WriteTab } from './write-tab.tsx';

type Tab = 'write' | 'all';

/** A session in one hand: write a point, and see what everybody wrote. */
export function PhonePage() {
  const { t } = useTranslation();
  const session = useSession();
  usePageTitle(session.title);
  const { document, points, areas, unsent, add } = useSessionPoints(session);
  const { commands, undoable, undo, forget } = usePointCommands(document.doc, areas);
  const badges = useActionBadges(session.id);
  useAnnouncedPerson(document.awareness, session.me);
  const mayAdd = canAddPoints(session);
  const [tab, setTab] = useState<Tab>('write');
  const shown: Tab = mayAdd ? tab : 'all';
  const [editingId, setEditingId] = useState<string | null>(null);
  const items = { session, doc: document.doc, points, badges, unsent, commands, editingId, onEdit: setEditingId };

  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <div className={classes.names}>
          <h1 className={classes.title}>{session.title}</h1>
          <p className={classes.me}>{[session.me.name, session.me.unit].filter(Boolean).join(' · ')}</p>
        </div>
        <ConnectionState status={document.status} />
        <LanguageSwitch />
      </header>
      <div className={classes.notices}>
        <SessionNotices session={session} document={document} unsentCount={unsent.size} />
      </div>
      <main className={classes.main}>
        {shown === 'write' ? (
          <WriteTab {...items} add={add} status={document.status} />
        ) : (
          <AllTab {...items} mayAdd={mayAdd} />
        )}
      </main>
      {mayAdd && (
        <nav className={classes.tabs} aria-label={t('points.phone.tabs')}>
          <button
            type="button"
            className={classes.tab}
            aria-current={shown === 'write' ? 'page' : undefined}
            onClick={() => setTab('write')}
          >
            {t('points.phone.write')}
          </button>
          <button
            type="button"
            className={classes.tab}
            aria-current={shown === 'all' ? 'page' : undefined}
            onClick={() => setTab('all')}
          >
            {t('points.phone.all')} <span className={classes.count}>{points.length}</span>
          </button>
        </nav>
      )}
      <UndoBar undoable={undoable} themes={session.themes} onUndo={undo} onForget={forget} />
    </div>
  );
}
