import { acknowledgementFrame } from '@gongyi/board';
import { LIMITS } from '@gongyi/domain';
import * as Y from 'yjs';
import { CLOSE_CODES } from './close-codes.ts';
import type { Connection } from './connection.ts';
import { createClientIds } from './guard/client-ids.ts';
import { createEditGuard, type Lacking } from './guard/edit-guard.ts';
import type { Rule } from './guard/rules.ts';
import type { DocumentRights, SyncLogger } from './ports.ts';
import { createPresence } from './presence.ts';
import { answerFrame, awarenessFrame, type ClientMessage, readFrame, requestFrame, updateFrame } from './protocol.ts';
import { createStanding, type Standing } from './standing.ts';
import type { UnsavedBudget } from './unsaved-budget.ts';
import type { UpdateWriter } from './update-writer.ts';

/**
 * One session's document in memory and who is connected to it. Its document is complete before the room exists (`openRoom`), so
 * nobody is ever answered from half a document.
 */
export interface Room {
  readonly doc: Y.Doc;
  readonly connections: Iterable<Connection>;
  /** False when the room is full. */
  join(connection: Connection): boolean;
  leave(connection: Connection): void;
  /** A frame from a client. Whatever is wrong with it closes that client's connection and touches nobody else. */
  receive(connection: Connection, frame: Uint8Array): void;
  keepAlive(): void;
  dispose(): void;
}

export type RoomOptions = {
  readonly sessionId: string;
  readonly doc: Y.Doc;
  readonly writer: UpdateWriter;
  readonly unsaved: UnsavedBudget;
  readonly logger: SyncLogger;
};

const KEEPALIVE_FRAME = awarenessFrame([]);

export function createRoom({ sessionId, doc, writer, unsaved, logger }: RoomOptions): Room {
  const connections = new Map<Connection, Standing>();
  const clientIds = createClientIds();
  const presence = createPresence(clientIds);
  const guard = createEditGuard(doc, clientIds);
  /** Those whose pages have something that the document lacks: hardly ever any. */
  const outOfStep = new Set<Connection>();
  /** The last mark of those whose edits have not all come. */
  const marks = new Map<Connection, number>();

  // What the document emits, and not what came in, is sent on and logged: without what was known already, well formed, and
  // also when a change was made on the server.
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    writer.push(update);
    broadcast(updateFrame(update), origin);
    if (outOfStep.size > 0) askAgain();
  });

  function broadcast(frame: Uint8Array | null, except: unknown) {
    if (frame === null) return;
    for (const connection of connections.keys()) {
      if (connection !== except) connection.send(frame);
    }
  }

  function handle(connection: Connection, message: ClientMessage) {
    switch (message.type) {
      case 'request':
        connection.sendAnswer(answerFrame(doc, message.stateVector));
        return;
      case 'answer':
      case 'edit':
        takeUpdate(connection, message);
        return;
      case 'awareness':
        broadcast(presence.receive(connection, message.entries), connection);
        return;
      case 'queryAwareness':
        sendPresence(connection);
        return;
      case 'mark':
        marks.set(connection, message.mark);
        acknowledge(connection);
        return;
    }
  }

  function takeUpdate(connection: Connection, { type, update }: { type: 'answer' | 'edit'; update: Uint8Array }) {
    const standing = connections.get(connection);
    if (standing === undefined) return;
    if (type === 'answer') standing.answered();
    const { personId, rights } = connection;
    const verdict = guard.judge(update, type, { personId, rights, namedClientId: presence.clientIdOf(connection) });
    if (verdict.isRefused) {
      refuse(connection, verdict.rule);
      return;
    }
    if (verdict.update !== null) {
      if (unsaved.isSpent) return connection.close(CLOSE_CODES.notSaving);
      Y.applyUpdate(doc, verdict.update, connection);
    }
    takeLacking(connection, standing, type, verdict.lacking);
    acknowledge(connection);
  }

  function takeLacking(connection: Connection, standing: Standing, type: 'answer' | 'edit', lacking: Lacking | null) {
    // An answer that is still to come has what this edit waits for.
    if (lacking === null || (type === 'edit' && standing.isAsked)) return;
    if (type === 'edit' && standing.isInStep) return ask(connection, standing);
    if (!standing.lacks(lacking)) return refuse(connection, 'lackingTooMuch');
    outOfStep.add(connection);
  }

  /** A mark waits until the document has all that came before it, and then for the log. Others never wait for either. */
  function acknowledge(connection: Connection) {
    const mark = marks.get(connection);
    if (mark === undefined || !connections.get(connection)?.hasAllOfItsOwn) return;
    marks.delete(connection);
    writer.written().then(
      () => connection.send(acknowledgementFrame(mark)),
      // The server stops, and the edits are the page's to send again.
      () => undefined,
    );
  }

  function refuse(connection: Connection, rule: Rule) {
    logger.warn({ sessionId, personId: connection.personId, rule }, 'an edit was refused');
    connection.close(CLOSE_CODES.forbidden);
  }

  function ask(connection: Connection, standing: Standing) {
    standing.asked();
    connection.send(requestFrame(doc));
  }

  /** Whose edits waited for this one may say them again. */
  function askAgain() {
    for (const connection of outOfStep) {
      const standing = connections.get(connection);
      if (standing?.isWorthAsking) ask(connection, standing);
    }
  }

  function sendPresence(connection: Connection) {
    const everybody = presence.snapshot();
    if (everybody !== null) connection.send(everybody);
  }

  return {
    doc,
    get connections() {
      return connections.keys();
    },
    join(connection) {
      if (connections.size >= LIMITS.syncConnectionsPerSession) return false;
      const standing = createStanding(doc);
      connections.set(connection, standing);
      // A reader is not asked for what it has: its answer would have to be refused.
      if (canChange(connection.rights)) ask(connection, standing);
      sendPresence(connection);
      return true;
    },
    leave(connection) {
      if (!connections.delete(connection)) return;
      outOfStep.delete(connection);
      marks.delete(connection);
      const clientId = presence.clientIdOf(connection);
      broadcast(presence.leave(connection), connection);
      if (clientId !== undefined && !doc.store.clients.has(clientId)) clientIds.release(clientId);
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
      for (const connection of connections.keys()) connection.keepAlive(KEEPALIVE_FRAME);
      // Their page shows what the document will never have: it must begin anew.
      for (const connection of [...outOfStep]) {
        const standing = connections.get(connection);
        if (standing?.isOverdue()) refuse(connection, 'outOfStep');
        else if (standing?.isInStep) {
          outOfStep.delete(connection);
          acknowledge(connection);
        }
      }
    },
    dispose() {
      guard.dispose();
      doc.destroy();
    },
  };
}

function canChange({ add, editOwn, editAny }: DocumentRights): boolean {
  return add || editOwn || editAny;
}
