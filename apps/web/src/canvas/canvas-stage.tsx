import '@tldraw/tldraw/tldraw.css';
import { createTLStore, type Editor, TldrawEditor, useAtom, useValue } from '@tldraw/tldraw';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../api/trpc.ts';
import type { SessionDocument } from '../session/document/use-session-document.ts';
import { useVotes } from '../session/votes/use-votes.ts';
import { VoteBudget } from '../session/votes/vote-budget.tsx';
import { useActionBadges } from '../ui/action/use-action-badges.ts';
import { useLanguage } from '../ui/i18n.ts';
import classes from './canvas-page.module.css';
import { canvasRights, mayChangeAnything, mayEditPoint } from './cards/canvas-rights.ts';
import { CardProvider, type CardSurroundings } from './cards/card-context.ts';
import { createCardSearch } from './cards/card-search.ts';
import { createCardVoting } from './cards/card-voting.ts';
import { PointShapeUtil } from './cards/point-shape-util.tsx';
import { useCardWords } from './cards/use-card-words.ts';
import { CanvasCorner } from './corner/canvas-corner.tsx';
import { CanvasFollow } from './corner/canvas-follow.tsx';
import { CanvasToolbar } from './corner/canvas-toolbar.tsx';
import { MergeTools } from './corner/merge-tools.tsx';
import { Minimap } from './corner/minimap.tsx';
import { NoteBar } from './corner/note-bar.tsx';
import { PromoteSelected } from './corner/promote-selected.tsx';
import { SearchBar } from './corner/search-bar.tsx';
import { SelectionBar } from './corner/selection-bar.tsx';
import { DrawingProvider } from './drawing/drawing-context.ts';
import { PenBar } from './drawing/pen-bar.tsx';
import { CAMERA_OPTIONS, CANVAS_COMPONENTS, CANVAS_OPTIONS, CANVAS_TOOLS } from './editor-setup.tsx';
import { bindCursors } from './input/bind-cursors.ts';
import { quietTouches } from './input/quiet-touches.ts';
import { useCanvasInput } from './input/use-canvas-input.ts';
import { useCanvasNotes } from './input/use-canvas-notes.ts';
import { type CanvasNow, useCanvasWiring } from './input/use-canvas-wiring.ts';
import { useLatest } from './input/use-latest.ts';
import { useUndo } from './input/use-undo.ts';
import { WiringProvider } from './input/wiring-context.ts';
import { useCanvasUser } from './use-canvas-user.ts';
import { useFirstView } from './use-first-view.ts';
import { createAreaModel } from './window/area-model.ts';
import { inboxGround } from './window/inbox-ground.ts';
import { inReadingOrder } from './window/reading-order.ts';
import { useFarMark } from './window/use-far-mark.ts';
import { usePointIndex } from './window/use-point-index.ts';
import { zoomToAreas } from './window/zoom-to-areas.ts';

type Props = {
  readonly session: SessionView;
  /** One document for the life of this component. */
  readonly document: SessionDocument;
};

const NO_BINDINGS: [] = [];

/** The editor with everything around it, for one document. */
export function CanvasStage({ session, document }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { doc, awareness, status } = document;
  const { themes, campaignId, anonymous } = session;
  // What of the document changes with each edit is for the corner alone: the parts below are not
  // drawn again for it.
  const rights = useMemo(() => canvasRights(session), [session]);
  const { maySeeActions } = rights;
  const isReadOnly = status === 'refused' || !mayChangeAnything(rights);
  const mayDraw = rights.mayDraw && !isReadOnly;
  const badges = useActionBadges(session.id);
  const undo = useUndo(doc);
  const votes = useVotes(session);
  const grounds = useMemo(() => [...themes, inboxGround(t('points.list.inbox'))], [themes, t]);
  const notes = useCanvasNotes(grounds);
  const { onNote, onSkipped } = notes;
  const index = usePointIndex(doc);
  const areas = useMemo(() => createAreaModel(index, themes), [index, themes]);
  useEffect(() => areas.follow(), [areas]);
  const [openCluster, onOpenCluster] = useState<string | null>(null);
  const isPromoted = (id: string): boolean => badges.has(id);
  const now = useLatest<CanvasNow>({
    session,
    rights,
    areas,
    undo,
    votes,
    isPromoted,
    onNote,
    onSkipped,
    onOpenCluster,
  });
  const [search] = useState(() =>
    createCardSearch(index, (points) => inReadingOrder(points, now.current.areas.areas.get())),
  );
  useEffect(() => search.follow(), [search]);
  const isSearching = useValue(search.isOpen);

  const [editor, setEditor] = useState<Editor | null>(null);
  const [promoting, setPromoting] = useState<readonly string[]>([]);
  const [shapeUtils] = useState(() => [
    PointShapeUtil.configure({
      mayEdit: ({ props }) => props.memberCount === 0 && mayEditPoint(now.current.rights, props),
    }),
  ]);
  const [store] = useState(() => createTLStore({ shapeUtils, bindingUtils: NO_BINDINGS }));
  const user = useCanvasUser(language);
  const wiring = useCanvasWiring(editor, doc, index, awareness, now);
  const commands = wiring?.commands ?? null;
  const drawing = wiring?.drawing ?? null;
  useCanvasInput(editor, index, wiring, search, now);
  useFarMark(editor);
  const onAdd = useCallback(() => commands?.addAndEdit(null), [commands]);
  const onZoomFit = useCallback(() => {
    if (editor !== null) zoomToAreas(editor, areas.areas.get(), { animate: true });
  }, [editor, areas]);
  useFirstView(editor, commands, areas, onNote);

  const label = t('canvas.label');
  const nameless = t('canvas.people.unnamed');
  useEffect(() => editor?.getContainer().setAttribute('aria-label', label), [editor, label]);
  useEffect(() => void editor?.updateInstanceState({ isReadonly: isReadOnly }), [editor, isReadOnly]);
  useEffect(() => {
    if (!mayDraw) drawing?.end();
  }, [drawing, mayDraw]);
  useEffect(
    () =>
      // Nobody's pointer is shown where nobody may be told from others.
      editor === null || anonymous
        ? undefined
        : bindCursors(editor, awareness, { nameless, intervalMs: document.presenceIntervalMs }),
    [editor, awareness, anonymous, nameless, document.presenceIntervalMs],
  );

  const badgeSignal = useAtom('badges', badges);
  useEffect(() => void badgeSignal.set(badges), [badgeSignal, badges]);
  const [voting] = useState(createCardVoting);
  useEffect(() => voting.show(votes), [voting, votes]);
  const words = useCardWords();
  const surroundings = useMemo((): CardSurroundings => {
    const themeById = new Map(grounds.map((ground) => [ground.id, ground]));
    return { doc, campaignId, maySeeActions, themeById, index, areas, search, badges: badgeSignal, voting, words };
  }, [doc, grounds, campaignId, maySeeActions, index, areas, search, badgeSignal, voting, words]);

  const attachPage = useCallback((page: HTMLElement | null) => (page === null ? undefined : quietTouches(page)), []);
  const onMount = useCallback((mounted: Editor) => {
    setEditor(mounted);
    // Whoever came by a link has the focus still on it, where the canvas's keys do not count.
    // Not `mounted.focus()`: it believes to have the focus already, and does nothing.
    if (window.document.activeElement?.closest('input, textarea, [role="dialog"]') == null) {
      mounted.getContainer().focus({ preventScroll: true });
    }
    return () => setEditor(null);
  }, []);

  return (
    <div
      ref={attachPage}
      className={classes.page}
      data-voting={votes.open || undefined}
      data-vote-refused={votes.refusal !== null || undefined}
    >
      <h1 className={classes.heading}>{t('canvas.title')}</h1>
      <CardProvider value={surroundings}>
        <WiringProvider value={wiring}>
          <DrawingProvider value={drawing}>
            <TldrawEditor
              store={store}
              shapeUtils={shapeUtils}
              bindingUtils={NO_BINDINGS}
              tools={CANVAS_TOOLS}
              initialState="select"
              components={CANVAS_COMPONENTS}
              options={CANVAS_OPTIONS}
              cameraOptions={CAMERA_OPTIONS}
              user={user}
              onMount={onMount}
            />
          </DrawingProvider>
        </WiringProvider>
      </CardProvider>
      <CanvasCorner session={session} document={document} isReadOnly={isReadOnly}>
        <VoteBudget votes={votes} brief />
      </CanvasCorner>
      {editor !== null && wiring !== null && commands !== null && (
        <>
          {isSearching && (
            <SearchBar search={search} commands={commands} onClose={() => editor.getContainer().focus()} />
          )}
          <CanvasFollow editor={editor} session={session} />
          <Minimap editor={editor} index={index} areas={areas} themes={grounds} search={search} />
          <MergeTools
            editor={editor}
            session={session}
            doc={doc}
            index={index}
            areas={areas}
            wiring={wiring}
            votes={votes}
            mayMerge={rights.mayMove && !isReadOnly}
            openCluster={openCluster}
            onOpenCluster={onOpenCluster}
          />
          <SelectionBar
            editor={editor}
            index={index}
            areas={areas}
            selection={wiring.selection}
            session={session}
            rights={rights}
            commands={commands}
            clusters={wiring.clusters}
            onOpenCluster={onOpenCluster}
            badges={badges}
            votes={votes}
            onPromote={setPromoting}
          />
          {mayDraw && <PenBar editor={editor} drawing={wiring.drawing} mayClear={rights.mayEditAny} />}
          <CanvasToolbar
            editor={editor}
            undo={undo}
            mayAdd={rights.mayAdd && !isReadOnly}
            mayDraw={mayDraw}
            mayChange={!isReadOnly}
            onAdd={onAdd}
            onZoomFit={onZoomFit}
          />
        </>
      )}
      <NoteBar notes={notes} />
      <PromoteSelected session={session} doc={doc} pointIds={promoting} onClose={() => setPromoting([])} />
    </div>
  );
}
