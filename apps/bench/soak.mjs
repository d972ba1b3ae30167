// `pnpm soak`: the long forms of the tests that can go on for ever. They are the same files that
// `pnpm test` runs in short.
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startVitest } from 'vitest/node';

const PARTS = {
  histories: ['packages/sync/src/rules/durable/restarts-and-outages.test.ts'],
  nodes: ['packages/sync/src/rules/several-nodes/several-nodes-histories.test.ts'],
  fuzz: ['packages/sync/src/rules/wire/fuzzed-frames.test.ts'],
  outages: ['apps/server/src/sync/database-outage.test.ts'],
  honest: ['packages/sync/src/rules/authorised/honest-histories.test.ts'],
  forgeries: ['packages/sync/src/rules/authorised/random-forgeries.test.ts'],
  convergence: ['packages/sync/src/rules/durable/convergence.test.ts'],
  saving: ['apps/web/src/session/document/random-saving.test.ts'],
  board: [
    'packages/board/src/edits/cluster-operations.test.ts',
    'packages/board/src/readings/point-index-clusters.test.ts',
    'packages/board/src/edits/point-operations.test.ts',
    'packages/board/src/model/replace-text.test.ts',
    'packages/board/src/edits/restore-points.test.ts',
    'packages/board/src/edits/settle-own-places.test.ts',
    'packages/board/src/geometry/theme-areas.test.ts',
  ],
  attacks: ['apps/server/src/seven-attacks.test.ts'],
  schedule: ['apps/server/src/schedule/postgres-schedule.test.ts'],
  lines: ['apps/web/src/canvas/drawing/simplify-line.test.ts', 'apps/web/src/canvas/drawing/stroke-path.test.ts'],
};

const USAGE = `pnpm soak [options]

  --only <names>      parts, with commas between them: ${Object.keys(PARTS).join(', ')} (default: all)
  --histories <n>     random histories of restarts, crashes, outages and removals (default: 10,000)
  --frames <n>        fuzzed frames (default: 1,000,000)
  --seeds <n>         seeds of each of the other random tests (default: 50)
  --outages <s,s,…>   seconds for which the database is away (default: 1,30,300)
  --seed <n>          only this seed, as a failure names it

Three files at a time; takes half an hour and more on two cores. The last line says what was found.
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
      seeds: { type: 'string', default: '50' },
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

// Read by vitest.config.ts.
Object.assign(process.env, {
  SOAK_HISTORIES: values.histories,
  SOAK_FRAMES: values.frames,
  SOAK_SEEDS: values.seeds,
  SOAK_OUTAGES: values.outages,
  ...(values.seed === undefined ? {} : { SOAK_SEED: values.seed }),
});
const repository = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const files = wanted.flatMap((name) => PARTS[name]);
const startedAt = performance.now();
const vitest = await startVitest('test', files, {
  root: repository,
  run: true,
  watch: false,
  // It goes on for as long as it was asked to; a condition that never comes fails by itself.
  testTimeout: 0,
  maxWorkers: 3,
  disableConsoleIntercept: true,
});
const modules = vitest.state.getTestModules();
const tests = modules.flatMap((module) => [...module.children.allTests()]);
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
/** A test that runs many seeds says how many; one that is a seed has it in its name. */
const seedsOf = (test) => test.meta().seeds ?? (/\bseed \d+/.test(test.fullName) ? 1 : 0);
const failed = tests.filter((test) => test.result().state === 'failed');
const unfinished = tests.filter((test) => test.result().state === 'pending');
const broken = files.filter((file) => !modules.some((module) => relative(repository, module.moduleId) === file));
const outsideTests = modules.filter((module) => module.errors().length > 0);
const failures = failed.length + unfinished.length + broken.length + outsideTests.length;
const count = (number) => number.toLocaleString('en');
const summary = [
  `${count(wanted.length)} of ${Object.keys(PARTS).length} parts`,
  `${count(tests.length)} tests`,
  `${count(sum(tests.map(seedsOf)))} seeds`,
  `${count(sum(tests.map((test) => test.meta().frames ?? 0)))} frames`,
  `${count(failures)} failures`,
  `${count(Math.round((performance.now() - startedAt) / 1_000))} s`,
];
await vitest.close();
process.stdout.write(`soak: ${summary.join(', ')}\n`);
process.exit(failures > 0 || process.exitCode ? 1 : 0);
