import { PLACE, type Point, readPoint, recordsOf } from '@gongyi/board';
import { CLOSE_CODES, type Clock, LIMITS, systemClock } from '@gongyi/domain';
import * as Y from 'yjs';
import { createAcknowledgements } from './acknowledgements.ts';
import { createAnswers } from './answers.ts';
import { applyStored } from './apply-stored.ts';
import type { Connection } from './connection.ts';
import { createDocumentSize } from './document-size.ts';
import { createClientIds } from './guard/client-ids.ts';
import { createEditGuard, type Lacking } from './guard/edit-guard.ts';
import type { Range } from './guard/read-update.ts';
import type { Rule } from './guard/rules.ts';
import type { SyncMetrics } from './metrics.ts';
import type { OwnedEntry } from './nodes/node-messages.ts';
import { type LinkedRoom, REMOTE } from './nodes/room-link.ts';
import { createOutbox } from './outbox.ts';
import { createPageStep, type PageStep } from './page-step.ts';
import type { ClientOwner, RemovedPoint, SyncLogger } from './ports.ts';
import { createPeopleHere, type PersonNews } from './presence/people-here.ts';
import { createPresence, type OutwardEntry, type RemoteNews } from './presence/presence.ts';
import { createPresencePace } from './presence/presence-pace.ts';
import { awarenessFrame, type ClientMessage, readFrame } from './protocol.ts';
import { createQuestion } from './question.ts';
import { tellDeletions, toldGarbageIn } from './tell-deletions.ts';
import type { SyncTiming } from './timing.ts';
import type { UnsavedBudget } from './unsaved-budget.ts';
import type { UpdateWriter } from './update-writer.ts';

/**
 * One session's document in memory and who is connected to it. Its document is complete before the
 * room exists (`openRoom`), so nobody is ever answered from half a document.
 */
export interface Room extends LinkedRoom {
  readonly connections: Iterable<Connection>;
  /** False when the room is full. */
  join(connection: Connection): boolean;
  leave(connection: Connection): void;
  /**
   * A frame from a client. Whatever is wrong with it closes that client's connection and touches
   * nobody else.
   */
  receive(connection: Connection, frame: Uint8Array): void;
  rightsChanged(connection: Connection): void;
  keepAlive(): void;
  /**
   * Everybody who is connected and takes part, on this node and on others, by `Editor.personId`.
   */
  peopleHere(): ReadonlySet<string>;
  dispose(): void;
}

export type RoomOptions = {
  readonly sessionId: string;
  readonly doc: Y.Doc;
  /** As they were loaded with the document. */
  readonly owners?: readonly ClientOwner[];
  /** What was loaded, in bytes. */
  readonly storedBytes?: number;
  /** `LIMITS.documentBytes` when left out. */
  readonly maxDocumentBytes?: number;
  readonly writer: UpdateWriter;
  readonly unsaved: UnsavedBudget;
  /** Told of the people of this node, with each flush. */
  readonly onPresence?: (entries: readonly OwnedEntry[]) => void;
  /** Told who came to this node, and who left it. */
  readonly onPeople?: (news: readonly PersonNews[]) => void;
  /** True while other nodes may have stored what this room has not read yet. */
  readonly isBehind?: () => boolean;
  /** Has the log read for what others stored: until that is done the room is behind. */
  readonly readLog?: () => void;
  readonly timing: Pick<SyncTiming, 'shortestFlushMs' | 'longestFlushMs' | 'presenceRenewalMs'>;
  /** Of what is kept as done; left out, the machine's. */
  readonly clock?: Clock;
  /** How many who join are answered in one turn of the event loop. */
  readonly answersPerTurn?: number;
  readonly metrics: SyncMetrics;
  readonly logger: SyncLogger;
};

type Editing = {
  readonly clientIds: readonly number[];
  /** The points that it may take away, as they stood before. */
  readonly removing: readonly Point[];
  /**
   * What another node said waits for something that this may be: then it comes with it, and its
   * sender has not got it yet.
   */
  readonly mayBringMore: boolean;
  /** What comes to nothing in the document. */
  readonly garbage: readonly Range[];
};

function closeCodeOf(rule: Rule): number {
  if (rule === 'documentOfManyClients') return CLOSE_CODES.documentFull;
  return rule === 'authorCount' || rule === 'authorUnits' ? CLOSE_CODES.shareFull : CLOSE_CODES.forbidden;
}

const KEEPALIVE_FRAME = awarenessFrame([]);
const ANSWERS_PER_TURN = 16;
/** Owns what the server itself writes. No key of a person is like it. */
const SERVER_KEY = '#server';

export function createRoom({
  sessionId,
  doc,
  owners = [],
  storedBytes = 0,
  maxDocumentBytes = LIMITS.documentBytes,
  writer,
  unsaved,
  onPresence = () => undefined,
  onPeople = () => undefined,
  isBehind = () => false,
  readLog = () => undefined,
  timing,
  clock = systemClock,
  answersPerTurn = ANSWERS_PER_TURN,
  metrics,
  logger,
}: RoomOptions): Room {
  const connections = new Map<Connection, PageStep>();
  const clientIds = createClientIds();
  for (const owner of owners) clientIds.stored(owner);
  clientIds.claim(doc.clientID, SERVER_KEY);
  const people = createPeopleHere();
  const presence = createPresence(clientIds, people.aliasOf);
  const guard = createEditGuard(doc, clientIds);
  const outbox = createOutbox({
    doc,
    connections,
    everybodyFor: presence.everybodyFor,
    onFlush: tellNodes,
    timing,
    metrics,
  });
  const answers = createAnswers(doc, answersPerTurn);
  // Before the room's own listener below, which may ask.
  const question = createQuestion(doc);
  const acknowledgements = createAcknowledgements({ steps: connections, writer, metrics });
  const pace = createPresencePace(() => outbox.intervalMs);
  const size = createDocumentSize(doc, storedBytes, maxDocumentBytes);
  /** Those whose pages have something that the document lacks: hardly ever any. */
  const outOfStep = new Set<Connection>();
  /** Of the update that is being applied. */
  let editing: Editing | null = null;
  let renewing: NodeJS.Timeout | undefined;
  /** Of what others have stored and is being applied. */
  let remoteGarbage: readonly Range[] = [];

  // What the document emits, and not what came in, is sent on and logged: without what was known
  // already, well formed, and also when a change was made on the server.
  doc.on('update', (emitted: Uint8Array, origin: unknown) => {
    const garbage = origin === REMOTE ? remoteGarbage : (editing?.garbage ?? []);
    const update = tellDeletions(emitted, garbage);
    if (origin !== REMOTE) {
      writer.push(
        update,
        clientIds.takeUnlogged(editing?.clientIds ?? [doc.clientID]),
        removedOf(editing?.removing ?? []),
      );
    }
    size.add(update.length);
    outbox.update(update, editing?.mayBringMore ? null : origin);
    if (outOfStep.size > 0) askAgain();
  });

  function reading(updates: readonly Uint8Array[] | null) {
    remoteGarbage = (updates ?? []).flatMap(toldGarbageIn);
  }

  /** Those that are gone now, and not replaced; what says nothing is not worth keeping. */
  function removedOf(removing: readonly Point[]): RemovedPoint[] {
    const gone = removing.filter(({ id, text }) => text.trim() !== '' && readPoint(doc, id) === null);
    return gone.map((point) => ({ point, at: clock() }));
  }

  function tell(news: readonly OutwardEntry[], origin: unknown) {
    for (const entry of news) outbox.presence(entry, origin);
    // Nothing that people see has changed, and other nodes must know nevertheless.
    if (news.length === 0) tellNodes();
  }

  function tellNodes() {
    const entries = presence.takeOwnNews();
    if (entries.length > 0) onPresence(entries);
  }

  function takeRemoteNews({ entries, gone }: RemoteNews) {
    for (const entry of entries) outbox.presence(entry, REMOTE);
    for (const clientId of gone) releaseUnused(clientId);
  }

  /** Somebody came to two nodes at once: one of the two aliases holds. */
  function takeNewNames(news: readonly PersonNews[]) {
    if (news.length === 0) return;
    onPeople(news);
    tell(presence.sayAgain(new Set(news.map(({ personId }) => personId))), null);
  }

  function renewMasked() {
    const nowMs = performance.now();
    const news = presence.renewMasked(nowMs - timing.presenceRenewalMs, nowMs);
    if (news.length > 0) tell(news, null);
  }

  function releaseUnused(clientId: number) {
    if (!doc.store.clients.has(clientId) && !presence.isHere(clientId)) clientIds.release(clientId);
  }

  function handle(connection: Connection, message: ClientMessage) {
    switch (message.type) {
      case 'request':
        connection.charge(size.bytes / LIMITS.syncAnswerBytesPerFrame);
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
        pace.tell(connection);
        acknowledgements.mark(connection, message.mark);
        return;
    }
  }

  function takeUpdate(connection: Connection, { type, update }: { type: 'answer' | 'edit'; update: Uint8Array }) {
    const step = connections.get(connection);
    if (step === undefined) return;
    if (type === 'answer') step.answered();
    const { memberId, personId, ownerKey, rights, names } = connection;
    const namedClientId = presence.clientIdOf(connection);
    const sender = { memberId, personId, ownerKey, rights, names, namedClientId };
    const verdict = guard.judge(update, type, sender);
    if (verdict.isRefused) {
      refuse(connection, verdict.rule);
      return;
    }
    // Whoever may edit any brings in thousands of points at once, and could stop the session
    // anyhow.
    if (!rights.editAny) connection.charge(verdict.changes / LIMITS.syncChangesPerFrame);
    if (verdict.update !== null) {
      if (unsaved.isSpent) {
        metrics.refused('notSaving');
        return connection.close(CLOSE_CODES.notSaving);
      }
      // What brings no structs only deletes.
      if (verdict.clientIds.length > 0 && size.isFull(performance.now())) {
        metrics.refused('documentFull');
        logger.warn({ sessionId, personId }, 'an edit was refused: the document is as large as it may be');
        return connection.close(CLOSE_CODES.documentFull);
      }
      metrics.updateTaken(verdict.update.length);
      // Read now: Yjs keeps nothing of what is deleted.
      const removing = [...verdict.removed].flatMap((id) => readPoint(doc, id) ?? []);
      const mayBringMore = doc.store.pendingStructs !== null || doc.store.pendingDs !== null;
      const { clientIds: ofClients, garbage } = verdict;
      editing = { clientIds: ofClients, removing, mayBringMore, garbage };
      try {
        Y.applyUpdate(doc, verdict.update, connection);
      } finally {
        editing = null;
      }
      restorePlaces(verdict.endangered);
    }
    rememberMissing(connection, step, type, verdict.lacking);
    acknowledgements.settle(connection);
  }

  /**
   * The server's own edit, like any other: whoever has moved the card meanwhile may still say so.
   */
  function restorePlaces(endangered: ReadonlyMap<string, unknown>) {
    const records = recordsOf(doc);
    for (const [id, place] of endangered) {
      const record = records.get(id);
      if (place !== undefined && record instanceof Y.Map && !record.has(PLACE)) record.set(PLACE, place);
    }
  }

  function rememberMissing(connection: Connection, step: PageStep, type: 'answer' | 'edit', lacking: Lacking | null) {
    // An answer that is still to come has what this edit waits for.
    if (lacking === null || (type === 'edit' && step.isAsked)) return;
    if (type === 'edit' && step.isInStep) return ask(connection, step);
    if (!step.lacks(lacking)) return refuse(connection, 'lackingTooMuch');
    outOfStep.add(connection);
  }

  function refuse(connection: Connection, rule: Rule) {
    metrics.refused(rule);
    logger.warn({ sessionId, personId: connection.personId, rule }, 'an edit was refused');
    connection.close(closeCodeOf(rule));
  }

  function ask(connection: Connection, step: PageStep) {
    step.asked();
    connection.send(question.frame);
  }

  /** Whose edits waited for this one may say them again. */
  function askAgain() {
    for (const connection of outOfStep) {
      const step = connections.get(connection);
      if (step?.isWorthAsking) ask(connection, step);
    }
  }

  /** Not by `personId`: in a nameless session an account is another on each of its devices. */
  function pagesOf(memberId: string): number {
    let pages = 0;
    for (const connection of connections.keys()) if (connection.memberId === memberId) pages++;
    return pages;
  }

  function sendPresence(connection: Connection) {
    const everybody = presence.everybodyFor(connection);
    if (everybody === null) return;
    connection.charge(everybody.length / LIMITS.syncAnswerBytesPerFrame);
    connection.send(everybody);
  }

  return {
    doc,
    get connections() {
      return connections.keys();
    },
    join(connection) {
      if (connections.size >= LIMITS.syncConnectionsPerSession) return false;
      if (pagesOf(connection.memberId) >= LIMITS.syncConnectionsPerPerson) return false;
      const step = createPageStep(doc);
      connections.set(connection, step);
      const news = connection.takesPart ? people.came(connection.personId) : null;
      if (news !== null) onPeople([news]);
      if (connection.isNameless) renewing ??= setInterval(renewMasked, timing.presenceRenewalMs / 10).unref();
      pace.update();
      // Also who may change nothing: their page may show what the server lost, or what they did
      // when they still might.
      ask(connection, step);
      sendPresence(connection);
      return true;
    },
    leave(connection) {
      if (!connections.delete(connection)) return;
      const news = connection.takesPart ? people.left(connection.personId) : null;
      if (news !== null) onPeople([news]);
      outOfStep.delete(connection);
      acknowledgements.forget(connection);
      pace.forget(connection);
      pace.update();
      const clientId = presence.clientIdOf(connection);
      tell(presence.leave(connection), connection);
      outbox.forget(connection);
      answers.forget(connection);
      if (clientId !== undefined) releaseUnused(clientId);
    },
    rightsChanged(connection) {
      const step = connections.get(connection);
      // What was left out because they might not may be theirs to say now: after a closed session
      // is opened again, for example.
      if (step !== undefined && !step.isAsked && outOfStep.has(connection)) ask(connection, step);
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
      // What they wait for may be stored.
      if (isBehind()) return;
      // Their page shows what the document will never have: it must begin anew.
      for (const connection of [...outOfStep]) {
        const step = connections.get(connection);
        if (step?.isOverdue()) refuse(connection, 'outOfStep');
        else if (step?.isInStep) {
          outOfStep.delete(connection);
          acknowledgements.settle(connection);
        }
      }
      // With the way to the other nodes cut, nobody says so: it is looked at before the next
      // keepalive, which may tell them to begin anew.
      if ([...outOfStep].some((connection) => connections.get(connection)?.isAsked === false)) readLog();
    },
    takeRemote(updates, ofClients) {
      for (const owner of ofClients) clientIds.heard(owner);
      reading(updates);
      try {
        doc.transact(() => {
          for (const update of updates) applyStored(doc, update, REMOTE);
        }, REMOTE);
      } finally {
        reading(null);
      }
    },
    reading,
    takeOwners(ofClients) {
      for (const owner of ofClients) clientIds.stored(owner);
    },
    showRemote: (node, entries) => takeRemoteNews(presence.heard(node, entries)),
    meetRemote: (node, news) => takeNewNames(people.heard(node, news)),
    takeIntroduction(node, introduction) {
      takeNewNames(people.heardAll(node, introduction.people));
      takeRemoteNews(presence.heardAll(node, introduction.entries));
    },
    introduction: () => ({ entries: presence.own(), people: people.own() }),
    peopleHere: people.everybody,
    dispose() {
      clearInterval(renewing);
      outbox.dispose();
      answers.dispose();
      question.dispose();
      guard.dispose();
      doc.destroy();
    },
  };
}
