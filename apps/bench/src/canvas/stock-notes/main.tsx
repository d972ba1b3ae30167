import '@tldraw/tldraw/tldraw.css';
import { type Editor, Tldraw, toRichText } from '@tldraw/tldraw';
import { createRoot } from 'react-dom/client';

type Note = { readonly x: number; readonly y: number; readonly text: string };

declare global {
  interface Window {
    /** Fills the board; called by the measurement. */
    fillNotes?: (notes: readonly Note[]) => void;
    /** As ours has it, so that both are driven alike. */
    editor?: Editor;
  }
}

/**
 * tldraw refuses more than 4,000 shapes unless it is told otherwise; and its camera goes as far out
 * as ours.
 */
const OPTIONS = { maxShapesPerPage: 100_000 };
const CAMERA = { zoomSteps: [0.02, 0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 4] };

function fill(editor: Editor, notes: readonly Note[]): void {
  editor.createShapes(
    // A stock note is 200 × 200: made as high as our cards, so that as many are in view.
    notes.map(({ x, y, text }) => ({
      type: 'note' as const,
      x,
      y,
      props: { richText: toRichText(text), scale: 0.66, font: 'sans' },
    })),
  );
}

/**
 * tldraw as it comes, without its toolbars, with notes in its own store; no document behind it,
 * nobody else.
 */
function StockNotes() {
  return (
    <Tldraw
      hideUi
      options={OPTIONS}
      cameraOptions={CAMERA}
      onMount={(editor) => {
        window.editor = editor;
        window.fillNotes = (notes) => fill(editor, notes);
      }}
    />
  );
}

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<StockNotes />);
