import type { Editor } from '@tldraw/tldraw';
import { useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router';
import type { AreaModel } from './area-model.ts';
import { focusCard } from './focus-card.ts';
import { zoomToAreas } from './zoom-to-areas.ts';

/** Begins with all themes in view, or with the card that the address names (`?point=<id>`), and follows that when it changes. */
export function useFirstView(
  editor: Editor | null,
  isReady: boolean,
  areas: AreaModel,
  onNote: (note: { readonly kind: 'pointGone' }) => void,
): void {
  const [search] = useSearchParams();
  const pointId = search.get('point');
  const shownIn = useRef<Editor | null>(null);
  const focused = useRef<string | null>(null);

  useEffect(() => {
    if (editor === null || !isReady) return;
    if (shownIn.current !== editor) {
      shownIn.current = editor;
      zoomToAreas(editor, areas.areas.get(), { animate: false, orPart: true });
    }
    if (pointId === null || pointId === focused.current) return;
    focused.current = pointId;
    if (!focusCard(editor, pointId, { edit: false })) onNote({ kind: 'pointGone' });
  }, [editor, isReady, areas, pointId, onNote]);
}
