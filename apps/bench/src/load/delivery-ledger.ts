import { createLatencyHistogram, type LatencyHistogram } from './latency-histogram.ts';
import type { SentLog } from './sent-log.ts';

/** What is sent from `fromMs` on and before `untilMs` counts; the rest (warming up) is ignored. */
export type Period = { readonly fromMs: number; readonly untilMs: number };

/** What can be sent from one thread to another. */
export type Delivery = {
  /** Messages sent in the period, once for each receiver that should have got them. */
  readonly expected: number;
  /** Those that arrived within the window. */
  readonly delivered: number;
  readonly latencies: Uint32Array;
};

/**
 * What one receiver got of what everybody sent, and how late.
 *
 * A message is delivered when it, **or a newer one of the same sender**, arrives within the window
 * after it was sent: a cursor that was skipped because a newer position replaced it is where it
 * should be. It counts with the time at which that newer one came, so a server gains nothing by
 * skipping. What comes later than the window, or never, is not delivered.
 */
export interface DeliveryLedger {
  /**
   * The sender's messages up to `number` are here now. Unknown senders and numbers seen before are
   * ignored.
   */
  arrived(sender: number, number: number, nowMs: number): void;
  /** True when everything that was sent so far has arrived. */
  readonly complete: boolean;
  finish(): Delivery;
}

export type LedgerOptions = {
  readonly sent: SentLog;
  readonly period: Period;
  readonly windowMs: number;
  /**
   * Whose messages this receiver should get. Not its own: nobody is told what they said themselves.
   */
  readonly hears: (sender: number) => boolean;
};

export function createDeliveryLedger({ sent, period, windowMs, hears }: LedgerOptions): DeliveryLedger {
  const latencies: LatencyHistogram = createLatencyHistogram();
  const seen = Int32Array.from({ length: sent.senders }, (_, sender) => sent.count(sender));
  const first = Int32Array.from(seen);
  const isCounted = (sentAt: number) => sentAt >= period.fromMs && sentAt < period.untilMs;

  return {
    arrived(sender, number, nowMs) {
      if (sender < 0 || sender >= sent.senders || !hears(sender)) return;
      const last = seen[sender] ?? 0;
      const upTo = Math.min(number, sent.count(sender));
      if (upTo <= last) return;
      for (let each = last + 1; each <= upTo; each++) {
        const sentAt = sent.sentAt(sender, each);
        if (isCounted(sentAt) && nowMs - sentAt <= windowMs) latencies.add(nowMs - sentAt);
      }
      seen[sender] = upTo;
    },
    get complete() {
      for (let sender = 0; sender < sent.senders; sender++) {
        if (hears(sender) && (seen[sender] ?? 0) < sent.count(sender)) return false;
      }
      return true;
    },
    finish() {
      let expected = 0;
      for (let sender = 0; sender < sent.senders; sender++) {
        if (!hears(sender)) continue;
        for (let each = (first[sender] ?? 0) + 1; each <= sent.count(sender); each++) {
          if (isCounted(sent.sentAt(sender, each))) expected++;
        }
      }
      return { expected, delivered: latencies.total, latencies: latencies.counts };
    },
  };
}

/** The deliveries of several receivers as one. */
export function sumDeliveries(deliveries: readonly Delivery[]): Delivery {
  const latencies = createLatencyHistogram();
  let expected = 0;
  for (const delivery of deliveries) {
    expected += delivery.expected;
    latencies.merge(delivery.latencies);
  }
  return { expected, delivered: latencies.total, latencies: latencies.counts };
}

export type DeliverySummary = {
  readonly expected: number;
  /** 0 to 100; null when nothing was expected. */
  readonly deliveredPercent: number | null;
  /** Null when less than that share was delivered. */
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly p99Ms: number | null;
};

export function summarise({ expected, delivered, latencies }: Delivery): DeliverySummary {
  const histogram = createLatencyHistogram(latencies);
  const at = (fraction: number) => (expected === 0 ? null : histogram.percentile(fraction, expected - delivered));
  return {
    expected,
    deliveredPercent: expected === 0 ? null : (100 * delivered) / expected,
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    p99Ms: at(0.99),
  };
}
