import { type Editor, react } from '@tldraw/tldraw';
import { useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { serverClock } from '../../api/server-clock.ts';
import type { SessionView } from '../../api/trpc.ts';
import { useFollow } from '../../session/facilitation/use-follow.ts';
import { type CanvasRect, offerView } from '../../session/facilitation/view-source.ts';
import classes from './canvas-follow.module.css';

type Props = { readonly editor: Editor; readonly session: SessionView };

const MOVE_MS = 300;
/** Further off than this, in screen pixels or zoom, somebody has moved the canvas themselves. */
const DRIFT_PX = 4;
const DRIFT_ZOOM = 0.01;
/** Whoever opens the canvas later than this after a summons came to see something else. */
const FRESH_MS = 60_000;

/**
 * Takes this canvas to where a leader calls, keeps it there while the hall is held, and shows the
 * way back after drifting away.
 */
export function CanvasFollow({ editor, session }: Props) {
  const { t } = useTranslation();
  const { summon, hold, rights } = session;
  const { state, on } = useFollow(session);
  const isHeld = hold !== null && !rights.lead;
  const view = summon === null || summon.byMe ? null : summon.view;
  const latest = useRef(view);
  latest.current = view;

  useEffect(() => offerView({ read: () => boundsOf(editor), onRest: (rested) => onRest(editor, rested) }), [editor]);

  const go = useCallback(() => {
    if (latest.current === null) return;
    showView(editor, latest.current);
    on('went');
  }, [editor, on]);

  const isCalled = state.is === 'called';
  const calledAt = isCalled ? state.at : null;
  useEffect(() => {
    if (calledAt === null) return;
    if (isHeld || serverClock.now() - Date.parse(calledAt) < FRESH_MS) go();
  }, [calledAt, isHeld, go]);

  // While the hall is held nobody stays away.
  const isAway = state.is === 'away' || state.is === 'declined';
  useEffect(() => {
    if (isHeld && isAway) go();
  }, [isHeld, isAway, go]);

  const followedAt = state.is === 'following' ? state.at : null;
  useEffect(() => {
    if (followedAt === null || isHeld) return undefined;
    return watchDrift(
      editor,
      () => latest.current,
      () => on('left'),
    );
  }, [editor, followedAt, isHeld, on]);

  useEffect(() => {
    if (!isHeld) return undefined;
    editor.setCameraOptions({ ...editor.getCameraOptions(), isLocked: true });
    return () => {
      editor.setCameraOptions({ ...editor.getCameraOptions(), isLocked: false });
    };
  }, [editor, isHeld]);

  if (view === null || state.is === 'none' || state.is === 'following') return null;
  return (
    <div className={classes.away}>
      <button type="button" className={classes.back} onClick={go}>
        {t('facilitate.summon.back')}
      </button>
    </div>
  );
}

const REST_MS = 500;

function onRest(editor: Editor, rested: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isFirst = true;
  const stop = react('led view', () => {
    editor.getCamera();
    if (isFirst) {
      isFirst = false;
      return;
    }
    clearTimeout(timer);
    timer = setTimeout(rested, REST_MS);
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}

function boundsOf(editor: Editor): CanvasRect {
  const { x, y, w, h } = editor.getViewportPageBounds();
  return { x, y, w, h };
}

/** All of the view, as large as it goes, in the middle. */
function cameraFor(editor: Editor, view: CanvasRect) {
  const { w, h } = editor.getViewportScreenBounds();
  const { zoomSteps } = editor.getCameraOptions();
  const zoom = Math.min(w / view.w, h / view.h);
  const z = Math.min(Math.max(zoom, zoomSteps[0] ?? zoom), zoomSteps.at(-1) ?? zoom);
  return { x: w / 2 / z - (view.x + view.w / 2), y: h / 2 / z - (view.y + view.h / 2), z };
}

function showView(editor: Editor, view: CanvasRect): void {
  const isCalm = editor.user.getAnimationSpeed() === 0;
  editor.setCamera(
    cameraFor(editor, view),
    isCalm ? { force: true, immediate: true } : { force: true, animation: { duration: MOVE_MS } },
  );
}

/**
 * Calls `left` once when the person moves the canvas away from the view; a window of another size
 * does not count.
 */
function watchDrift(editor: Editor, view: () => CanvasRect | null, left: () => void): () => void {
  let stop = (): void => undefined;
  const begin = (): void => {
    let size = editor.getViewportScreenBounds();
    stop = react('drift', () => {
      const { x, y, z } = editor.getCamera();
      const now = editor.getViewportScreenBounds();
      const target = view();
      if (target === null) return;
      if (now.w !== size.w || now.h !== size.h) {
        size = now;
        // Not in here: what moves the camera must not depend on it.
        queueMicrotask(() => showView(editor, target));
        return;
      }
      const wanted = cameraFor(editor, target);
      const isOff =
        Math.hypot(wanted.x - x, wanted.y - y) * z > DRIFT_PX || Math.abs(wanted.z - z) > DRIFT_ZOOM * wanted.z;
      if (isOff) queueMicrotask(left);
    });
  };
  // The way there is no drift.
  const timer = setTimeout(begin, MOVE_MS + 150);
  return () => {
    clearTimeout(timer);
    stop();
  };
}
