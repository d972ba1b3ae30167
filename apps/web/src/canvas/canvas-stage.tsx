import '@tldraw/tldraw/tldraw.css';
import { createTLStore, type Editor, TldrawEditor, useAtom } from '@tldraw/tldraw';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActionBadges } from '../actions/use-action-badges.ts';
import type { SessionView } from '../api/trpc.ts';
import { useLanguage } from '../app/i18n.ts';
import type { SessionDocument } from '../points/use-session-document.ts';
import { createAreaModel } from './area-model.ts';
import { bindCursors } from './bind-cursors.ts';
import { CanvasCorner } from './canvas-corner.tsx';
import classes from './canvas-page.module.css';
import { canvasRights, mayChangeAnything, mayEditPoint } from './canvas-rights.ts';
import { CanvasToolbar } from './canvas-toolbar.tsx';
import { CardProvider, type CardSurroundings } from './card-context.ts';
import { CAMERA_OPTIONS, CANVAS_COMPONENTS, CANVAS_OPTIONS, CANVAS_TOOLS } from './editor-setup.ts';
import { NoteBar } from './note-bar.tsx';
import { PointShapeUtil } from './point-shape-util.tsx';
import { PromoteSelected } from './promote-selected.tsx';
import { quietTouches } from './quiet-touches.ts';
import { SelectionBar } from './selection-bar.tsx';
import { useCanvasInput } from './use-canvas-input.ts';
import { useCanvasNotes } from './use-canvas-notes.ts';
import { useCanvasUser } from './use-canvas-user.ts';
import { type CanvasNow, useCanvasWiring } from './use-canvas-wiring.ts';
import { useCardWords } from './use-card-words.ts';
import { useFarMark } from './use-far-mark.ts';
import { useFirstView } from './use-first-view.ts';
import { useLatest } from './use-latest.ts';
import { useUndo } from './use-undo.ts';
import { zoomToAreas } from './zoom-to-areas.ts';

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
  const { themes, campaignId } = session;
  const rights = canvasRights(session);
  const { maySeeActions } = rights;
  const isReadOnly = status === 'refused' || !mayChangeAnything(rights);
  const badges = useActionBadges(session.id);
  const undo = useUndo(doc);
  const notes = useCanvasNotes(themes);
  const { onNote, onSkipped } = notes;
  const now = useLatest<CanvasNow>({ session, rights, undo, isPromoted: (id) => badges.has(id), onNote, onSkipped });

  const [editor, setEditor] = useState<Editor | null>(null);
  const [promoting, setPromoting] = useState<readonly string[]>([]);
  const [shapeUtils] = useState(() => [
    PointShapeUtil.configure({ mayEdit: (card) => mayEditPoint(now.current.rights, card.props) }),
  ]);
  const [store] = useState(() => createTLStore({ shapeUtils, bindingUtils: NO_BINDINGS }));
  const user = useCanvasUser(language);
  const areas = useMemo(() => createAreaModel(store, themes), [store, themes]);
  const commands = useCanvasWiring(editor, doc, areas, now);
  useCanvasInput(editor, commands, areas, now);
  useFarMark(editor);
  useFirstView(editor, commands !== null, areas, onNote);

  const label = t('canvas.label');
  const nameless = t('canvas.people.unnamed');
  useEffect(() => editor?.getContainer().setAttribute('aria-label', label), [editor, label]);
  useEffect(() => void editor?.updateInstanceState({ isReadonly: isReadOnly }), [editor, isReadOnly]);
  useEffect(
    () => (editor === null ? undefined : bindCursors(editor, awareness, nameless)),
    [editor, awareness, nameless],
  );

  const badgeSignal = useAtom('badges', badges);
  useEffect(() => void badgeSignal.set(badges), [badgeSignal, badges]);
  const words = useCardWords();
  const surroundings = useMemo((): CardSurroundings => {
    const themeById = new Map(themes.map((theme) => [theme.id, theme]));
    return { doc, campaignId, maySeeActions, themeById, areas, badges: badgeSignal, words };
  }, [doc, themes, campaignId, maySeeActions, areas, badgeSignal, words]);

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
    <div ref={attachPage} className={classes.page}>
      <h1 className={classes.heading}>{t('canvas.title')}</h1>
      <CardProvider value={surroundings}>
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
      </CardProvider>
      <CanvasCorner session={session} document={document} isReadOnly={isReadOnly} />
      {editor !== null && commands !== null && (
        <>
          <SelectionBar
            editor={editor}
            doc={doc}
            session={session}
            rights={rights}
            commands={commands}
            badges={badges}
            onPromote={setPromoting}
          />
          <CanvasToolbar
            editor={editor}
            undo={undo}
            mayAdd={rights.mayAdd && !isReadOnly}
            mayChange={!isReadOnly}
            onAdd={() => commands.addAndEdit(null)}
            onZoomFit={() => zoomToAreas(editor, areas.areas.get(), { animate: true })}
          />
        </>
      )}
      <NoteBar notes={notes} />
      <PromoteSelected session={session} doc={doc} pointIds={promoting} onClose={() => setPromoting([])} />
    </div>
  );
}
