import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { RULES, type Rule } from './guard/rules.ts';

/**
 * What one sync server counts, for Prometheus. Each server has its own registry, so that several
 * can live in one process.
 */
export interface SyncMetrics {
  updateTaken(bytes: number): void;
  refused(rule: Rule | 'malformed' | 'notSaving' | 'documentFull'): void;
  /** A flush of a room wrote this much, to all its connections together. */
  flushed(bytes: number, seconds: number): void;
  committed(rows: number, seconds: number): void;
  commitFailed(): void;
  acknowledged(seconds: number): void;
  /** Messages to other nodes, and from them. */
  published(bytes: number): void;
  received(bytes: number): void;
  /** A room read from the log what other nodes wrote. */
  caughtUp(): void;
  /** In the text format of Prometheus. */
  render(): Promise<string>;
}

/** Read when the metrics are. */
export type SyncGauges = {
  readonly rooms: () => number;
  readonly connections: () => number;
  readonly unsavedBytes: () => number;
  readonly otherNodes: () => number;
};

const SECONDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1, 5];

export function createSyncMetrics(gauges: SyncGauges): SyncMetrics {
  const registry = new Registry();
  const registers = [registry];
  const counter = (name: string, help: string) => new Counter({ name, help, registers });
  const histogram = (name: string, help: string) => new Histogram({ name, help, buckets: SECONDS, registers });
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });

  gauge('gongyi_sync_rooms', 'Documents in memory.', gauges.rooms);
  gauge('gongyi_sync_connections', 'Open connections of all rooms.', gauges.connections);
  gauge('gongyi_sync_unsaved_bytes', 'Edits in memory that are not committed.', gauges.unsavedBytes);
  gauge('gongyi_sync_other_nodes', 'Other nodes that are heard of.', gauges.otherNodes);
  const updates = counter('gongyi_sync_updates_total', 'Updates taken from connections.');
  const receivedBytes = counter('gongyi_sync_update_bytes_total', 'Bytes of updates taken from connections.');
  const sentBytes = counter('gongyi_sync_sent_bytes_total', 'Bytes written to connections by flushes.');
  const flushes = histogram('gongyi_sync_flush_seconds', 'Writing one flush of a room to its connections.');
  const rows = counter('gongyi_sync_rows_total', 'Rows committed to the log.');
  const commits = histogram('gongyi_sync_commit_seconds', 'One append to the log, until it is committed.');
  const failures = counter('gongyi_sync_commit_failures_total', 'Appends to the log that failed.');
  const acknowledgements = histogram('gongyi_sync_acknowledgement_seconds', 'From a mark to its acknowledgement.');
  const publishedMessages = counter('gongyi_sync_node_published_total', 'Messages to other nodes.');
  const publishedBytes = counter('gongyi_sync_node_published_bytes_total', 'Bytes of messages to other nodes.');
  const receivedMessages = counter('gongyi_sync_node_received_total', 'Messages of other nodes.');
  const nodeBytes = counter('gongyi_sync_node_received_bytes_total', 'Bytes of messages of other nodes.');
  const catchUps = counter('gongyi_sync_catch_ups_total', 'Reads of the log for what other nodes wrote.');
  const refusals = new Counter({
    name: 'gongyi_sync_refused_total',
    help: 'Connections closed because of what they sent, by rule.',
    labelNames: ['rule'] as const,
    registers,
  });
  // So that a rule shows as 0, and not as missing, before it is first broken.
  for (const rule of [...RULES, 'malformed', 'notSaving', 'documentFull']) refusals.inc({ rule }, 0);

  return {
    updateTaken(bytes) {
      updates.inc();
      receivedBytes.inc(bytes);
    },
    refused: (rule) => refusals.inc({ rule }),
    flushed(bytes, seconds) {
      sentBytes.inc(bytes);
      flushes.observe(seconds);
    },
    committed(count, seconds) {
      rows.inc(count);
      commits.observe(seconds);
    },
    commitFailed: () => failures.inc(),
    acknowledged: (seconds) => acknowledgements.observe(seconds),
    published(bytes) {
      publishedMessages.inc();
      publishedBytes.inc(bytes);
    },
    received(bytes) {
      receivedMessages.inc();
      nodeBytes.inc(bytes);
    },
    caughtUp: () => catchUps.inc(),
    render: () => registry.metrics(),
  };
}
