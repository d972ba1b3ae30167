import type * as Y from 'yjs';
import { requestFrame } from './protocol.ts';

/**
 * Asks a page for what it has and the document has not. Everybody who joins is asked, and the frame
 * names all client ids of the document: it is made once for all who come in before that changes.
 */
export interface Question {
  readonly frame: Uint8Array;
  dispose(): void;
}

export function createQuestion(doc: Y.Doc): Question {
  let frame: Uint8Array | null = null;
  const forget = () => {
    frame = null;
  };
  doc.on('update', forget);
  return {
    get frame() {
      frame ??= requestFrame(doc);
      return frame;
    },
    dispose: () => doc.off('update', forget),
  };
}
