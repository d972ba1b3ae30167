import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { Clock } from './clock.ts';
import type { DeliveryLedger } from './delivery-ledger.ts';
import { ARRIVAL_CLOCK } from './raw-client.ts';

/** A real client with a real document: what a page sees, with all that the client library costs. */
export interface Probe {
  /** Resolves when it has the document. */
  readonly synced: Promise<void>;
  /** From now on, what arrives is noted in these; null: in none. */
  listen(ledgers: ProbeLedgers | null): void;
  destroy(): void;
}

type ProbeLedgers = { readonly cursors: DeliveryLedger; readonly edits: DeliveryLedger };

/** What a provider of y-websocket and one of Hocuspocus have in common. */
type OpenedProvider = {
  readonly doc: Y.Doc;
  readonly awareness: {
    readonly meta: ReadonlyMap<number, { readonly clock: number }>;
    on(event: 'update', listener: (change: { added: number[]; updated: number[] }) => void): void;
  };
  readonly synced: Promise<void>;
  destroy(): void;
};

export type OpenProvider = (options: {
  /** Without the room. */
  readonly url: string;
  readonly room: string;
  readonly WebSocketPolyfill: typeof globalThis.WebSocket;
}) => OpenedProvider;

export type ProbeOptions = {
  readonly open: OpenProvider;
  readonly url: string;
  readonly room: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly firstClientId: number;
  /** The number of a writer's last edit that is there when its clock is `clockAfter`. */
  readonly editNumber: (writer: number, clockAfter: number) => number;
  readonly clock: Clock;
};

export function openProbe({ open, url, room, headers, firstClientId, editNumber, clock }: ProbeOptions): Probe {
  class SocketWithHeaders extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols, { headers: { ...headers }, perMessageDeflate: false });
    }
  }
  const WebSocketPolyfill = SocketWithHeaders as unknown as typeof globalThis.WebSocket;
  const { doc, awareness, synced, destroy } = open({ url, room, WebSocketPolyfill });
  let ledgers: ProbeLedgers | null = null;

  awareness.on('update', ({ added, updated }) => {
    if (ledgers === null) return;
    const nowMs = clock();
    for (const clientId of [...added, ...updated]) {
      const meta = awareness.meta.get(clientId);
      if (meta !== undefined) ledgers.cursors.arrived(clientId - firstClientId, meta.clock - ARRIVAL_CLOCK, nowMs);
    }
  });
  doc.on('update', (_update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
    if (ledgers === null) return;
    const nowMs = clock();
    for (const [clientId, clockAfter] of transaction.afterState) {
      if (transaction.beforeState.get(clientId) === clockAfter) continue;
      const writer = clientId - firstClientId;
      ledgers.edits.arrived(writer, editNumber(writer, clockAfter), nowMs);
    }
  });

  return {
    synced,
    listen(next) {
      ledgers = next;
    },
    destroy,
  };
}

/** y-websocket's own client, unmodified. */
export const openWebsocketProvider: OpenProvider = ({ url, room, WebSocketPolyfill }) => {
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(url, room, doc, { disableBc: true, WebSocketPolyfill });
  return {
    doc,
    awareness: provider.awareness,
    synced: new Promise((resolve) => {
      provider.on('sync', (isSynced: boolean) => {
        if (isSynced) resolve();
      });
    }),
    destroy() {
      provider.awareness.destroy();
      provider.destroy();
    },
  };
};
