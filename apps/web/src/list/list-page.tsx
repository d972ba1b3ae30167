import { allows } from '@gongyi/domain';
import { Alert } from '@mantine/core';
import { lazy, Suspense, useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { SuggestionsButton } from '../session/clusters/suggestions-button.tsx';
import { useAnnouncedPerson } from '../session/document/people.ts';
import { canAddPoints } from '../session/document/point-rights.ts';
import { useBoard } from '../session/document/use-board.ts';
import { DispositionsProvider } from '../session/outcomes/dispositions-context.tsx';
import { useRanking } from '../session/outcomes/use-ranking.ts';
import { filterPoints, isFiltering } from '../session/points/filter-points.ts';
import { OwnPoints } from '../session/points/own-points.tsx';
import { PointForm } from '../session/points/point-form.tsx';
import { SessionNotices } from '../session/points/session-notices.tsx';
import { UndoBar } from '../session/points/undo-bar.tsx';
import { usePointCommands } from '../session/points/use-point-commands.ts';
import { usePointDraft } from '../session/points/use-point-draft.ts';
import { useSessionPoints } from '../session/points/use-session-points.ts';
import { ThemeHints } from '../session/prompts/theme-hints.tsx';
import { useSession } from '../session/session-gate.tsx';
import { useVotes } from '../session/votes/use-votes.ts';
import { VoteBudget } from '../session/votes/vote-budget.tsx';
import { VotesProvider } from '../session/votes/votes-context.tsx';
import { useActionBadges } from '../ui/action/use-action-badges.ts';
import { usePageTitle } from '../ui/use-page-title.ts';
import { withThemesOfClusters } from './fold-clusters.ts';
import { ListGroups } from './list-groups.tsx';
import { ListHeading } from './list-heading.tsx';
import classes from './list-page.module.css';
import { type ListOrder, ListToolbar } from './list-toolbar.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { useLinkedPoint } from './use-linked-point.ts';
import { useListFilter } from './use-list-filter.ts';
import { useListKeys } from './use-list-keys.ts';
import { useListSections } from './use-list-sections.ts';
import { useSelection } from './use-selection.ts';

const PromoteDialog = lazy(() => import('../promote/promote-dialog.tsx').then((m) => ({ default: m.PromoteDialog })));

/**
 * The session's points as a list: everything that the canvas can do, for a keyboard and a screen
 * reader.
 */
export function ListPage() {
  const { t } = useTranslation();
  const session = useSession();
  usePageTitle(`${t('points.list.title')} · ${session.title}`);
  const { document, points, areas, save, unsaved, waiting, late, own, add } = useSessionPoints(session);
  const { commands, clusterCommands, undoable, undo, forget } = usePointCommands(session, document.doc, areas);
  const badges = useActionBadges(session.id);
  useAnnouncedPerson(document.awareness, session);
  const draft = usePointDraft(session.id);
  const textField = useRef<HTMLTextAreaElement>(null);
  const { filter, setFilter, listed } = useListFilter();
  const [editingId, setEditingId] = useState<string | null>(null);
  const [promotion, setPromotion] = useState<'never' | 'open' | 'closed'>('never');
  const board = useBoard(document.doc);
  const sorted = useMemo(() => withThemesOfClusters(points, board.clusters), [points, board]);
  const shown = useMemo(() => filterPoints(sorted, listed), [sorted, listed]);
  const votes = useVotes(session);
  const [order, setOrder] = useState<ListOrder>('theme');
  const ranking = useRanking(session.id, board, order === 'votes');
  const isFiltered = isFiltering(listed);
  const sections = useListSections({ session, shown, clusters: board.clusters, ranking, isFiltered });
  const selection = useSelection(points, badges);
  const linkedId = useSearchParams()[0].get('point');
  const linkedGone = useLinkedPoint(linkedId, points, document.synced);
  const mayAdd = canAddPoints(session);
  const mayPromote = allows(session.me.standing, 'point.promote');

  const mayMerge = !session.closed && (session.rights.move || session.rights.editAny);
  const findField = useRef<HTMLInputElement>(null);
  const { id: authorId, name: author } = session.me.author;
  const merge = () => {
    clusterCommands.merge(
      selection.points.map(({ id }) => id),
      { authorId, author },
    );
    selection.clear();
  };
  useListKeys({
    session,
    points,
    badges,
    votes,
    clusters: board.clusters,
    sections,
    commands,
    selection: mayPromote || mayMerge ? selection : null,
    find: findField,
    text: textField,
    onEdit: setEditingId,
    onMerge: mayMerge && selection.points.length > 1 ? merge : null,
    onPromote: mayPromote && selection.points.length > 0 ? () => setPromotion('open') : null,
    onUndo: undoable === null || undoable.isOutOfReach ? null : undo,
  });

  const closePromotion = useCallback(() => setPromotion('closed'), []);

  return (
    <div className={classes.page}>
      <ListHeading session={session} document={document} save={save} />
      <SessionNotices session={session} document={document} save={save} add={add} late={late} />
      {linkedGone && <Alert color="gray">{t('points.list.gone')}</Alert>}
      <div className={classes.columns}>
        {mayAdd && (
          <section className={classes.add} aria-labelledby="add-point">
            <h2 id="add-point" className={classes.heading}>
              {t('points.form.heading')}
            </h2>
            <PointForm session={session} draft={draft} add={add} unsaved={unsaved} save={save} textRef={textField} />
            <ThemeHints
              session={session}
              themeId={draft.themeId}
              points={points}
              chosen={draft.prompt}
              onChoose={(prompt) => {
                draft.change({ prompt });
                if (prompt !== null) textField.current?.focus();
              }}
            />
            <OwnPoints session={session} own={own} editingId={editingId} onEdit={setEditingId} />
          </section>
        )}
        <div className={classes.list}>
          <ListToolbar
            themes={session.themes}
            points={points}
            shownCount={shown.length}
            filter={filter}
            onChange={setFilter}
            order={order}
            onOrder={setOrder}
            findRef={findField}
          />
          <SuggestionsButton
            session={session}
            doc={document.doc}
            look="words"
            actions={{
              merge: (ids) => clusterCommands.merge(ids, { authorId, author }),
              moveToTheme: (id, themeId) =>
                board.clusters.some((cluster) => cluster.id === id)
                  ? clusterCommands.moveCluster(id, themeId)
                  : commands.move(id, themeId),
            }}
          />
          <div className={classes.inSight}>
            <VoteBudget votes={votes} />
            {selection.points.length > 0 && (
              <SelectionBar
                count={selection.points.length}
                onPromote={mayPromote ? () => setPromotion('open') : undefined}
                onMerge={mayMerge ? merge : undefined}
                onClear={selection.clear}
              />
            )}
          </div>
          <VotesProvider votes={votes}>
            <DispositionsProvider sessionId={session.id}>
              <ListGroups
                session={session}
                doc={document.doc}
                synced={document.synced}
                total={points.length}
                sections={sections}
                isFiltered={isFiltered}
                badges={badges}
                unsent={waiting}
                editingId={editingId}
                onEdit={setEditingId}
                commands={commands}
                linkedId={linkedId}
                selection={mayPromote || mayMerge ? selection : undefined}
                clusterCommands={clusterCommands}
              />
            </DispositionsProvider>
          </VotesProvider>
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
