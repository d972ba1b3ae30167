// `pnpm test`: everything that guards the project, and where its time went.
//
// A phase that fails does not keep the next ones from running, so that one run tells all that is
// wrong. Only what cannot be built cannot be tested.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const reports = mkdtempSync(join(tmpdir(), 'gongyi-test-reports-'));
const bin = (name) => join(root, 'node_modules', '.bin', name);
const report = (name) => join(reports, `${name}.json`);

/** One after the other; what stands in one row runs at the same time. */
const PHASES = [
  [
    {
      name: 'check and build',
      steps: [
        [bin('biome'), 'check', '.'],
        [process.execPath, 'scripts/check-prose.mjs'],
        [bin('knip'), '--no-config-hints'],
        [bin('turbo'), 'run', 'typecheck', 'build', '--output-logs=errors-only'],
      ],
      isNeeded: true,
    },
  ],
  [
    { name: 'units', steps: [[bin('vitest'), 'run', ...vitestReports('units')]], read: readVitest },
    // Mostly waits for its page, which draws one thing at a time.
    {
      name: 'components',
      steps: [[process.execPath, 'apps/web/run-components.mjs', ...vitestReports('components')]],
      read: readVitest,
    },
  ],
  [
    {
      name: 'scenarios',
      steps: [[process.execPath, 'apps/e2e/run.mjs']],
      env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report('scenarios') },
      read: readPlaywright,
    },
  ],
];
const SLOWEST = 10;

const seconds = new Map([['install', secondsSinceThePackageManagerStarted()]]);
const counts = { passed: 0, failed: 0, skipped: 0 };
const files = [];
const failed = [];

const startedAt = performance.now();
for (const row of PHASES) {
  const areGreen = await Promise.all(row.map(runPhase));
  if (row.some(({ isNeeded }, index) => isNeeded && !areGreen[index])) break;
}
const inAll = (performance.now() - startedAt) / 1000 + (seconds.get('install') ?? 0);
rmSync(reports, { recursive: true, force: true });
say(summary());
process.exitCode = failed.length > 0 ? 1 : 0;

async function runPhase({ name, steps, env, read }) {
  const beganAt = performance.now();
  let isGreen = true;
  for (const step of steps) isGreen = (await run(step, env)) && isGreen;
  seconds.set(name, (performance.now() - beganAt) / 1000);
  if (!isGreen) failed.push(name);
  if (read !== undefined) readReport(name, read);
  return isGreen;
}

function run([command, ...args], env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
    child.once('error', (error) => {
      say(`${command}: ${error.message}`);
      resolve(false);
    });
    child.once('exit', (code) => resolve(code === 0));
  });
}

/** What fails is told at once; the numbers are read when all is done. */
function vitestReports(name) {
  return ['--reporter=default', '--reporter=json', `--outputFile.json=${report(name)}`];
}

/** A phase without a report was left out, or failed before it ran a test; it has said so itself. */
function readReport(name, read) {
  let text;
  try {
    text = readFileSync(report(name), 'utf8');
  } catch {
    return;
  }
  for (const { file, ms, passed = 0, failed = 0, skipped = 0 } of read(JSON.parse(text))) {
    files.push({ file: relative(root, file), seconds: ms / 1000 });
    counts.passed += passed;
    counts.failed += failed;
    counts.skipped += skipped;
  }
}

function readVitest({ testResults }) {
  return testResults.map(({ name, startTime, endTime, assertionResults, status }) => {
    const count = (wanted) => assertionResults.filter((result) => wanted.includes(result.status)).length;
    const failures = count(['failed']);
    return {
      file: name,
      ms: endTime - startTime,
      passed: count(['passed']),
      // A file that failed outside its tests, for instance in an import, counts as one.
      failed: failures === 0 && status === 'failed' ? 1 : failures,
      skipped: count(['skipped', 'pending', 'todo', 'disabled']),
    };
  });
}

function readPlaywright({ config, suites, errors }) {
  const rows = suites.map(({ file, ...suite }) => {
    const specs = specsOf(suite);
    const results = specs.flatMap(({ tests }) => tests.flatMap((test) => test.results));
    const skipped = specs.filter(({ tests }) => tests.every(({ status }) => status === 'skipped')).length;
    const passed = specs.filter(({ ok }) => ok).length - skipped;
    return {
      file: join(config.rootDir, file),
      ms: results.reduce((sum, { duration }) => sum + duration, 0),
      passed,
      failed: specs.length - passed - skipped,
      skipped,
    };
  });
  return errors.length === 0 ? rows : [...rows, { file: config.rootDir, ms: 0, failed: errors.length }];
}

function specsOf({ specs = [], suites = [] }) {
  return [...specs, ...suites.flatMap(specsOf)];
}

/**
 * Installing comes before this program: the package manager does it when something is missing.
 * So its time is the age of the oldest process above this one that is still the package manager.
 */
function secondsSinceThePackageManagerStarted() {
  let age = 0;
  try {
    for (let pid = process.ppid; pid > 1; ) {
      const row = execFileSync('ps', ['-o', 'ppid=,etime=,args=', '-p', String(pid)], { encoding: 'utf8' });
      const [, parent, elapsed, words] = /^\s*(\d+)\s+(\S+)\s+(.*)$/m.exec(row) ?? [];
      // Between two programs of the package manager there may be a shell.
      if (!/\b(pnpm|npx|npm)\b/.test(words ?? '') && !/^(\S*\/)?(sh|dash|bash) -c/.test(words ?? '')) break;
      age = secondsOf(elapsed);
      pid = Number(parent);
    }
  } catch {
    // Without `ps` the time is not known.
  }
  return age;
}

/** `[[days-]hours:]minutes:seconds`, as `ps` writes it. */
function secondsOf(elapsed) {
  const [days, clock] = elapsed.includes('-') ? elapsed.split('-') : ['0', elapsed];
  return clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) + Number(days) * 86_400;
}

function summary() {
  const row = (name, value) => `${String(Math.round(value)).padStart(6)} s  ${name}`;
  const slowest = files.toSorted((a, b) => b.seconds - a.seconds).slice(0, SLOWEST);
  return [
    '',
    ...[...seconds].map(([name, value]) => row(failed.includes(name) ? `${name}: FAILED` : name, value)),
    row('in all', inAll),
    '',
    'Slowest files:',
    ...slowest.map(({ file, seconds: value }) => row(file, value)),
    '',
    `All: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`,
  ].join('\n');
}

function say(text) {
  process.stdout.write(`${text}\n`);
}
