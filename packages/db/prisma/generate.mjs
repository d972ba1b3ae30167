/**
 * Writes the Prisma client into src/generated with no network.
 *
 * `prisma generate` wants a schema engine binary to exist although generating never runs it, and
 * would download one. Pointing PRISMA_SCHEMA_ENGINE_BINARY at any existing file (here: Node itself)
 * satisfies it.
 */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packageDir = join(dirname(fileURLToPath(import.meta.url)), '..');
const prismaCli = createRequire(import.meta.url).resolve('prisma/build/index.js');

const { status, error } = spawnSync(
  process.execPath,
  [prismaCli, 'generate', '--no-hints', '--schema', join('prisma', 'schema.prisma')],
  {
    cwd: packageDir,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  },
);
if (error) throw error;
process.exit(status ?? 1);
