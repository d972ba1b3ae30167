export { chooseRunMode, type HostFacts, type RunMode } from './choose-run-mode.ts';
export { EmbeddedPostgresError } from './embedded-postgres-error.ts';
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from './start-embedded-postgres.ts';
export { startTemporaryPostgres, type TemporaryPostgres } from './start-temporary-postgres.ts';
