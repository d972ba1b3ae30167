// `pnpm bench`: bundles the benchmark, then runs it with the arguments given. The server must have
// been built.
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
await build({
  absWorkingDir: here,
  entryPoints: ['src/main.ts', 'src/load/load-worker.ts'],
  outdir: 'dist',
  // Both beside each other, where main.ts looks for the worker.
  entryNames: '[name]',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  // One copy of each, the published one: the probes are the stock client.
  external: ['ws', 'yjs', 'y-websocket', 'lib0', 'esbuild'],
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  sourcemap: true,
  logLevel: 'warning',
});
process.setSourceMapsEnabled(true);
const { main } = await import(pathToFileURL(join(here, 'dist', 'main.mjs')).href);
process.exit(await main(process.argv.slice(2)));
