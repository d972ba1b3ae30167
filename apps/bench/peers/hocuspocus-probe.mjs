// The stock client of Hocuspocus, as apps/bench/src/load/probe.ts wants it. Here, because it must
// share Yjs with its own package.
import { HocuspocusProvider } from '@hocuspocus/provider';
import * as Y from 'yjs';

export function openProvider({ url, room, WebSocketPolyfill }) {
  const doc = new Y.Doc();
  const provider = new HocuspocusProvider({ url, name: room, document: doc, token: 'bench', WebSocketPolyfill });
  return {
    doc,
    awareness: provider.awareness,
    synced: new Promise((resolve) => provider.on('synced', () => resolve())),
    destroy: () => provider.destroy(),
  };
}
