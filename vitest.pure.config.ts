import { defineConfig } from 'vitest/config';

/** The tests that need no database, for `pnpm mutants`: PostgreSQL is not started for them. */
export default defineConfig({
  test: {
    include: [
      'packages/{domain,exports}/src/**/*.test.ts',
      'packages/api/src/policies/*.test.ts',
      'packages/sync/src/forged-*.test.ts',
    ],
    // Walks through the doors of the whole API, on a database.
    exclude: ['packages/api/src/policies/capability-walk.test.ts'],
  },
});
