import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: ['packages/*', 'apps/server', 'apps/web', 'apps/bench'],
    // One PostgreSQL for the whole run; test files copy its migrated template.
    globalSetup: ['./packages/db/src/test/global-setup.ts'],
  },
});
