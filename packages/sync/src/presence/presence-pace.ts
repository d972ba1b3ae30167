import { presencePaceFrame } from '@gongyi/board';
import type { Connection } from '../connection.ts';

/**
 * Tells pages how often it is worth saying what they show of their person: as often as the room is
 * sent on.
 */
export interface PresencePace {
  /**
   * A page that understands is told, now and whenever it has changed much. A second call does
   * nothing.
   */
  tell(connection: Connection): void;
  /** People came or went. By steps, so that not each of them is news to all. */
  update(): void;
  forget(connection: Connection): void;
}

const STEP_MS = 10;

export function createPresencePace(intervalMs: () => number): PresencePace {
  const told = new Set<Connection>();
  let paceMs = 0;

  return {
    tell(connection) {
      if (told.has(connection)) return;
      told.add(connection);
      connection.send(presencePaceFrame(paceMs));
    },
    update() {
      const now = Math.round(intervalMs());
      if (Math.abs(now - paceMs) < STEP_MS) return;
      paceMs = now;
      for (const connection of told) connection.send(presencePaceFrame(paceMs));
    },
    forget: (connection) => void told.delete(connection),
  };
}
