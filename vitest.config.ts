import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Starting a PostgreSQL or whole servers takes its time on a small machine that has other work as well. What hangs is found all the same. */
const PATIENCE_MS = 60_000;

export default defineConfig({
  test: {
    // One project and not one for each package: those would not take over the time limits below, least of all that of hooks.
    include: ['{packages,apps}/*/src/**/*.test.ts'],
    // Vitest leaves one core free; on two that would be one file at a time, and most files wait for a database half of theirs.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: PATIENCE_MS,
    hookTimeout: PATIENCE_MS,
    // One PostgreSQL for the whole run; test files copy its migrated template.
    globalSetup: ['./packages/db/src/test/global-setup.ts'],
  },
});
