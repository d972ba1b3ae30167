import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Point, readPoint } from '@gongyi/board';
import { CLOSE_CODES, LIMITS } from '@gongyi/domain';
import { type WebSocket, WebSocketServer } from 'ws';
import type * as Y from 'yjs';
import { type CompactionLimits, DEFAULT_COMPACTION } from './compactor.ts';
import { type Connection, createConnection, SOCKET_OPTIONS } from './connection.ts';
import { createSyncMetrics } from './metrics.ts';
import type { Access, Authorise, Editor, SyncLogger, UpdateLog } from './ports.ts';
import { createRoomRegistry, type RoomLease } from './room-registry.ts';
import { DEFAULT_TIMING, type SyncTiming } from './timing.ts';
import { createUnsavedBudget } from './unsaved-budget.ts';

export type SyncServerOptions = {
  readonly log: UpdateLog;
  readonly authorise: Authorise;
  readonly logger: SyncLogger;
  readonly timing?: Partial<SyncTiming>;
  /** What may wait in memory for the log before edits are refused; `LIMITS.syncUnsavedBytes` when left out. */
  readonly maxUnsavedBytes?: number;
  readonly compaction?: CompactionLimits;
};

export interface SyncServer {
  /** Takes over the socket of an upgrade request for `/…/<sessionId>`, as y-websocket's client sends it. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Those of the points that exist, in the order of `ids`, as they stand now, written to the log or not. */
  readPoints(sessionId: string, ids: readonly string[]): Promise<Point[]>;
  /**
   * Changes a session's document on the server, in one transaction. Resolves with what `change` returned once the change is in
   * the log; rejects when the log cannot be read, or when the server stops before it could be written.
   */
  changeDocument<T>(sessionId: string, change: (doc: Y.Doc) => T): Promise<T>;
  /** Ends every connection of a session; by default for good. Who may still enter is `authorise`'s to say. */
  closeSession(sessionId: string, code?: number): void;
  /** Ends every connection of a person, in all sessions; by default they come back and are authorised anew. */
  closePerson(personId: string, code?: number): void;
  /** What the server counts, in the text format of Prometheus. */
  metrics(): Promise<string>;
  /** Ends every connection and writes what is left. Rejects when the log cannot be written. A second call does nothing. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** The origin of `changeDocument`'s transactions. */
const SERVER = Symbol('server');

export function createSyncServer(options: SyncServerOptions): SyncServer {
  const {
    log,
    authorise,
    logger,
    maxUnsavedBytes = LIMITS.syncUnsavedBytes,
    compaction = DEFAULT_COMPACTION,
  } = options;
  const timing = { ...DEFAULT_TIMING, ...options.timing };
  const unsaved = createUnsavedBudget(maxUnsavedBytes);
  const metrics = createSyncMetrics({
    rooms: () => [...rooms.loaded()].length,
    connections: () => webSockets.clients.size,
    unsavedBytes: () => unsaved.bytes,
  });
  const rooms = createRoomRegistry({ log, logger, timing, unsaved, compaction, metrics });
  const webSockets = new WebSocketServer({ ...SOCKET_OPTIONS, noServer: true });
  /** How many times somebody's access has been withdrawn. */
  let withdrawals = 0;
  let closing: Promise<void> | undefined;

  const keepalive = setInterval(() => {
    for (const [, room] of rooms.loaded()) room.keepAlive();
  }, timing.keepaliveMs);
  keepalive.unref();

  /**
   * The socket is upgraded only once the document is loaded. Until then what the client sends waits in the kernel's buffers, so
   * it is answered in order, and costs no memory here.
   */
  async function admit(request: IncomingMessage, socket: Duplex, head: Buffer) {
    const sessionId = sessionIdOf(request.url);
    if (sessionId === null) return upgrade(request, socket, head, (ws) => ws.close(CLOSE_CODES.noSuchSession));
    let lease: RoomLease | undefined;
    let handedOn = false;
    try {
      let access: Access;
      let asked: number;
      do {
        asked = withdrawals;
        access = await authorise(request.headers, sessionId);
        if (access.ok) lease ??= await rooms.acquire(sessionId);
        // Access that was withdrawn after the question was put must not slip in with the old answer.
      } while (asked !== withdrawals);

      if (!access.ok || lease === undefined || closing !== undefined) {
        const code = access.ok ? CLOSE_CODES.goingAway : access.closeCode;
        return upgrade(request, socket, head, (ws) => ws.close(code));
      }
      const [editor, held] = [access, lease];
      upgrade(request, socket, head, (ws) => {
        handedOn = true;
        connect(ws, socket, editor, held);
      });
    } finally {
      // Also when `ws` found the handshake wanting, or the socket gone, and never called back.
      if (!handedOn) lease?.release();
    }
  }

  function connect(socket: WebSocket, wire: Duplex, { personId, rights }: Editor, { room, release }: RoomLease) {
    const connection: Connection = createConnection(
      socket,
      wire,
      { personId, rights },
      {
        onFrame: room.receive,
        onGone: (gone) => {
          room.leave(gone);
          release();
        },
      },
    );
    if (!room.join(connection)) connection.close(CLOSE_CODES.full);
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
      return await use(lease);
    } finally {
      lease.release();
    }
  }

  function closeConnections(code: number, isMeant: (sessionId: string, connection: Connection) => boolean) {
    withdrawals++;
    for (const [sessionId, room] of rooms.loaded()) {
      for (const connection of [...room.connections]) {
        if (isMeant(sessionId, connection)) connection.close(code);
      }
    }
  }

  function close() {
    closing ??= (async () => {
      clearInterval(keepalive);
      closeConnections(CLOSE_CODES.goingAway, () => true);
      try {
        await rooms.close();
      } finally {
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
    changeDocument: (sessionId, change) =>
      withLease(sessionId, async ({ room, written }) => {
        const result = room.doc.transact(() => change(room.doc), SERVER);
        await written();
        return result;
      }),
    closeSession: (sessionId, code = CLOSE_CODES.ended) => closeConnections(code, (session) => session === sessionId),
    closePerson: (personId, code = CLOSE_CODES.rightsChanged) =>
      closeConnections(code, (_, connection) => connection.personId === personId),
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
