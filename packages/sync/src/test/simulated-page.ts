import * as decoding from 'lib0/decoding';
import { messageYjsSyncStep1 } from 'y-protocols/sync';
import * as Y from 'yjs';
import type { Connection } from '../connection.ts';
import type { DocumentRights } from '../ports.ts';
import { answerFrame, awarenessFrame, requestFrame, updateFrame } from '../protocol.ts';
import type { Room } from '../room.ts';
import { editorOf } from './editor-of.ts';

/** One page as y-websocket's client behaves, with a network whose every step the test takes. */
export interface SimulatedPage {
  readonly doc: Y.Doc;
  readonly personId: string;
  readonly isConnected: boolean;
  connect(): void;
  disconnect(): void;
  /** The next frame on its way to the server, or from it; false when there is none. */
  deliverUp(): boolean;
  deliverDown(): boolean;
}

export type SimulatedPageOptions = {
  readonly personId: string;
  readonly rights: DocumentRights;
  readonly clientId: number;
  /** Where it connects to. */
  readonly room: () => Room;
};

const FROM_NETWORK = Symbol('from the network');

export function createSimulatedPage({
  personId,
  rights,
  clientId,
  room: roomNow,
}: SimulatedPageOptions): SimulatedPage {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  let connection: Connection | null = null;
  /** Of the connection: a page that comes back may find another. */
  let room: Room | null = null;
  const up: Uint8Array[] = [];
  const down: Uint8Array[] = [];

  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (connection !== null && origin !== FROM_NETWORK) up.push(updateFrame(update));
  });

  const page = {
    doc,
    personId,
    rights,
    get isConnected() {
      return connection !== null;
    },
    connect() {
      if (connection !== null) return;
      const entered = roomNow();
      room = entered;
      const send = (frame: Uint8Array) => void down.push(frame);
      const own: Connection = {
        ...editorOf(personId, rights),
        send,
        sendShared: ({ bytes }) => send(messageIn(bytes)),
        changeRights: () => undefined,
        hold: () => undefined,
        settle: () => undefined,
        charge: () => undefined,
        sendAnswer: ({ bytes }) => send(messageIn(bytes)),
        backlogBytes: 0,
        close: () => {
          entered.leave(own);
          if (connection === own) page.disconnect();
        },
        keepAlive: () => undefined,
      };
      connection = own;
      up.push(requestFrame(doc), awarenessFrame([{ clientId: doc.clientID, clock: 1, state: '{}' }]));
      entered.join(own);
    },
    disconnect() {
      if (connection === null) return;
      room?.leave(connection);
      connection = null;
      up.length = 0;
      down.length = 0;
    },
    deliverUp() {
      const frame = up.shift();
      if (frame === undefined || connection === null) return false;
      room?.receive(connection, frame);
      return true;
    },
    deliverDown() {
      const frame = down.shift();
      if (frame === undefined) return false;
      const decoder = decoding.createDecoder(frame);
      if (decoding.readVarUint(decoder) !== 0) return true;
      const type = decoding.readVarUint(decoder);
      const content = decoding.readVarUint8Array(decoder);
      if (type === messageYjsSyncStep1) up.push(answerFrame(doc, content));
      else Y.applyUpdate(doc, content, FROM_NETWORK);
      return true;
    },
  };
  return page;
}

/** Tabs of one browser tell each other everything at once, without the server. */
export function shareBetweenTabs(tabs: readonly SimulatedPage[]): void {
  for (const from of tabs) {
    for (const to of tabs) {
      if (from !== to)
        Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)), FROM_NETWORK);
    }
  }
}

/** Without the header of WebSocket. */
function messageIn(bytes: Buffer): Uint8Array {
  const length = bytes[1] ?? 0;
  return bytes.subarray(length < 126 ? 2 : length === 126 ? 4 : 10);
}
