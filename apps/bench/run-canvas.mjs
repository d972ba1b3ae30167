// `pnpm bench:canvas`: bundles the measurement of the canvas, then runs it with the arguments
// given. Server and pages must have been built.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
process.env.CHROMIUM_PATH ??= (process.env.PATH ?? '')
  .split(':')
  .flatMap((folder) => names.map((name) => join(folder, name)))
  .find((path) => existsSync(path));
await build({
  absWorkingDir: here,
  entryPoints: { 'canvas-main': 'src/canvas/main.ts' },
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  external: ['ws', 'yjs', 'y-websocket', 'lib0', '@playwright/test', 'vite', '@vitejs/plugin-react'],
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  sourcemap: true,
  logLevel: 'warning',
});
process.setSourceMapsEnabled(true);
const { main } = await import(pathToFileURL(join(here, 'dist', 'canvas-main.mjs')).href);
process.exit(await main(process.argv.slice(2)));
