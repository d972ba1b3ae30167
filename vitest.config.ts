import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { readSoakScale } from './packages/board/src/test/soak-scale.ts';

/**
 * Ends a run that hangs, and judges nothing: a slow machine may take its time, and what a test
 * waits for fails long before, in words (`@gongyi/domain/testing`).
 */
const HANGS_AFTER_MS = 900_000;
export default defineConfig({
  test: {
    // One project and not one for each package: those would not take over the time limits below.
    include: ['{packages,apps}/*/src/**/*.test.ts'],
    // Vitest leaves one core free; on two that would be one file at a time, and most files wait for
    // a database half of theirs.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    provide: { soak: readSoakScale(process.env) },
    // One PostgreSQL for the whole run; test files copy its migrated template.
    globalSetup: ['./packages/db/src/test/global-setup.ts'],
    // Files share a process, one after the other: loading everything anew for each took three
    // fifths of all the time.
    // So a test leaves nothing behind in its module's state, its globals and its timers.
    isolate: false,
    testTimeout: HANGS_AFTER_MS,
    hookTimeout: HANGS_AFTER_MS,
  },
});
