import * as Y from 'yjs';
import { createSyncMetrics } from '../metrics.ts';
import type { DocumentRights } from '../ports.ts';
import { createRoom, type Room } from '../room.ts';
import { createUnsavedBudget } from '../unsaved-budget.ts';
import { createSimulatedPage, type SimulatedPage, shareBetweenTabs } from './simulated-page.ts';

/** A room without sockets and without time, and the pages in it. */
export interface SimulatedHall {
  readonly room: Room;
  readonly pages: readonly SimulatedPage[];
  /** Why connections were closed by the server. */
  readonly refusals: readonly string[];
  addPage(personId: string, rights: DocumentRights, clientId: number): SimulatedPage;
  /** Tabs of one browser tell each other everything at once, without the server. */
  shareBetweenTabs(personId: string): void;
  /**
   * The server loses its memory and the last `lost` updates, which it had already sent to others.
   */
  crash(lost: number): void;
  /** Delivers until nothing is on its way. */
  settle(): void;
  /** The document as a new server would load it. */
  reload(): Y.Doc;
}

export function createSimulatedHall(): SimulatedHall {
  const log: Uint8Array[] = [];
  const pages: SimulatedPage[] = [];
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
      timing: { shortestFlushMs: 0, longestFlushMs: 0, presenceRenewalMs: 10_000 },
      metrics: createSyncMetrics({ rooms: () => 1, connections: () => 0, unsavedBytes: () => 0, otherNodes: () => 0 }),
      answersPerTurn: Number.POSITIVE_INFINITY,
      logger: {
        warn: (details) => refusals.push(reasonIn(details)),
        error: (details) => refusals.push(reasonIn(details)),
      },
    });
  }

  function addPage(personId: string, rights: DocumentRights, clientId: number) {
    const page = createSimulatedPage({ personId, rights, clientId, room: () => room });
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
    shareBetweenTabs: (personId) => shareBetweenTabs(pages.filter((page) => page.personId === personId)),
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

export function reasonIn(details: object): string {
  const { rule, err, personId } = details as { rule?: string; err?: Error; personId?: string };
  return `${personId}: ${rule ?? err?.stack}`;
}
