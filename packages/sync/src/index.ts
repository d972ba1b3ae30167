export type { CompactionLimits } from './compactor.ts';
export { createSyncServer, type SyncServer, type SyncServerOptions } from './create-sync-server.ts';
export { createFanoutListeners, type FanoutListeners } from './fanout/fanout-listeners.ts';
export { createMemoryFanout } from './fanout/memory-fanout.ts';
export type {
  Access,
  Authorise,
  ClientOwner,
  DocumentRights,
  Editor,
  Fanout,
  LoadFrom,
  LogEntry,
  MergeStored,
  RemovedPoint,
  ShownName,
  StoredDocument,
  SyncLogger,
  UpdateLog,
} from './ports.ts';
export { FANOUT_PAYLOAD_BYTES } from './ports.ts';
export { createRateGate, type RateGate } from './rate-gate.ts';
export type { SyncTiming } from './timing.ts';
