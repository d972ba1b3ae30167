export type { CompactionLimits } from './compactor.ts';
export { createSyncServer, type SyncServer, type SyncServerOptions } from './create-sync-server.ts';
export type {
  Access,
  Authorise,
  DocumentRights,
  Editor,
  LogEntry,
  StoredDocument,
  SyncLogger,
  UpdateLog,
} from './ports.ts';
export type { SyncTiming } from './timing.ts';
