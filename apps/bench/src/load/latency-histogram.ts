const BUCKET_MS = 0.1;
const BUCKETS = 100_000;

/**
 * Latencies in steps of 0.1 ms up to 10 s; longer ones count as 10 s. Millions of them cost the
 * same memory as none, and two histograms add up exactly, which percentiles do not.
 */
export interface LatencyHistogram {
  readonly counts: Uint32Array;
  readonly total: number;
  add(ms: number): void;
  merge(counts: Uint32Array): void;
  /**
   * The latency, rounded down to 0.1 ms, within which the share `fraction` of all that was expected
   * arrived; null when less than that arrived. `missing` is what never did: it counts as later than
   * everything, so that losing the slow half looks no better.
   */
  percentile(fraction: number, missing?: number): number | null;
}

export function createLatencyHistogram(counts: Uint32Array = new Uint32Array(BUCKETS)): LatencyHistogram {
  let total = counts.reduce((sum, count) => sum + count, 0);

  return {
    counts,
    get total() {
      return total;
    },
    add(ms) {
      // The tiny bit more: 0.3 / 0.1 must be bucket 3.
      const bucket = Math.min(BUCKETS - 1, Math.max(0, Math.floor(ms / BUCKET_MS + 1e-6)));
      counts[bucket] = (counts[bucket] ?? 0) + 1;
      total++;
    },
    merge(others) {
      for (let bucket = 0; bucket < BUCKETS; bucket++) {
        const more = others[bucket] ?? 0;
        if (more === 0) continue;
        counts[bucket] = (counts[bucket] ?? 0) + more;
        total += more;
      }
    },
    percentile(fraction, missing = 0) {
      const rank = Math.max(1, Math.ceil(fraction * (total + missing)));
      let seen = 0;
      for (let bucket = 0; bucket < BUCKETS; bucket++) {
        seen += counts[bucket] ?? 0;
        if (seen >= rank) return Math.round(bucket * BUCKET_MS * 10) / 10;
      }
      return null;
    },
  };
}
