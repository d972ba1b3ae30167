import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatJoinCode } from '@gongyi/domain';
import { pino } from 'pino';
import { renderBanner } from './banner.ts';
import { type Config, readConfig } from './config.ts';
import { explainStartFailure } from './explain-start-failure.ts';
import { type Gongyi, startGongyi } from './start-gongyi.ts';

/**
 * The built server: `dist/main.js`, with `dist/migrations` and the thread beside it and the pages
 * in `apps/web/dist`.
 */
const here = dirname(fileURLToPath(import.meta.url));
const webDist = join(here, '..', '..', 'web', 'dist');
const migrationsDir = join(here, 'migrations');
const mergeThread = new URL('merge-thread.js', import.meta.url);

/** When closing hangs, for example on a database that no longer answers, the process still ends. */
const STOP_DEADLINE_MS = 45_000;

async function main(): Promise<void> {
  const config = readConfig(process.env, process.argv.slice(2));
  if (!existsSync(webDist)) throw new Error('The pages are not built: run `npx -y pnpm@10.34.9 start`.');
  const logger = pino({ level: config.logLevel });

  // Heard from the first moment, so that a Ctrl-C during the start leaves no PostgreSQL behind.
  let wanted = true;
  const starting = startGongyi(config, { logger, webDist, migrationsDir, mergeThread });
  const stop = () => {
    if (!wanted) return;
    wanted = false;
    setTimeout(() => process.exit(1), STOP_DEADLINE_MS).unref();
    starting
      .then((gongyi) => gongyi.stop())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          logger.error({ err: error }, 'stopping failed');
          process.exit(1);
        },
      );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);

  const gongyi = await starting;
  if (wanted) process.stdout.write(renderBanner(bannerFacts(gongyi, config)));
}

function bannerFacts(gongyi: Gongyi, config: Config) {
  const { address, lanAddresses, setupToken, demoJoinCode, dataPlace } = gongyi;
  return {
    address,
    lanAddresses: config.publicUrl === null ? lanAddresses : [],
    setupLink: setupToken === null ? null : `${address}/setup#${setupToken}`,
    demo:
      demoJoinCode === null
        ? null
        : { code: formatJoinCode(demoJoinCode), link: `${lanAddresses[0] ?? address}/j/${demoJoinCode}` },
    data: dataPlace,
  };
}

main().catch((error: unknown) => {
  process.stderr.write(`Gongyi did not start. ${explainStartFailure(error)}\n`);
  process.exit(1);
});
