// What of our process's memory is what: Node, the code that it loads (API, Prisma, sync, exports),
// and having started. Prints a table. node apps/bench/memory.mjs [main.js]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const main = resolve(process.argv[2] ?? join(here, '..', 'server', 'dist', 'main.js'));
const MARK = 'memory of the process: ';
const SETTLE_MS = 5_000;

/**
 * Says, when it is asked or the process ends, what is used, before and after everything that can be
 * collected is.
 */
const PRELOAD = `data:text/javascript,${encodeURIComponent(`
  const say = () => {
    const before = process.memoryUsage();
    globalThis.gc();
    process.stderr.write(${JSON.stringify(MARK)} + JSON.stringify([before, process.memoryUsage()]) + '\\n');
  };
  process.on('SIGUSR2', say);
  process.on('exit', say);
`)}`;

async function measure(args, env, readyLine) {
  const child = spawn(process.execPath, ['--expose-gc', '--import', PRELOAD, ...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  let errors = '';
  child.stderr.on('data', (data) => {
    errors += data;
  });
  if (readyLine !== null) {
    let output = '';
    for await (const data of child.stdout) {
      output += data;
      if (readyLine.test(output)) break;
    }
    await new Promise((done) => setTimeout(done, SETTLE_MS));
    child.kill('SIGUSR2');
    while (!errors.includes(MARK)) await Promise.race([once(child.stderr, 'data'), exited]);
    child.kill('SIGTERM');
  }
  child.stdout.resume();
  await exited;
  const line = errors.split('\n').find((text) => text.startsWith(MARK));
  if (line === undefined) throw new Error(`nothing was said:\n${errors}`);
  return JSON.parse(line.slice(MARK.length));
}

const dataDir = await mkdtemp(join(tmpdir(), 'gongyi-memory-'));
try {
  const server = { PORT: '0', HOST: '127.0.0.1', DATA_DIR: dataDir, DATABASE_URL: '' };
  const rows = [
    ['Node, with nothing', await measure(['-e', '0'], {}, null)],
    // Refused when everything has been loaded and nothing been started.
    ['all code loaded', await measure([main], { ...server, PORT: 'none' }, null)],
    ['started, nobody there', await measure([main], server, /^\s*Stop\b/m)],
  ];
  const mb = (bytes) => `${Math.round(bytes / 2 ** 20)} MB`;
  process.stdout.write('| | RSS | RSS after collection | heap in use | outside the heap |\n|---|---|---|---|---|\n');
  for (const [what, [before, after]] of rows) {
    const cells = [what, mb(before.rss), mb(after.rss), mb(after.heapUsed), mb(after.external)];
    process.stdout.write(`| ${cells.join(' | ')} |\n`);
  }
} finally {
  await rm(dataDir, { recursive: true, force: true });
}
