// `pnpm soak`: the long forms of the tests that can go on for ever. They are the same files that `pnpm test` runs in short.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const PARTS = {
  histories: 'packages/sync/src/restarts-and-outages.test.ts',
  nodes: 'packages/sync/src/several-nodes-histories.test.ts',
  fuzz: 'packages/sync/src/fuzzed-frames.test.ts',
  outages: 'apps/server/src/sync/database-outage.test.ts',
};

const USAGE = `pnpm soak [options]

  --only <names>      parts, with commas between them: ${Object.keys(PARTS).join(', ')} (default: all)
  --histories <n>     random histories of restarts, crashes, outages and removals (default: 10,000)
  --frames <n>        fuzzed frames (default: 1,000,000)
  --outages <s,s,…>   seconds for which the database is away (default: 1,30,300)
  --seed <n>          only this seed, as a failure names it

Three parts at a time; takes half an hour and more on two cores. The last lines say what was found.
`;

let values;
try {
  ({ values } = parseArgs({
    args: process.argv.slice(2).filter((argument) => argument !== '--'),
    options: {
      help: { type: 'boolean', default: false },
      only: { type: 'string', default: Object.keys(PARTS).join(',') },
      histories: { type: 'string', default: '10000' },
      frames: { type: 'string', default: '1000000' },
      outages: { type: 'string', default: '1,30,300' },
      seed: { type: 'string' },
    },
  }));
} catch (error) {
  process.stderr.write(`${error.message}\n\n${USAGE}`);
  process.exit(2);
}
if (values.help) {
  process.stdout.write(USAGE);
  process.exit(0);
}
const wanted = values.only.split(',').map((name) => name.trim());
const unknown = wanted.find((name) => !(name in PARTS));
if (unknown !== undefined) {
  process.stderr.write(`There is no part ${unknown}.\n\n${USAGE}`);
  process.exit(2);
}

const repository = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const { status } = spawnSync(
  join(repository, 'node_modules', '.bin', 'vitest'),
  [
    'run',
    '--testTimeout=0',
    '--hookTimeout=120000',
    '--maxWorkers=3',
    '--disableConsoleIntercept',
    ...wanted.map((name) => PARTS[name]),
  ],
  {
    cwd: repository,
    stdio: 'inherit',
    env: {
      ...process.env,
      SOAK_HISTORIES: values.histories,
      SOAK_FRAMES: values.frames,
      SOAK_OUTAGES: values.outages,
      ...(values.seed === undefined ? {} : { SOAK_SEED: values.seed }),
    },
  },
);
process.exit(status ?? 1);
