import type { Editor } from '@tldraw/tldraw';
import { useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router';
import type { CardCommands } from './cards/card-commands.ts';
import type { AreaModel } from './window/area-model.ts';
import { refitOnResize } from './window/refit-on-resize.ts';
import { zoomToAreas } from './window/zoom-to-areas.ts';

/**
 * Begins with all themes in view, or with the card that the address names (`?point=<id>`), and
 * follows that when it changes.
 */
export function useFirstView(
  editor: Editor | null,
  commands: CardCommands | null,
  areas: AreaModel,
  onNote: (note: { readonly kind: 'pointGone' }) => void,
): void {
  const [search] = useSearchParams();
  const pointId = search.get('point');
  const shownIn = useRef<Editor | null>(null);
  const focused = useRef<string | null>(null);

  useEffect(() => (editor === null ? undefined : refitOnResize(editor, () => areas.areas.get())), [editor, areas]);

  useEffect(() => {
    if (editor === null || commands === null) return;
    if (shownIn.current !== editor) {
      shownIn.current = editor;
      zoomToAreas(editor, areas.areas.get(), { animate: false, orPart: true });
    }
    if (pointId === null || pointId === focused.current) return;
    focused.current = pointId;
    if (!commands.focus(pointId, { edit: false })) onNote({ kind: 'pointGone' });
  }, [editor, commands, areas, pointId, onNote]);
}
