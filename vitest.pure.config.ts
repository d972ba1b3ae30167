import { defineConfig } from 'vitest/config';
import { readSoakScale } from './packages/board/src/test/soak-scale.ts';

/** The tests that need no database, for `pnpm mutants`: PostgreSQL is not started for them. */
export default defineConfig({
  test: {
    provide: { soak: readSoakScale(process.env) },
    include: [
      'packages/{domain,exports}/src/**/*.test.ts',
      'packages/api/src/*/policy/*.test.ts',
      'packages/sync/src/forged-*.test.ts',
    ],
  },
});
