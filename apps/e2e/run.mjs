// The browser scenarios, on whichever Chromium this machine has. Without one it says so in one line
// and leaves them out.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from '../../scripts/find-chromium.mjs';

const here = dirname(fileURLToPath(import.meta.url));

const chromium = findChromium('the browser scenarios');
if (chromium === undefined) process.exit(0);
const playwright = join(here, 'node_modules', '.bin', 'playwright');
const { status } = spawnSync(playwright, ['test', ...process.argv.slice(2)], {
  cwd: here,
  stdio: 'inherit',
  env: { ...process.env, CHROMIUM_PATH: chromium },
});
process.exit(status ?? 1);
