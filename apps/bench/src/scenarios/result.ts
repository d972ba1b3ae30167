import type { DeliverySummary } from '../load/delivery-ledger.ts';
import type { ServerUsage } from '../measure/process-usage.ts';

/** One measurement of one workload on one target. Goes into the JSON as it is. */
export type Result = {
  readonly workload: string;
  readonly target: string;
  /** From 1. */
  readonly round: number;
  readonly outcome: Outcome;
};

export type Outcome =
  | { readonly kind: 'load'; readonly phase: PhaseSummary }
  | {
      readonly kind: 'slowReaders';
      readonly before: PhaseSummary;
      readonly during: PhaseSummary;
      /**
       * p95 of cursors for those who go on reading, against that of the time when all did; null
       * when either is unknown.
       */
      readonly p95Ratio: number | null;
    }
  | {
      readonly kind: 'joinStorm';
      readonly firstReadyMs: number;
      readonly medianReadyMs: number;
      readonly lastReadyMs: number;
      readonly smallestAnswerBytes: number;
      readonly largestAnswerBytes: number;
      /** How often somebody was told to come back later, and did. */
      readonly turnedAway: number;
      /** Of the server, and of its database, from the first connection to the last one ready. */
      readonly usage: ServerUsage | null;
    }
  | {
      readonly kind: 'crash';
      readonly crashes: number;
      /** Edits sent in all, said to be durable, and of these not there afterwards. */
      readonly sent: number;
      readonly acknowledged: number;
      readonly lost: number;
    }
  /** The target cannot be asked for this, and why. */
  | { readonly kind: 'leftOut'; readonly reason: string }
  | { readonly kind: 'failed'; readonly error: string };

export type PhaseSummary = {
  readonly cursors: DeliverySummary;
  readonly edits: DeliverySummary;
  readonly probeCursors: DeliverySummary;
  readonly probeEdits: DeliverySummary;
  readonly acknowledgements: DeliverySummary | null;
  readonly usage: ServerUsage | null;
  readonly messages: number;
  readonly bytes: number;
  /** Connections that the server ended, by close code ('none' without one). */
  readonly lostConnections: Readonly<Record<string, number>>;
  readonly generator: {
    readonly cpuPercent: number;
    /**
     * How late messages were sent, 99th percentile, and the longest stall of its main thread (the
     * probes').
     */
    readonly lagP99Ms: number | null;
    readonly stallMs: number;
  };
};
