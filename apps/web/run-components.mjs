// The component tests, on whichever Chromium this machine has. Without one it says so in one line
// and leaves them out.
// Arguments are vitest's: files, -t, --reporter=default --reporter=json --outputFile=<path>.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from '../../scripts/find-chromium.mjs';

const here = dirname(fileURLToPath(import.meta.url));

const chromium = findChromium('the component tests');
if (chromium === undefined) process.exit(0);
const vitest = join(here, 'node_modules', '.bin', 'vitest');
const { status } = spawnSync(vitest, ['run', '--config', 'vitest.components.config.ts', ...process.argv.slice(2)], {
  cwd: here,
  stdio: 'inherit',
  // React as people have it: what it checks for its developers only takes a quarter of a page's
  // time.
  env: { ...process.env, NODE_ENV: 'production', CHROMIUM_PATH: chromium },
});
process.exit(status ?? 1);
