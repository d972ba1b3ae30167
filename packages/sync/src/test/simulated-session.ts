import { CLOSE_CODES } from '@gongyi/domain';
import * as Y from 'yjs';
import { applyStored } from '../apply-stored.ts';
import { createSyncServer, type SyncServer, type SyncServerOptions } from '../create-sync-server.ts';
import type { DocumentRights, LogEntry } from '../ports.ts';
import { editorOf } from './editor-of.ts';
import { createFanoutHub, type FanoutHub, type HubNode } from './fanout-hub.ts';
import { createLogOfProcess, type LogOfProcess } from './log-of-process.ts';
import { createMemoryPage, type MemoryPage, type MemoryPageOptions, type OwnEdits } from './memory-page.ts';
import { connectInMemory, type MemorySocket } from './memory-socket.ts';
import { createMemoryUpdateLog, type MemoryUpdateLog } from './memory-update-log.ts';
import { RIGHTS } from './rights.ts';
import type { SimulatedTime } from './simulated-time.ts';

/**
 * One session on one or several whole servers (`createSyncServer`) without a kernel beneath them:
 * what comes when is the test's to say, so that a seed gives the same history each time.
 */
export interface SimulatedSession {
  readonly log: MemoryUpdateLog;
  /** All that was ever stored, as it was stored. */
  readonly stored: Y.Doc;
  /** Of the nodes, all on one log. */
  readonly servers: readonly SyncServer[];
  readonly hub: FanoutHub;
  /** Each node's way to the others. */
  readonly links: readonly HubNode[];
  /** Rules by which edits were refused, and reports of what cannot happen, by whom. */
  readonly refusals: readonly string[];
  /**
   * What each person may do from now on; null: nothing, the session is not theirs. Whose
   * connections stand keep what they had.
   */
  setRights(personId: string, rights: DocumentRights | null): void;
  rightsOf(personId: string): DocumentRights | null;
  openPage(
    options: Omit<MemoryPageOptions, 'open'> & {
      /** Asked at each connect for the number of the node on which it comes out. */
      readonly node: () => number;
    },
  ): MemoryPage;
  /** Throws when an edit that is said to be stored is not. */
  checkStored(edits: OwnEdits, clientId: number): void;
  /** Of the next append of that node. */
  loseAnswer(node: number): void;
  /** The node stops, waiting as long as a server does, and another takes its place. */
  restart(node: number): Promise<void>;
  /** kill -9, and another takes its place. */
  crash(node: number): Promise<void>;
  close(): Promise<void>;
}

export const SESSION_ID = 's1';

/** A server in its own time gives up on the log soon, so that outages and restarts overlap. */
const TIMING = { firstRetryMs: 5, longestRetryMs: 40, closeTimeoutMs: 60, unloadDelayMs: 50 };

type Node = {
  readonly server: SyncServer;
  readonly logOfServer: LogOfProcess;
  readonly link: HubNode;
  readonly sockets: Set<MemorySocket>;
};

export type SimulatedSessionOptions = Pick<SyncServerOptions, 'timing' | 'maxUnsavedBytes' | 'compaction'> & {
  readonly nodes: number;
  /** Nobody in it may be told from others. */
  readonly isNameless?: boolean;
};

export function createSimulatedSession(
  time: SimulatedTime,
  { nodes: nodeCount, isNameless = false, timing, ...limits }: SimulatedSessionOptions,
): SimulatedSession {
  const log = createMemoryUpdateLog();
  const stored = new Y.Doc();
  const refusals: string[] = [];
  const rights = new Map<string, DocumentRights | null>();
  const hub = createFanoutHub();
  const nodes = Array.from({ length: nodeCount }, start);

  function onStored(entries: readonly LogEntry[]) {
    for (const { update } of entries) applyStored(stored, update);
  }

  function rightsOf(personId: string): DocumentRights | null {
    const own = rights.get(personId);
    return own === undefined ? RIGHTS.participant : own;
  }

  function record(details: object) {
    const { rule, err, personId } = details as { rule?: string; err?: Error; personId?: string };
    if (personId !== undefined) refusals.push(`${personId}: ${rule ?? err?.stack}`);
  }

  function start(): Node {
    const logOfServer = createLogOfProcess(log, onStored);
    const link = hub.createNode();
    const server = createSyncServer({
      ...limits,
      log: logOfServer.log,
      fanout: link,
      logger: { warn: record, error: record },
      authorise: async ({ cookie: personId = '' }) => {
        const may = rightsOf(personId);
        return may === null
          ? { ok: false, closeCode: CLOSE_CODES.ended }
          : { ok: true, ...editorOf(personId, may), isNameless };
      },
      timing: { ...TIMING, ...timing },
    });
    return { server, logOfServer, link, sockets: new Set() };
  }

  function nodeAt(at: number): Node {
    const node = nodes[at];
    if (node === undefined) throw new RangeError(`there is no node ${at}`);
    return node;
  }

  async function close({ server, link, sockets }: Node) {
    // What could not be written in time is reported, and is the pages' to send again.
    await time.until(server.close().catch(() => undefined));
    await link.close();
    for (const socket of sockets) socket.cut();
  }

  function checkStored({ clock, deletes }: OwnEdits, clientId: number) {
    const has = Y.getState(stored.store, clientId);
    if (has < clock) throw new Error(`acknowledged up to ${clock} of client ${clientId}, stored up to ${has}`);
    for (const { client, clock: from, len } of deletes) {
      const structs = stored.store.clients.get(client) ?? [];
      if (Y.getState(stored.store, client) < from + len)
        throw new Error('a deletion was acknowledged and is not stored');
      for (let at = Y.findIndexSS(structs, from); at < structs.length; at++) {
        const struct = structs[at];
        if (struct === undefined || struct.id.clock >= from + len) break;
        if (!struct.deleted) throw new Error('a deletion was acknowledged and is not stored');
      }
    }
  }

  return {
    log,
    stored,
    refusals,
    get servers() {
      return nodes.map(({ server }) => server);
    },
    hub,
    get links() {
      return nodes.map(({ link }) => link);
    },
    setRights: (personId, may) => void rights.set(personId, may),
    rightsOf,
    openPage({ node, ...page }) {
      return createMemoryPage({
        ...page,
        open() {
          const { server, sockets } = nodeAt(node());
          const socket = connectInMemory(server, { sessionId: SESSION_ID, personId: page.personId });
          sockets.add(socket);
          return socket;
        },
      });
    },
    checkStored,
    loseAnswer: (node) => nodeAt(node).logOfServer.loseAnswer(),
    async restart(node) {
      await close(nodeAt(node));
      nodes[node] = start();
    },
    async crash(node) {
      const { logOfServer, link } = nodeAt(node);
      logOfServer.kill();
      link.cut();
      // It no longer reaches anything; this ends its timers and connections.
      await close(nodeAt(node));
      nodes[node] = start();
    },
    async close() {
      for (const node of nodes) await close(node);
    },
  };
}
