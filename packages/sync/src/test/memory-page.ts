import { acknowledgementFrame, createUnacknowledgedEdits, MESSAGE_ACKNOWLEDGEMENT, readMark } from '@gongyi/board';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness';
import { messageYjsSyncStep1, messageYjsSyncStep2 } from 'y-protocols/sync';
import * as Y from 'yjs';
import { answerFrame, requestFrame, updateFrame } from '../protocol.ts';
import type { MemorySocket } from './memory-socket.ts';

/**
 * A page as ours is: y-websocket's client with marks, whose document survives a reload. Each step
 * of it is the test's.
 */
export interface MemoryPage {
  readonly personId: string;
  readonly doc: Y.Doc;
  readonly isConnected: boolean;
  /** The server has sent all that the page lacked. */
  readonly isSynced: boolean;
  /** Edits that are not known to be stored. */
  readonly unsaved: number;
  /** What of the page's own was acknowledged since it opened. */
  readonly acknowledged: OwnEdits;
  /** Client ids of those whom the page sees, itself included. */
  present(): ReadonlySet<number>;
  connect(): void;
  /** The network breaks. */
  cut(): void;
  /** The person closes the page; its document stays in the browser. */
  leave(): void;
  /** Takes in one message; false when there was none. */
  read(): boolean;
  moveCursor(state: { readonly [key: string]: unknown }): void;
  /**
   * What the stock client does by its own clock, which a test cannot turn: each 15 s it says again
   * that it is here, and whoever has said nothing for twice as long is no longer shown.
   */
  fifteenSecondsPassed(): void;
  /** Ends its timers. */
  dispose(): void;
  /** What the page's doc has by a transaction of this origin is somebody else's. */
  readonly network: unknown;
}

/** Edits of one client: its structs up to a clock, and what it deleted. */
export type OwnEdits = { clock: number; readonly deletes: OwnDelete[] };
type OwnDelete = { readonly client: number; readonly clock: number; readonly len: number };

export type MemoryPageOptions = {
  readonly personId: string;
  readonly doc: Y.Doc;
  readonly open: () => MemorySocket;
  /** Each time when the server has ended the connection, or the network has. */
  readonly onClosed: (code: number) => void;
  /** The server says that these edits are stored. */
  readonly onAcknowledged: (edits: OwnEdits) => void;
  /** Each message on its way to the server. */
  readonly onSend?: (message: Uint8Array) => void;
};

const MESSAGE_SYNC = 0;
const MESSAGE_AWARENESS = 1;

export function createMemoryPage(options: MemoryPageOptions): MemoryPage {
  const { personId, doc, open, onClosed, onAcknowledged, onSend = () => undefined } = options;
  const network = Symbol('network');
  const edits = createUnacknowledgedEdits();
  const acknowledged: OwnEdits = { clock: 0, deletes: [] };
  /** By mark, what it stands for; deletions since the mark before. */
  const marked = new Map<number, OwnEdits>();
  let deletes: OwnDelete[] = [];
  let socket: MemorySocket | null = null;
  let isSynced = false;
  const awareness = new Awareness(doc);
  /** The clocks of others at the last two times. */
  let heard: [Map<number, number>, Map<number, number>] = [new Map(), new Map()];

  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === network) return;
    for (const [client, ranges] of Y.decodeUpdate(update).ds.clients) {
      for (const { clock, len } of ranges) deletes.push({ client, clock, len });
    }
    edits.edited();
    send(updateFrame(update));
    mark();
  });

  // The stock client also passes on what it hears of others.
  awareness.on('update', ({ added, updated, removed }: Record<'added' | 'updated' | 'removed', number[]>) =>
    sendPresence([...added, ...updated, ...removed]),
  );

  function sendPresence(clientIds: number[]) {
    const update = encodeAwarenessUpdate(awareness, clientIds);
    send(
      encoding.encode((encoder) => {
        encoding.writeVarUint(encoder, MESSAGE_AWARENESS);
        encoding.writeVarUint8Array(encoder, update);
      }),
    );
  }

  function send(message: Uint8Array) {
    if (socket === null) return;
    onSend(message);
    socket.send(message);
  }

  function mark() {
    if (socket === null) return;
    const next = edits.nextMark();
    if (next === null) return;
    marked.set(next, { clock: Y.getState(doc.store, doc.clientID), deletes });
    deletes = [];
    send(acknowledgementFrame(next));
  }

  function disconnected() {
    socket = null;
    isSynced = false;
    const others = [...awareness.getStates().keys()].filter((clientId) => clientId !== awareness.clientID);
    removeAwarenessStates(awareness, others, network);
    edits.disconnected();
    // They are marked again on the next connection.
    deletes = [...[...marked.values()].flatMap((lost) => lost.deletes), ...deletes];
    marked.clear();
  }

  function noteAcknowledged(number: number) {
    edits.acknowledged(number);
    for (const [mark, stored] of marked) {
      if (mark > number) continue;
      marked.delete(mark);
      acknowledged.clock = Math.max(acknowledged.clock, stored.clock);
      acknowledged.deletes.push(...stored.deletes);
      onAcknowledged(stored);
    }
  }

  function handle(message: Uint8Array) {
    const decoder = decoding.createDecoder(message);
    switch (decoding.readVarUint(decoder)) {
      case MESSAGE_SYNC: {
        const type = decoding.readVarUint(decoder);
        const content = decoding.readVarUint8Array(decoder);
        if (type === messageYjsSyncStep1) return send(answerFrame(doc, content));
        Y.applyUpdate(doc, content, network);
        if (type === messageYjsSyncStep2) isSynced = true;
        return;
      }
      case MESSAGE_AWARENESS:
        return applyAwarenessUpdate(awareness, decoding.readVarUint8Array(decoder), network);
      case MESSAGE_ACKNOWLEDGEMENT:
        return noteAcknowledged(readMark(decoder));
    }
  }

  return {
    personId,
    doc,
    network,
    acknowledged,
    get isConnected() {
      return socket !== null;
    },
    get isSynced() {
      return isSynced;
    },
    get unsaved() {
      return edits.count;
    },
    present: () => new Set(awareness.getStates().keys()),
    connect() {
      if (socket !== null) return;
      socket = open();
      send(requestFrame(doc));
      sendPresence([awareness.clientID]);
      mark();
    },
    cut() {
      socket?.cut();
      disconnected();
    },
    leave() {
      socket?.close();
      disconnected();
    },
    read() {
      if (socket === null) return false;
      const message = socket.read();
      if (message !== null) {
        handle(message);
        return true;
      }
      const { closeCode } = socket;
      if (closeCode === null) return false;
      disconnected();
      onClosed(closeCode);
      return true;
    },
    moveCursor: (state) => awareness.setLocalState({ ...state }),
    fifteenSecondsPassed() {
      const clocks = new Map([...awareness.meta].map(([clientId, { clock }]) => [clientId, clock]));
      const [earlier, later] = heard;
      heard = [later, clocks];
      const silent = [...clocks].filter(([clientId, clock]) => earlier.get(clientId) === clock);
      const others = silent.map(([clientId]) => clientId).filter((clientId) => clientId !== awareness.clientID);
      removeAwarenessStates(awareness, others, network);
      awareness.setLocalState(awareness.getLocalState());
    },
    dispose: () => awareness.destroy(),
  };
}
