import { acknowledgementFrame } from '@gongyi/board';
import type { Connection } from './connection.ts';
import type { SyncMetrics } from './metrics.ts';
import type { PageStep } from './page-step.ts';
import type { UpdateWriter } from './update-writer.ts';

/**
 * Tells pages that ask for it when what they did is stored. A mark waits until the document has all
 * that came before it, and then for the log.
 */
export interface Acknowledgements {
  /** A page asks. Its later marks take the place of those that wait. */
  mark(connection: Connection, mark: number): void;
  /** More of what a page did may have come. */
  settle(connection: Connection): void;
  forget(connection: Connection): void;
}

export type AcknowledgementsOptions = {
  readonly steps: ReadonlyMap<Connection, PageStep>;
  readonly writer: Pick<UpdateWriter, 'written'>;
  readonly metrics: Pick<SyncMetrics, 'acknowledged'>;
};

export function createAcknowledgements({ steps, writer, metrics }: AcknowledgementsOptions): Acknowledgements {
  /** The last mark of those whose edits have not all come. */
  const marks = new Map<Connection, { readonly mark: number; readonly since: number }>();

  function settle(connection: Connection) {
    const marked = marks.get(connection);
    if (marked === undefined || !steps.get(connection)?.hasAllOfItsOwn) return;
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

  return {
    mark(connection, mark) {
      marks.set(connection, { mark, since: marks.get(connection)?.since ?? performance.now() });
      settle(connection);
    },
    settle,
    forget: (connection) => void marks.delete(connection),
  };
}
