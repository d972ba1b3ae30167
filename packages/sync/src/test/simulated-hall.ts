import * as decoding from 'lib0/decoding';
import { messageYjsSyncStep1 } from 'y-protocols/sync';
import * as Y from 'yjs';
import type { Connection } from '../connection.ts';
import { createSyncMetrics } from '../metrics.ts';
import type { DocumentRights } from '../ports.ts';
import { answerFrame, awarenessFrame, requestFrame, updateFrame } from '../protocol.ts';
import { createRoom, type Room } from '../room.ts';
import { createUnsavedBudget } from '../unsaved-budget.ts';

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

/** A room without sockets and without time, and the pages in it. */
export interface SimulatedHall {
  readonly room: Room;
  readonly pages: readonly SimulatedPage[];
  /** Why connections were closed by the server. */
  readonly refusals: readonly string[];
  addPage(personId: string, rights: DocumentRights, clientId: number): SimulatedPage;
  /** Tabs of one browser tell each other everything at once, without the server. */
  shareBetweenTabs(personId: string): void;
  /** The server loses its memory and the last `lost` updates, which it had already sent to others. */
  crash(lost: number): void;
  /** Delivers until nothing is on its way. */
  settle(): void;
  /** The document as a new server would load it. */
  reload(): Y.Doc;
}

const FROM_NETWORK = Symbol('from the network');

export function createSimulatedHall(): SimulatedHall {
  const log: Uint8Array[] = [];
  const pages: (SimulatedPage & { readonly rights: DocumentRights })[] = [];
  const refusals: string[] = [];
  let room = openRoom();

  function load(): Y.Doc {
    const doc = new Y.Doc();
    for (const update of log) Y.applyUpdate(doc, update);
    return doc;
  }

  function openRoom(): Room {
    return createRoom({
      sessionId: 's1',
      doc: load(),
      writer: {
        push: (update) => log.push(update),
        idle: true,
        written: () => Promise.resolve(),
        abandon: () => undefined,
      },
      unsaved: createUnsavedBudget(Number.POSITIVE_INFINITY),
      // Without time: everything goes out at once.
      timing: { shortestFlushMs: 0, longestFlushMs: 0 },
      metrics: createSyncMetrics({ rooms: () => 1, connections: () => 0, unsavedBytes: () => 0 }),
      answersPerTurn: Number.POSITIVE_INFINITY,
      logger: {
        warn: (details) => refusals.push(reasonIn(details)),
        error: (details) => refusals.push(reasonIn(details)),
      },
    });
  }

  function addPage(personId: string, rights: DocumentRights, clientId: number) {
    const doc = new Y.Doc();
    doc.clientID = clientId;
    let connection: Connection | null = null;
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
        const send = (frame: Uint8Array) => void down.push(frame);
        const own: Connection = {
          personId,
          rights,
          send,
          sendShared: ({ bytes }) => send(messageIn(bytes)),
          sendAnswer: ({ bytes }) => send(messageIn(bytes)),
          backlogBytes: 0,
          close: () => {
            room.leave(own);
            if (connection === own) page.disconnect();
          },
          keepAlive: () => undefined,
        };
        connection = own;
        up.push(requestFrame(doc), awarenessFrame([{ clientId: doc.clientID, clock: 1, state: '{}' }]));
        room.join(own);
      },
      disconnect() {
        if (connection === null) return;
        room.leave(connection);
        connection = null;
        up.length = 0;
        down.length = 0;
      },
      deliverUp() {
        const frame = up.shift();
        if (frame === undefined || connection === null) return false;
        room.receive(connection, frame);
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
    pages.push(page);
    return page;
  }

  return {
    get room() {
      return room;
    },
    pages,
    refusals,
    addPage,
    shareBetweenTabs(personId) {
      const tabs = pages.filter((page) => page.personId === personId);
      for (const from of tabs) {
        for (const to of tabs) {
          if (from !== to)
            Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)), FROM_NETWORK);
        }
      }
    },
    crash(lost) {
      for (const page of pages) page.disconnect();
      room.dispose();
      log.length = Math.max(0, log.length - lost);
      room = openRoom();
    },
    settle() {
      let isMoving = true;
      while (isMoving) {
        isMoving = false;
        for (const page of pages) {
          while (page.deliverUp()) isMoving = true;
          while (page.deliverDown()) isMoving = true;
        }
      }
    },
    reload: load,
  };
}

function reasonIn(details: object): string {
  const { rule, err, personId } = details as { rule?: string; err?: Error; personId?: string };
  return `${personId}: ${rule ?? err?.stack}`;
}

/** Without the header of WebSocket. */
function messageIn(bytes: Buffer): Uint8Array {
  const length = bytes[1] ?? 0;
  return bytes.subarray(length < 126 ? 2 : length === 126 ? 4 : 10);
}
