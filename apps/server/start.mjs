// `pnpm start`: builds what changed, then becomes the server.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { watchLauncher } from './watch-launcher.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const main = join(here, 'dist', 'main.js');

if (!existsSync(main)) process.stdout.write('Building Gongyi; the first time takes about a minute …\n');
const built = spawnSync(join(root, 'node_modules', '.bin', 'turbo'), ['run', 'build', '--output-logs=errors-only'], {
  cwd: root,
  encoding: 'utf8',
  env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1' },
});
if (built.status !== 0) {
  process.stderr.write(`${built.stdout ?? ''}${built.stderr ?? ''}${built.error?.message ?? ''}\n`);
  process.stderr.write('Gongyi could not be built; the lines above say why.\n');
  process.exit(1);
}

process.setSourceMapsEnabled(true);
// Before the import, which runs the server: it must not start when nobody is there any more.
watchLauncher();
await import(main);
