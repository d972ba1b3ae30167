// Which Chromium this machine has, for the component tests and the browser scenarios. None is ever
// downloaded.
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

/**
 * The shell first: the same engine without the windows around it, which take three tenths of the
 * time.
 */
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

/** Its path; undefined, and said in one line, where there is none. */
export function findChromium(leftOut) {
  const chromium = PLACES.find(isExecutable);
  if (chromium === undefined) {
    process.stdout.write(
      `Left out: ${leftOut}, because no Chromium was found. Debian: apt-get install chromium-headless-shell fonts-noto-cjk; elsewhere set CHROMIUM_PATH.\n`,
    );
  }
  return chromium;
}
