export type { Actor } from './actor.ts';
export { type AppRouter, appRouter } from './app-router.ts';
export type { AuthHandler } from './auth/create-auth-handler.ts';
export { scryptPasswords } from './auth/scrypt-passwords.ts';
export type { Context, RequestFacts } from './context.ts';
export { type Api, type ApiOptions, createApi } from './create-api.ts';
export type { LiveEvent } from './live-event.ts';
export { createMemoryNotifier } from './memory-notifier.ts';
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
} from './ports.ts';
export type { SyncPermit } from './services/authorise-sync.ts';
export { isDatabaseAway } from './services/database-errors.ts';
export type { DemoSession } from './services/ensure-demo.ts';
export type { AgreedListReading, AgreedListScope } from './services/read-agreed-list.ts';
export type { DomainRefusal } from './trpc.ts';
export type {
  CampaignSummary,
  CampaignView,
  HistoryEntry,
  InvitationPreview,
  InvitationView,
  JoinPreview,
  MembersView,
  MemberView,
  RemovedPointView,
  SessionAuthor,
  SessionPerson,
  SessionSummary,
  SessionView,
  SnapshotView,
  ThemeView,
  UnitView,
} from './views.ts';
