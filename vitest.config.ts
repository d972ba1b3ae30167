import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { readSoakScale } from './packages/board/src/test/soak-scale.ts';

/**
 * Ends a run that hangs, and judges nothing: a slow machine may take its time, and what a test waits for fails long before,
 * in words (`@gongyi/domain/testing`).
 */
const HANGS_AFTER_MS = 900_000;

export default defineConfig({
  test: {
    // One project and not one for each package: those would not take over the time limits below, least of all that of hooks.
    include: ['{packages,apps}/*/src/**/*.test.ts'],
    // Vitest leaves one core free; on two that would be one file at a time, and most files wait for a database half of theirs.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: HANGS_AFTER_MS,
    hookTimeout: HANGS_AFTER_MS,
    provide: { soak: readSoakScale(process.env) },
    // One PostgreSQL for the whole run; test files copy its migrated template.
    globalSetup: ['./packages/db/src/test/global-setup.ts'],
  },
});
