import type { SeededRandom } from '@gongyi/board/testing';
import type * as Y from 'yjs';
import { mergeStored } from '../merge-stored.ts';
import { createSyncMetrics } from '../metrics.ts';
import { createRoomLink, type RoomLink } from '../nodes/room-link.ts';
import type { DocumentRights, LogEntry, SyncLogger } from '../ports.ts';
import { createRoom, type Room } from '../room.ts';
import { loadDocument } from '../stored-document.ts';
import { createUnsavedBudget } from '../unsaved-budget.ts';
import { createFanoutHub, type HubNode } from './fanout-hub.ts';
import { createMemoryUpdateLog } from './memory-update-log.ts';
import { reasonIn } from './simulated-hall.ts';
import { createSimulatedPage, type SimulatedPage } from './simulated-page.ts';

type SimulatedNode = {
  readonly room: Room;
  readonly link: RoomLink;
  readonly fanout: HubNode;
  /** What is not in the log yet. */
  readonly unsaved: LogEntry[];
};

/**
 * The room of one session on several nodes with one log: nothing is sent, stored or lost but when
 * the test says so.
 */
export interface SimulatedNodes {
  readonly nodes: readonly SimulatedNode[];
  readonly pages: readonly SimulatedPage[];
  readonly refusals: readonly string[];
  addPage(personId: string, rights: DocumentRights, clientId: number): SimulatedPage;
  /** Moves a page to some node: it may have been on another. */
  connect(page: SimulatedPage, node: number): void;
  /** Stores what a node has written, and it tells the others. */
  commit(node: SimulatedNode): Promise<void>;
  compact(): Promise<void>;
  /** Delivers one message between two nodes. */
  pass(): void;
  /** Loses the messages that are published from now on, each with this chance. */
  loseMessages(chance: number): void;
  /** A node is killed, and another takes its place. */
  crash(node: number): Promise<void>;
  /** Delivers and stores until nothing is on its way, with heartbeats. */
  settle(): Promise<void>;
  reload(): Promise<Y.Doc>;
}

const SESSION = 's1';

export async function createSimulatedNodes(random: SeededRandom, count: number): Promise<SimulatedNodes> {
  const hub = createFanoutHub();
  const log = createMemoryUpdateLog();
  const nodes: SimulatedNode[] = [];
  const pages: SimulatedPage[] = [];
  const places = new Map<SimulatedPage, number>();
  const refusals: string[] = [];
  let lossChance = 0;
  let started = 0;
  hub.lose(() => random.chance(lossChance));
  hub.hold();

  const record = (details: object) => refusals.push(reasonIn(details));
  const logger: SyncLogger = { warn: record, error: record };
  const metrics = createSyncMetrics({
    rooms: () => 1,
    connections: () => 0,
    unsavedBytes: () => 0,
    otherNodes: () => 0,
  });

  async function start(): Promise<SimulatedNode> {
    const fanout = hub.createNode();
    const serverId = `server ${++started}`;
    const timing = {
      firstRetryMs: 0,
      longestRetryMs: 0,
      shortestFlushMs: 0,
      longestFlushMs: 0,
      presenceRenewalMs: 10_000,
    };
    const link = createRoomLink({ sessionId: SESSION, serverId, fanout, log, timing, metrics, logger });
    await link.open();
    const { doc, stored } = await loadDocument(log, SESSION, logger);
    // As unlike the ids of the pages as it is each time, and the same in each run of a seed.
    doc.clientID = started;
    const unsaved: LogEntry[] = [];
    const room = createRoom({
      sessionId: SESSION,
      doc,
      owners: stored.owners,
      writer: {
        push: (update, owners = []) => unsaved.push({ sessionId: SESSION, update, owners }),
        idle: true,
        written: () => Promise.resolve(),
        abandon: () => undefined,
      },
      unsaved: createUnsavedBudget(Number.POSITIVE_INFINITY),
      onPresence: link.showed,
      isBehind: () => link.isBehind,
      readLog: link.ask,
      timing,
      metrics,
      answersPerTurn: Number.POSITIVE_INFINITY,
      logger,
    });
    link.start(room, stored.upTo);
    return { room, link, fanout, unsaved };
  }

  for (let n = 0; n < count; n++) nodes.push(await start());

  const at = (index: number): SimulatedNode => {
    const node = nodes[index];
    if (node === undefined) throw new Error(`no node ${index}`);
    return node;
  };

  async function commit({ unsaved, link }: SimulatedNode) {
    const batch = unsaved.splice(0);
    if (batch.length === 0) return;
    await log.append(batch);
    link.stored(batch);
  }

  function pass(): boolean {
    const waiting = hub.waiting();
    if (waiting.length === 0) return false;
    const [from, to] = random.pick(waiting);
    hub.pass(from, to);
    return true;
  }

  const turn = () => new Promise((resolve) => setImmediate(resolve));

  return {
    nodes,
    pages,
    refusals,
    addPage(personId, rights, clientId) {
      const page: SimulatedPage = createSimulatedPage({
        personId,
        rights,
        clientId,
        room: () => at(places.get(page) ?? 0).room,
      });
      pages.push(page);
      places.set(page, 0);
      return page;
    },
    connect(page, node) {
      if (page.isConnected) return;
      places.set(page, node);
      page.connect();
    },
    commit,
    async compact() {
      await log.compact(SESSION, mergeStored);
    },
    pass: () => void pass(),
    loseMessages(chance) {
      lossChance = chance;
    },
    async crash(index) {
      for (const page of pages) if (places.get(page) === index) page.disconnect();
      const { fanout, link, room } = at(index);
      // First, so that nobody hears a goodbye.
      await fanout.close();
      link.close();
      room.dispose();
      nodes[index] = await start();
    },
    async settle() {
      for (let beats = 4; beats > 0; beats--) {
        for (let isMoving = true; isMoving; ) {
          isMoving = false;
          for (const page of pages) {
            while (page.deliverUp()) isMoving = true;
            while (page.deliverDown()) isMoving = true;
          }
          for (const node of nodes) {
            if (node.unsaved.length > 0) isMoving = true;
            await commit(node);
          }
          while (pass()) isMoving = true;
          // For what is being read from the log.
          await turn();
          if (nodes.some(({ link }) => link.isBehind)) isMoving = true;
        }
        for (const { link } of nodes) link.beat(true);
      }
    },
    async reload() {
      return (await loadDocument(log, SESSION, logger)).doc;
    },
  };
}
