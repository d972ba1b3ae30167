// The browser scenarios, on whichever Chromium this machine has. Without one it says so in one line and leaves them out.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

/** The shell first: the same engine without the windows around it, which take three tenths of the time. */
const NAMES = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
];
const PLACES = [
  ...(process.env.CHROMIUM_PATH ? [process.env.CHROMIUM_PATH] : []),
  ...(process.env.PATH ?? '').split(':').flatMap((folder) => NAMES.map((name) => join(folder, name))),
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const chromium = PLACES.find(isExecutable);
if (chromium === undefined) {
  process.stdout.write(
    'Left out: the browser scenarios, because no Chromium was found. Debian: apt-get install chromium-headless-shell fonts-noto-cjk; elsewhere set CHROMIUM_PATH.\n',
  );
  process.exit(0);
}
const playwright = join(here, 'node_modules', '.bin', 'playwright');
const { status } = spawnSync(playwright, ['test', ...process.argv.slice(2)], {
  cwd: here,
  stdio: 'inherit',
  env: { ...process.env, CHROMIUM_PATH: chromium },
});
process.exit(status ?? 1);
