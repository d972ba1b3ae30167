import { allows } from '@gongyi/domain';
import { Alert } from '@mantine/core';
import { lazy, Suspense, useCallback, useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useActionBadges } from '../actions/use-action-badges.ts';
import { usePageTitle } from '../app/use-page-title.ts';
import { useSession } from '../sessions/session-gate.tsx';
import { filterPoints, NO_FILTER } from './filter-points.ts';
import { ListGroups } from './list-groups.tsx';
import { ListHeading } from './list-heading.tsx';
import classes from './list-page.module.css';
import { ListToolbar } from './list-toolbar.tsx';
import { useAnnouncedPerson } from './people.ts';
import { PointForm } from './point-form.tsx';
import { canAddPoints } from './point-rights.ts';
import { SelectionBar } from './selection-bar.tsx';
import { SessionNotices } from './session-notices.tsx';
import { ThemeHints } from './theme-hints.tsx';
import { UndoBar } from './undo-bar.tsx';
import { useLinkedPoint } from './use-linked-point.ts';
import { usePointCommands } from './use-point-commands.ts';
import { usePointDraft } from './use-point-draft.ts';
import { useSelection } from './use-selection.ts';
import { useSessionPoints } from './use-session-points.ts';

const PromoteDialog = lazy(() => import('../actions/promote-dialog.tsx').then((m) => ({ default: m.PromoteDialog })));

/** The session's points as a list: everything that the canvas can do, for a keyboard and a screen reader. */
export function ListPage() {
  const { t } = useTranslation();
  const session = useSession();
  usePageTitle(`${t('points.list.title')} · ${session.title}`);
  const { document, points, areas, unsent, add } = useSessionPoints(session);
  const { commands, undoable, undo, forget } = usePointCommands(document.doc, areas);
  const badges = useActionBadges(session.id);
  useAnnouncedPerson(document.awareness, session.me);
  const draft = usePointDraft(session.id);
  const [filter, setFilter] = useState(NO_FILTER);
  const [editingId, setEditingId] = useState<string | null>(null);
  const [promotion, setPromotion] = useState<'never' | 'open' | 'closed'>('never');
  const deferredFilter = useDeferredValue(filter);
  const shown = useMemo(() => filterPoints(points, deferredFilter), [points, deferredFilter]);
  const selection = useSelection(points, badges);
  const linkedId = useSearchParams()[0].get('point');
  const linkedGone = useLinkedPoint(linkedId, points, document.synced);
  const mayAdd = canAddPoints(session);
  const mayPromote = allows(session.me.standing, 'point.promote');

  const closePromotion = useCallback(() => setPromotion('closed'), []);

  return (
    <div className={classes.page}>
      <ListHeading session={session} document={document} />
      <SessionNotices session={session} document={document} unsentCount={unsent.size} />
      {linkedGone && <Alert color="gray">{t('points.list.gone')}</Alert>}
      <div className={classes.columns}>
        {mayAdd && (
          <section className={classes.add} aria-labelledby="add-point">
            <h2 id="add-point" className={classes.heading}>
              {t('points.form.heading')}
            </h2>
            <PointForm draft={draft} themes={session.themes} add={add} unsent={unsent} status={document.status} />
            <ThemeHints theme={session.themes.find(({ id }) => id === draft.themeId)} />
          </section>
        )}
        <div className={classes.list}>
          <ListToolbar
            themes={session.themes}
            points={points}
            shownCount={shown.length}
            filter={filter}
            onChange={setFilter}
          />
          {mayPromote && selection.points.length > 0 && (
            <SelectionBar
              count={selection.points.length}
              onPromote={() => setPromotion('open')}
              onClear={selection.clear}
            />
          )}
          <ListGroups
            session={session}
            doc={document.doc}
            synced={document.synced}
            total={points.length}
            shown={shown}
            filter={deferredFilter}
            badges={badges}
            unsent={unsent}
            editingId={editingId}
            onEdit={setEditingId}
            commands={commands}
            linkedId={linkedId}
            selection={mayPromote ? selection : undefined}
          />
        </div>
      </div>
      {promotion !== 'never' && (
        <Suspense>
          <PromoteDialog
            session={session}
            points={selection.points}
            opened={promotion === 'open'}
            onClose={closePromotion}
            onPromoted={() => {
              closePromotion();
              selection.clear();
            }}
          />
        </Suspense>
      )}
      <UndoBar undoable={undoable} themes={session.themes} onUndo={undo} onForget={forget} />
    </div>
  );
}
