import { acknowledgementFrame } from '@gongyi/board';
import { CLOSE_CODES, LIMITS } from '@gongyi/domain';
import * as Y from 'yjs';
import { createAnswers } from './answers.ts';
import type { Connection } from './connection.ts';
import { createClientIds } from './guard/client-ids.ts';
import { createEditGuard, type Lacking } from './guard/edit-guard.ts';
import type { Rule } from './guard/rules.ts';
import type { SyncMetrics } from './metrics.ts';
import { createOutbox } from './outbox.ts';
import type { DocumentRights, SyncLogger } from './ports.ts';
import { createPresence } from './presence.ts';
import { type AwarenessEntry, awarenessFrame, type ClientMessage, readFrame, requestFrame } from './protocol.ts';
import { createStanding, type Standing } from './standing.ts';
import type { SyncTiming } from './timing.ts';
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
  readonly timing: Pick<SyncTiming, 'shortestFlushMs' | 'longestFlushMs'>;
  /** How many who join are answered in one turn of the event loop. */
  readonly answersPerTurn?: number;
  readonly metrics: SyncMetrics;
  readonly logger: SyncLogger;
};

const KEEPALIVE_FRAME = awarenessFrame([]);
const ANSWERS_PER_TURN = 16;

export function createRoom({
  sessionId,
  doc,
  writer,
  unsaved,
  timing,
  answersPerTurn = ANSWERS_PER_TURN,
  metrics,
  logger,
}: RoomOptions): Room {
  const connections = new Map<Connection, Standing>();
  const clientIds = createClientIds();
  const presence = createPresence(clientIds);
  const guard = createEditGuard(doc, clientIds);
  const outbox = createOutbox({ doc, connections, everybody: () => presence.snapshot(), timing, metrics });
  const answers = createAnswers(doc, answersPerTurn);
  /** Those whose pages have something that the document lacks: hardly ever any. */
  const outOfStep = new Set<Connection>();
  /** The last mark of those whose edits have not all come. */
  const marks = new Map<Connection, { readonly mark: number; readonly since: number }>();

  // What the document emits, and not what came in, is sent on and logged: without what was known already, well formed, and
  // also when a change was made on the server.
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    writer.push(update);
    outbox.update(update, origin);
    if (outOfStep.size > 0) askAgain();
  });

  function tell(news: AwarenessEntry | null, origin: unknown) {
    if (news !== null) outbox.presence(news, origin);
  }

  function handle(connection: Connection, message: ClientMessage) {
    switch (message.type) {
      case 'request':
        answers.request(connection, message.stateVector);
        return;
      case 'answer':
      case 'edit':
        takeUpdate(connection, message);
        return;
      case 'awareness':
        tell(presence.receive(connection, message.entries), connection);
        return;
      case 'queryAwareness':
        sendPresence(connection);
        return;
      case 'mark':
        marks.set(connection, { mark: message.mark, since: marks.get(connection)?.since ?? performance.now() });
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
      if (unsaved.isSpent) {
        metrics.refused('notSaving');
        return connection.close(CLOSE_CODES.notSaving);
      }
      metrics.updateTaken(verdict.update.length);
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
    const marked = marks.get(connection);
    if (marked === undefined || !connections.get(connection)?.hasAllOfItsOwn) return;
    marks.delete(connection);
    writer.written().then(
      () => {
        metrics.acknowledged((performance.now() - marked.since) / 1_000);
        connection.send(acknowledgementFrame(marked.mark));
      },
      // The server stops, and the edits are the page's to send again.
      () => undefined,
    );
  }

  function refuse(connection: Connection, rule: Rule) {
    metrics.refused(rule);
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
      tell(presence.leave(connection), connection);
      outbox.forget(connection);
      answers.forget(connection);
      if (clientId !== undefined && !doc.store.clients.has(clientId)) clientIds.release(clientId);
    },
    receive(connection, frame) {
      try {
        handle(connection, readFrame(frame));
      } catch (error) {
        metrics.refused('malformed');
        logger.warn({ err: error, sessionId, personId: connection.personId }, 'a connection sent a malformed frame');
        connection.close(CLOSE_CODES.malformed);
      }
    },
    keepAlive() {
      answers.tidy();
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
      outbox.dispose();
      answers.dispose();
      guard.dispose();
      doc.destroy();
    },
  };
}

function canChange({ add, editOwn, editAny }: DocumentRights): boolean {
  return add || editOwn || editAny;
}
