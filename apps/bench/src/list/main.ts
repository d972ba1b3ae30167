import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Browser, chromium } from '@playwright/test';
import { openFilledBoard } from '../canvas/open-filled-board.ts';
import { describeMachine } from '../report/machine.ts';

const HELP = `pnpm bench:list [--server dist/main.js,other/dist/main.js] [--few 60] [--many 5000] [--rounds 5]
For each server: until the list of points shows its first, with few and with many points, one after the other;
how many elements it has then; and the main thread's work while somebody else edits. In a Chromium of this machine.`;

const EDITS_PER_SECOND = 10;
const WATCHED_MS = 5_000;

type Opened = { readonly firstMs: number; readonly elements: number; readonly busyShare: number };

/** Returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const app = join(dirname(fileURLToPath(import.meta.url)), '..');
  const { values } = parseArgs({
    args: [...args],
    options: {
      server: { type: 'string', default: join(app, '..', 'server', 'dist', 'main.js') },
      few: { type: 'string', default: '60' },
      many: { type: 'string', default: '5000' },
      rounds: { type: 'string', default: '5' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    print(HELP);
    return 0;
  }
  const counts = [Number(values.few), Number(values.many)];
  const machine = describeMachine(join(app, '..', '..'));
  print(
    `Taken ${machine.at} at ${machine.commit}: ${machine.cores} × ${machine.cpu}, ${machine.memoryGb} GB, load before ${machine.loadAtStart.toFixed(2)}.\n`,
  );
  const servers = values.server.split(',').map((path) => resolve(path));
  const took = new Map<string, Opened[]>();
  const browser = await chromium.launch({
    ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
  });
  try {
    for (const count of counts) {
      const opened = [];
      for (const server of servers) opened.push({ server, board: await openFilledBoard(server, count) });
      // One more than counts, and all servers in turn: a machine that grows slower does so for all.
      for (let round = 0; round <= Number(values.rounds); round++) {
        for (const { server, board } of opened) {
          const figures = await openList(browser, board);
          const key = `${server} ${count}`;
          if (round > 0) took.set(key, [...(took.get(key) ?? []), figures]);
        }
      }
      for (const { board } of opened) await board[Symbol.asyncDispose]();
    }
  } finally {
    await browser.close();
  }
  const [few = 0, many = 0] = counts;
  print(
    `| server | first point, ${few} | first point, ${many} | ratio | elements, ${many} | main thread busy, ${many} |`,
  );
  print('|---|---|---|---|---|---|');
  for (const server of servers) {
    const of = (count: number, figure: keyof Opened) =>
      median((took.get(`${server} ${count}`) ?? []).map((each) => each[figure]));
    const cells = [
      server,
      `${of(few, 'firstMs').toFixed(0)} ms`,
      `${of(many, 'firstMs').toFixed(0)} ms`,
      `${(of(many, 'firstMs') / of(few, 'firstMs')).toFixed(2)}×`,
      of(many, 'elements').toLocaleString('en'),
      `${(of(many, 'busyShare') * 100).toFixed(0)} %`,
    ];
    print(`| ${cells.join(' | ')} |`);
  }
  return 0;
}

/**
 * On a page that has nothing in memory, with somebody else who rewords points from its first on.
 */
async function openList(browser: Browser, board: Awaited<ReturnType<typeof openFilledBoard>>): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
  try {
    const url = board.canvasUrl.replace(/canvas$/, 'list');
    await context.addCookies(
      board.cookie.split('; ').map((pair) => {
        const [name = '', value = ''] = pair.split(/=(.*)/s);
        return { name, value, url: new URL(url).origin };
      }),
    );
    const page = await context.newPage();
    const from = performance.now();
    await page.goto(url);
    await page.locator('li[id^="point-"]').first().waitFor();
    const firstMs = performance.now() - from;
    const elements = await page.locator('*').count();
    const session = await context.newCDPSession(page);
    await session.send('Performance.enable');
    const busySeconds = async () => {
      const { metrics } = await session.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
    };
    const stop = board.editFromAfar(EDITS_PER_SECOND);
    const [beganAt, before] = [performance.now(), await busySeconds()];
    await page.waitForTimeout(WATCHED_MS);
    const busyShare = (((await busySeconds()) - before) * 1_000) / (performance.now() - beganAt);
    stop();
    return { firstMs, elements, busyShare };
  } finally {
    await context.close();
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
