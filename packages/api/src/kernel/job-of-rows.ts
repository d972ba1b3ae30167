import type { DatabaseClient } from '@gongyi/db';
import { type AppendEvents, decide, type Transaction } from './decide.ts';
import type { Job } from './ports.ts';
import type { ServiceDeps } from './service-deps.ts';

/** A job: which rows are due, how one is made no longer due, and what comes with that. */
export type RowsOfJob<Row> = Pick<Job, 'name' | 'everyMs'> & {
  /** As `Job.findDue`. */
  findDue(prisma: DatabaseClient, now: Date): Promise<readonly string[]>;
  /**
   * Makes the row no longer due if it is still due at `now`, in one statement, and answers what is
   * needed of it; else null. One that is locked is being decided about: it is left to whoever does
   * that (`SKIP LOCKED`), and to the next look.
   */
  take(tx: Transaction, id: string, now: Date): Promise<Row | null>;
  /** The rest of the decision, in the same transaction. */
  act(
    row: Row,
    decision: { readonly tx: Transaction; readonly append: AppendEvents; readonly now: Date },
  ): Promise<void>;
  /**
   * After the commit: who is told, besides those who follow the events. Lost when the server dies
   * before it, as with every decision.
   */
  tell?(row: Row): void;
};

/** Nothing is acted on that was not taken: so nothing is acted on twice. */
export function jobOfRows<Row>(deps: Pick<ServiceDeps, 'prisma' | 'notifier' | 'now'>, rows: RowsOfJob<Row>): Job {
  return {
    name: rows.name,
    everyMs: rows.everyMs,
    findDue: (now) => rows.findDue(deps.prisma, now),
    async settle(id, now) {
      const taken = await decide(deps, async (tx, append) => {
        const row = await rows.take(tx, id, now);
        if (row !== null) await rows.act(row, { tx, append, now });
        return row;
      });
      if (taken === null) return false;
      rows.tell?.(taken);
      return true;
    },
  };
}
