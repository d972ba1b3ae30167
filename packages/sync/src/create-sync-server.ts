import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { type Point, readPoint } from '@gongyi/board';
import { CLOSE_CODES, type Clock, LIMITS, newId, systemClock } from '@gongyi/domain';
import { type WebSocket, WebSocketServer } from 'ws';
import type * as Y from 'yjs';
import { type CompactionLimits, DEFAULT_COMPACTION } from './compactor.ts';
import { CONNECTION_PACE, type Connection, createConnection, SOCKET_OPTIONS } from './connection.ts';
import { mergeStored as mergeHere } from './merge-stored.ts';
import { createSyncMetrics } from './metrics.ts';
import { createAccessWatch } from './nodes/access-watch.ts';
import { createPersonGates } from './person-gates.ts';
import type { Access, Authorise, Editor, Fanout, MergeStored, SyncLogger, UpdateLog } from './ports.ts';
import { createRoomRegistry, type RoomLease } from './room-registry.ts';
import { DEFAULT_TIMING, type SyncTiming } from './timing.ts';
import { createUnsavedBudget } from './unsaved-budget.ts';

export type SyncServerOptions = {
  readonly log: UpdateLog;
  /** To the other servers on the same log. The owner closes it, after the server. */
  readonly fanout: Fanout;
  readonly authorise: Authorise;
  readonly logger: SyncLogger;
  readonly timing?: Partial<SyncTiming>;
  /**
   * Of what is kept as done; left out, the machine's. How long something takes is measured
   * otherwise.
   */
  readonly clock?: Clock;
  /**
   * What may wait in memory for the log before edits are refused; `LIMITS.syncUnsavedBytes` when
   * left out.
   */
  readonly maxUnsavedBytes?: number;
  /** Of one document; `LIMITS.documentBytes` when left out. */
  readonly maxDocumentBytes?: number;
  readonly compaction?: CompactionLimits;
  /** Makes snapshots; when left out, in this thread, where everything else waits for it. */
  readonly mergeStored?: MergeStored;
};

export interface SyncServer {
  /**
   * Takes over the socket of an upgrade request for `/…/<sessionId>`, as y-websocket's client sends
   * it.
   */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /**
   * Those of the points that exist, in the order of `ids`, as they stand now, written to the log or
   * not; with all that any page on any node was told is stored.
   */
  readPoints(sessionId: string, ids: readonly string[]): Promise<Point[]>;
  /**
   * What `read` makes of a session's document as it stands now, like `readPoints`. `read` changes
   * nothing.
   */
  readDocument<T>(sessionId: string, read: (doc: Y.Doc) => T): Promise<T>;
  /**
   * Changes a session's document on the server, in one transaction. Resolves with what `change`
   * returned once the change is in the log; rejects when the log cannot be read, when as much waits
   * for it as may (then `change` is not called), or when the server stops before it could be
   * written.
   */
  changeDocument<T>(sessionId: string, change: (doc: Y.Doc) => T): Promise<T>;
  /**
   * Everybody who is connected to a session's document now and takes part, on any node, by their
   * `Editor.personId`; also whose network broke, while that is not known. A node that has just
   * begun to listen waits at most `introductionMs` for what others say; of one that is silent it
   * tells what it knows. Rejects when the log cannot be read.
   */
  peopleHere(sessionId: string): Promise<ReadonlySet<string>>;
  /**
   * Ends every connection of a session on all nodes; by default for good. Who may still enter is
   * `authorise`'s to say.
   */
  closeSession(sessionId: string, code?: number): void;
  /**
   * Ends every connection of a person (`Editor.memberId`), in all sessions on all nodes; by default
   * they come back and are authorised anew.
   */
  closePerson(memberId: string, code?: number): void;
  /**
   * What people may do in a session, or a person in all of theirs, may have changed: on all nodes
   * they are authorised again where they are. Whoever may still be in stays connected, with the new
   * rights; the others are told by `authorise`'s close code.
   */
  recheckSession(sessionId: string): void;
  recheckPerson(memberId: string): void;
  /** The same for whoever is in by a sign-in that has ended. */
  recheckSignIn(signInId: string): void;
  /** What the server counts, in the text format of Prometheus. */
  metrics(): Promise<string>;
  /**
   * Ends every connection and writes what is left. Rejects when the log cannot be written. A second
   * call does nothing.
   */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** The origin of `changeDocument`'s transactions. */
const SERVER = Symbol('server');

export function createSyncServer(options: SyncServerOptions): SyncServer {
  const { log, fanout, authorise, logger } = options;
  const timing = { ...DEFAULT_TIMING, ...options.timing };
  const unsaved = createUnsavedBudget(options.maxUnsavedBytes ?? LIMITS.syncUnsavedBytes);
  const metrics = createSyncMetrics({
    rooms: () => [...rooms.loaded()].length,
    connections: () => webSockets.clients.size,
    unsavedBytes: () => unsaved.bytes,
    otherNodes: () => watch.otherNodes,
  });
  const serverId = newId();
  const openedAt = performance.now();
  const rooms = createRoomRegistry({
    log,
    fanout,
    serverId,
    logger,
    timing,
    unsaved,
    maxDocumentBytes: options.maxDocumentBytes ?? LIMITS.documentBytes,
    compaction: options.compaction ?? DEFAULT_COMPACTION,
    mergeStored: options.mergeStored ?? mergeHere,
    clock: options.clock ?? systemClock,
    metrics,
  });
  const watch = createAccessWatch({ fanout, serverId, authorise, timing, metrics, logger });
  const gates = createPersonGates(CONNECTION_PACE);
  const webSockets = new WebSocketServer({ ...SOCKET_OPTIONS, noServer: true });
  let closing: Promise<void> | undefined;

  const keepalive = setInterval(() => {
    for (const [, room] of rooms.loaded()) room.keepAlive();
    gates.tidy(performance.now());
  }, timing.keepaliveMs);
  keepalive.unref();
  const heartbeat = setInterval(() => {
    watch.beat();
    rooms.beat(watch.hasHadCompany);
  }, timing.heartbeatMs);
  heartbeat.unref();
  const signInRecheck = setInterval(watch.recheckAllSignIns, timing.signInRecheckMs);
  signInRecheck.unref();
  const forgetGap = fanout.onGap(() => {
    watch.gap();
    rooms.gap();
  });

  /**
   * The socket is upgraded only once the document is loaded. Until then what the client sends waits
   * in the kernel's buffers, so it is answered in order, and costs no memory here.
   */
  async function admit(request: IncomingMessage, socket: Duplex, head: Buffer) {
    const sessionId = sessionIdOf(request.url);
    if (sessionId === null) return upgrade(request, socket, head, (ws) => ws.close(CLOSE_CODES.noSuchSession));
    let lease: RoomLease | undefined;
    let handedOn = false;
    try {
      await watch.opened;
      let access: Access;
      let asked: number;
      do {
        asked = watch.withdrawals;
        access = await authorise(request.headers, sessionId);
        if (access.ok) lease ??= await rooms.acquire(sessionId);
        // Access that was withdrawn after the question was put must not slip in with the old
        // answer.
      } while (asked !== watch.withdrawals);

      if (!access.ok || lease === undefined || closing !== undefined) {
        const code = access.ok ? CLOSE_CODES.goingAway : access.closeCode;
        return upgrade(request, socket, head, (ws) => ws.close(code));
      }
      const [editor, held] = [access, lease];
      upgrade(request, socket, head, (ws) => {
        handedOn = true;
        const connection = connect(ws, socket, editor, held);
        watch.admit(connection, { sessionId, headers: request.headers, signInId: editor.signInId });
        if (!held.room.join(connection)) connection.close(CLOSE_CODES.full);
      });
    } finally {
      // Also when `ws` found the handshake wanting, or the socket gone, and never called back.
      if (!handedOn) lease?.release();
    }
  }

  function connect(socket: WebSocket, wire: Duplex, editor: Editor, { room, release }: RoomLease): Connection {
    const { memberId, personId, ownerKey, rights, names, isNameless, takesPart } = editor;
    const who = { memberId, personId, ownerKey, rights, names, isNameless, takesPart };
    // In a nameless session an account is somebody else on each device, and a member all the same.
    const { gate, leave } = gates.enter(memberId);
    return createConnection(socket, wire, who, gate, {
      onFrame: room.receive,
      onRightsChanged: room.rightsChanged,
      onGone: (gone) => {
        leave();
        watch.forget(gone);
        room.leave(gone);
        release();
      },
    });
  }

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, then: (ws: WebSocket) => void) {
    webSockets.handleUpgrade(request, socket, head, (ws) => {
      ws.on('error', () => ws.terminate());
      then(ws);
    });
  }

  async function withLease<T>(sessionId: string, use: (lease: RoomLease) => T | Promise<T>): Promise<T> {
    const lease = await rooms.acquire(sessionId);
    try {
      if (watch.hasHadCompany) await lease.catchUp();
      return await use(lease);
    } finally {
      lease.release();
    }
  }

  function close() {
    closing ??= (async () => {
      clearInterval(keepalive);
      clearInterval(heartbeat);
      clearInterval(signInRecheck);
      forgetGap();
      watch.closeAll(CLOSE_CODES.goingAway);
      try {
        await rooms.close();
      } finally {
        watch.close();
        for (const ws of webSockets.clients) ws.terminate();
        webSockets.close();
      }
    })();
    return closing;
  }

  return {
    handleUpgrade(request, socket, head) {
      socket.on('error', () => socket.destroy());
      admit(request, socket, head).catch((error: unknown) => {
        logger.error({ err: error }, 'a connection could not be admitted');
        socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      });
    },
    readPoints: (sessionId, ids) =>
      withLease(sessionId, ({ room }) => ids.map((id) => readPoint(room.doc, id)).filter((point) => point !== null)),
    readDocument: (sessionId, read) => withLease(sessionId, ({ room }) => read(room.doc)),
    changeDocument: (sessionId, change) =>
      withLease(sessionId, async ({ room, written }) => {
        if (unsaved.isSpent) throw new Error('more waits for the log than may: nothing can be changed for now');
        const result = room.doc.transact(() => change(room.doc), SERVER);
        await written();
        return result;
      }),
    async peopleHere(sessionId) {
      const lease = await rooms.acquire(sessionId);
      try {
        await watch.opened;
        // Where there is no other node there is nobody to wait for, once one could have said so.
        const since = watch.otherNodes > 0 ? lease.listeningSince : openedAt;
        const left = since + timing.introductionMs - performance.now();
        if (left > 0) await wait(left);
        return lease.room.peopleHere();
      } finally {
        lease.release();
      }
    },
    closeSession: (sessionId, code = CLOSE_CODES.ended) => watch.closeSession(sessionId, code),
    closePerson: (memberId, code = CLOSE_CODES.rightsChanged) => watch.closePerson(memberId, code),
    recheckSession: watch.recheckSession,
    recheckPerson: watch.recheckPerson,
    recheckSignIn: watch.recheckSignIn,
    metrics: metrics.render,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** The last segment of the path. */
function sessionIdOf(url: string | undefined): string | null {
  const [path = ''] = (url ?? '').split('?');
  const segment = path.slice(path.lastIndexOf('/') + 1);
  return /^[\w-]{1,64}$/.test(segment) ? segment : null;
}
