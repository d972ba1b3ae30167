import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Real PostgreSQL and real password hashes: a busy machine may take its time, and nothing here measures it.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
