import { LIMITS } from '@gongyi/domain';
import * as Y from 'yjs';
import { CLOSE_CODES } from './close-codes.ts';
import type { Connection } from './connection.ts';
import type { CheckUpdate, SyncLogger } from './ports.ts';
import { createPresence } from './presence.ts';
import { answerFrame, awarenessFrame, type ClientMessage, readFrame, requestFrame, updateFrame } from './protocol.ts';
import type { UpdateWriter } from './update-writer.ts';

/**
 * One session's document in memory and who is connected to it. Its document is complete before the room exists (`openRoom`), so
 * nobody is ever answered from half a document.
 */
export interface Room {
  readonly doc: Y.Doc;
  readonly connections: ReadonlySet<Connection>;
  /** False when the room is full. */
  join(connection: Connection): boolean;
  leave(connection: Connection): void;
  /** A frame from a client. Whatever is wrong with it closes that client's connection and touches nobody else. */
  receive(connection: Connection, frame: Uint8Array): void;
  keepAlive(): void;
}

export type RoomOptions = {
  readonly sessionId: string;
  readonly doc: Y.Doc;
  readonly writer: UpdateWriter;
  readonly check: CheckUpdate;
  readonly logger: SyncLogger;
};

const KEEPALIVE_FRAME = awarenessFrame([]);

export function createRoom({ sessionId, doc, writer, check, logger }: RoomOptions): Room {
  const connections = new Set<Connection>();
  const presence = createPresence();

  // What the document emits, and not what came in, is sent on and logged: without what was known already, well formed, and
  // also when a change was made on the server.
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    writer.push(update);
    broadcast(updateFrame(update), origin);
  });

  function broadcast(frame: Uint8Array | null, except: unknown) {
    if (frame === null) return;
    for (const connection of connections) {
      if (connection !== except) connection.send(frame);
    }
  }

  function handle(connection: Connection, message: ClientMessage) {
    switch (message.type) {
      case 'request':
        connection.sendAnswer(answerFrame(doc, message.stateVector));
        return;
      case 'update':
        applyUpdate(connection, message.update);
        return;
      case 'awareness':
        broadcast(presence.receive(connection, message.entries), connection);
        return;
      case 'queryAwareness':
        sendPresence(connection);
        return;
    }
  }

  function applyUpdate(connection: Connection, update: Uint8Array) {
    // Read to its end first: Yjs applies what stands before the place where it fails.
    Y.decodeUpdate(update);
    const refusal = check(update, connection, doc);
    if (refusal !== null) {
      connection.close(refusal);
      return;
    }
    Y.applyUpdate(doc, update, connection);
  }

  function sendPresence(connection: Connection) {
    const everybody = presence.snapshot();
    if (everybody !== null) connection.send(everybody);
  }

  return {
    doc,
    connections,
    join(connection) {
      if (connections.size >= LIMITS.syncConnectionsPerSession) return false;
      connections.add(connection);
      // A reader is not asked for what it has: its answer would have to be refused.
      if (connection.canWrite) connection.send(requestFrame(doc));
      sendPresence(connection);
      return true;
    },
    leave(connection) {
      if (connections.delete(connection)) broadcast(presence.leave(connection), connection);
    },
    receive(connection, frame) {
      try {
        handle(connection, readFrame(frame));
      } catch (error) {
        logger.warn({ err: error, sessionId, personId: connection.personId }, 'a connection sent a malformed frame');
        connection.close(CLOSE_CODES.malformed);
      }
    },
    keepAlive() {
      for (const connection of connections) connection.keepAlive(KEEPALIVE_FRAME);
    },
  };
}
