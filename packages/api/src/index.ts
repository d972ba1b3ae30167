export type { AuthHandler } from './accounts/auth/create-auth-handler.ts';
export { scryptPasswords } from './accounts/auth/scrypt-passwords.ts';
export type { InvitationPreview, InvitationView, MembersView, MemberView } from './accounts/views.ts';
export { type AppRouter, appRouter } from './app-router.ts';
export type { CampaignSummary, CampaignView, ThemeView, UnitView } from './campaigns/views.ts';
export { type Api, type ApiOptions, createApi } from './create-api.ts';
export type { LiveEvent } from './events/live-event.ts';
export type { Actor } from './kernel/actor.ts';
export type { Context } from './kernel/context.ts';
export { isDatabaseAway } from './kernel/database-errors.ts';
export { createMemoryNotifier } from './kernel/memory-notifier.ts';
export type {
  DocumentKeeper,
  FormerPoint,
  HallReader,
  Job,
  KeptDocument,
  Logger,
  NewPoint,
  Notifier,
  PasswordHasher,
  PointReader,
  PointSnapshot,
  PointWriter,
  Schedule,
  SessionGate,
  ThemeOutline,
} from './kernel/ports.ts';
export type { RequestFacts } from './kernel/request-facts.ts';
export type { DomainRefusal } from './kernel/trpc.ts';
export type { AgreedListReading, AgreedListScope } from './ledger/decisions/read-agreed-list.ts';
export type { HistoryEntry } from './ledger/views.ts';
export type { RemovedPointView } from './points/views.ts';
export type { DemoSession } from './sessions/decisions/ensure-demo.ts';
export type { SyncPermit } from './sessions/queries/authorise-sync.ts';
export type {
  JoinPreview,
  SessionAuthor,
  SessionPerson,
  SessionSummary,
  SessionView,
  SnapshotView,
} from './sessions/views.ts';
