import { isWritingStage, type SessionStage } from '@gongyi/domain';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useAnnouncedPerson } from '../session/document/people.ts';
import { canAddPoints } from '../session/document/point-rights.ts';
import { SaveIndicator } from '../session/document/save-indicator.tsx';
import { useTimesLed } from '../session/document/wanted-point.ts';
import { SessionStrip } from '../session/facilitation/session-strip.tsx';
import { DispositionsProvider } from '../session/outcomes/dispositions-context.tsx';
import { SessionNotices } from '../session/points/session-notices.tsx';
import { UndoBar } from '../session/points/undo-bar.tsx';
import { usePointCommands } from '../session/points/use-point-commands.ts';
import { useSessionPoints } from '../session/points/use-session-points.ts';
import { useSession } from '../session/session-gate.tsx';
import { useVotes } from '../session/votes/use-votes.ts';
import { VoteBudget } from '../session/votes/vote-budget.tsx';
import { VotesProvider } from '../session/votes/votes-context.tsx';
import { useActionBadges } from '../ui/action/use-action-badges.ts';
import { LanguageSwitch } from '../ui/layout/language-switch.tsx';
import { usePageTitle } from '../ui/use-page-title.ts';
import { AllTab } from './all-tab.tsx';
import classes from './phone-page.module.css';
import { WriteTab } from './write-tab.tsx';

type Tab = 'write' | 'all';

/** Where the work of a stage is: writing while points are collected, then everybody's points. */
function tabOf(stage: SessionStage): Tab {
  return isWritingStage(stage) ? 'write' : 'all';
}

/** A field keeps the focus after its text was sent, and holds nobody back then. */
function isWriting(): boolean {
  const field = document.activeElement;
  return field instanceof HTMLTextAreaElement && field.value !== '';
}

/** Follows the stage, but never takes the form away from under somebody's fingers. */
function useTab(stage: SessionStage) {
  const [tab, setTab] = useState(() => tabOf(stage));
  useEffect(() => {
    if (!isWriting()) setTab(tabOf(stage));
  }, [stage]);
  return [tab, setTab] as const;
}

/** A session in one hand: write a point, and see what everybody wrote. */
export function PhonePage() {
  const { t } = useTranslation();
  const session = useSession();
  usePageTitle(session.title);
  const { document, points, areas, save, unsaved, waiting, late, own, add } = useSessionPoints(session);
  const { commands, undoable, undo, forget } = usePointCommands(session, document.doc, areas);
  const badges = useActionBadges(session.id);
  useAnnouncedPerson(document.awareness, session);
  const votes = useVotes(session);
  const mayAdd = canAddPoints(session);
  const { name, unit } = session.me.author;
  const [tab, setTab] = useTab(session.stage);
  const timesLed = useTimesLed();
  const shown: Tab = mayAdd ? tab : 'all';
  const [byVotes, setByVotes] = useState<boolean | null>(null);
  const [editingId, setEditingId] = useState<string | null>(null);
  const items = {
    session,
    doc: document.doc,
    points,
    badges,
    unsent: waiting,
    commands,
    editingId,
    onEdit: setEditingId,
  };

  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <h1 className={classes.title}>{session.title}</h1>
        <LanguageSwitch />
        <div className={classes.status}>
          <p className={classes.me}>
            {session.anonymous ? t('points.phone.anonymous') : [name, unit].filter(Boolean).join(' · ')}
          </p>
          <SaveIndicator state={save} />
        </div>
      </header>
      <SessionStrip session={session} document={document} beforeShowing={showRows} />
      <div className={classes.notices}>
        <SessionNotices session={session} document={document} save={save} add={add} late={late} />
      </div>
      <div className={classes.votes}>
        <VoteBudget votes={votes} />
      </div>
      <main className={classes.main}>
        {session.closed && (
          <Link className={classes.summary} to={`/s/${session.id}/summary`}>
            {t('deliberate.nav.summary')}
          </Link>
        )}
        <DispositionsProvider sessionId={session.id}>
          {shown === 'write' ? (
            <WriteTab {...items} own={own} add={add} unsaved={unsaved} save={save} />
          ) : (
            <VotesProvider votes={votes}>
              {/* Made anew for whoever is led to a point that they had filtered out. */}
              <AllTab key={timesLed} {...items} mayAdd={mayAdd} byVotes={byVotes} onByVotes={setByVotes} />
            </VotesProvider>
          )}
        </DispositionsProvider>
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

  /** The results of a vote are no rows that somebody could be led to. */
  function showRows(): void {
    setTab('all');
    setByVotes(session.stage === 'agree' ? false : null);
  }
}
