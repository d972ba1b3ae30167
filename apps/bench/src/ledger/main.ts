import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startTemporaryPostgres } from '@gongyi/db/embedded';
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import pg from 'pg';
import { describeMachine } from '../report/machine.ts';
import { bannerRow } from '../targets/banner-row.ts';
import { type Caller, openHall } from '../targets/gongyi-hall.ts';
import { spawnServer } from '../targets/spawn-server.ts';
import { fillCampaign, seedOf } from './fill-campaign.ts';
import { measureExports } from './measure-exports.ts';

const HELP = `pnpm bench:ledger [--server dist/main.js,other/dist/main.js] [--few 60] [--many 5000] [--rounds 7] [--exports 5000,100000]
For each server: until a board shows its first card, with few and with many actions, one after the other;
and what the page of a board is sent when somebody else edits one action. In a Chromium of this machine.
With --exports: instead, what it takes to export so many actions, of time, of the server's memory, and of the patience of others.`;

/** Nothing more comes after an edit when nothing has come for so long. */
const QUIET_MS = 2_000;

/** Returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const app = join(dirname(fileURLToPath(import.meta.url)), '..');
  const { values } = parseArgs({
    args: [...args],
    options: {
      server: { type: 'string', default: join(app, '..', 'server', 'dist', 'main.js') },
      few: { type: 'string', default: '60' },
      many: { type: 'string', default: '5000' },
      rounds: { type: 'string', default: '7' },
      exports: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    print(HELP);
    return 0;
  }
  const [few, many, rounds] = [values.few, values.many, values.rounds].map(Number) as [number, number, number];
  const machine = describeMachine(join(app, '..', '..'));
  print(
    `Taken ${machine.at} at ${machine.commit}: ${machine.cores} × ${machine.cpu}, ${machine.memoryGb} GB, load before ${machine.loadAtStart.toFixed(2)}.\n`,
  );
  await using postgres = await startTemporaryPostgres();
  const servers = values.server.split(',').map((path) => resolve(path));
  if (values.exports !== undefined) {
    print('| server | actions | file | first byte | last byte | bytes | RSS before | RSS, most | others wait, most |');
    print('|---|---|---|---|---|---|---|---|---|');
    for (const server of servers) {
      for (const count of values.exports.split(',').map(Number)) {
        for (const cells of await measureExports(server, await postgres.createDatabase(), count)) {
          print(`| ${[server, count, ...cells].join(' | ')} |`);
        }
      }
    }
    return 0;
  }
  const browser = await chromium.launch({
    ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
  });
  try {
    print(
      `| server | first card, ${few} actions | first card, ${many} | ratio | bytes to a page for one edit, ${many} |`,
    );
    print('|---|---|---|---|---|');
    for (const server of servers) {
      const figures = await measureServer(browser, server, await postgres.createDatabase(), { few, many, rounds });
      const ratio = median(figures.manyMs) / median(figures.fewMs);
      const cells = [
        server,
        `${median(figures.fewMs).toFixed(0)} ms`,
        `${median(figures.manyMs).toFixed(0)} ms`,
        `${ratio.toFixed(2)}×`,
        figures.editBytes.toLocaleString('en'),
      ];
      print(`| ${cells.join(' | ')} |`);
    }
  } finally {
    await browser.close();
  }
  return 0;
}

async function measureServer(
  browser: Browser,
  serverMain: string,
  databaseUrl: string,
  { few, many, rounds }: { few: number; many: number; rounds: number },
): Promise<{ fewMs: number[]; manyMs: number[]; editBytes: number }> {
  const server = await spawnServer({
    command: process.execPath,
    args: [serverMain],
    env: { PORT: '0', HOST: '127.0.0.1', DATABASE_URL: databaseUrl },
    readyLine: /^\s*Stop\b/,
  });
  const origin = bannerRow(server.output, 'Address').replace('localhost', '127.0.0.1');
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { caller } = await openHall(origin, bannerRow(server.output, 'First run').split('#')[1] ?? '');
    await context.addCookies(
      caller
        .cookies()
        .split('; ')
        .map((pair) => {
          const [name = '', value = ''] = pair.split(/=(.*)/s);
          return { name, value, url: origin };
        }),
    );
    const boards = [];
    for (const count of [few, many]) boards.push(await fillCampaign(client, caller, count));
    const [fewBoard = '', manyBoard = ''] = boards;
    const took: Record<string, number[]> = { [fewBoard]: [], [manyBoard]: [] };
    // One more than counts: the first has to read the server's own code and the database's pages.
    for (let round = 0; round <= rounds; round++) {
      for (const board of boards) {
        const ms = await openBoard(context, origin, board);
        if (round > 0) took[board]?.push(ms);
      }
    }
    const editBytes = await measureEdit(context, origin, manyBoard, caller);
    return { fewMs: took[fewBoard] ?? [], manyMs: took[manyBoard] ?? [], editBytes };
  } finally {
    await client.end();
    await context.close();
    await server.stop();
  }
}

/**
 * Milliseconds from asking for the page to its first card, on a page that has nothing in memory.
 */
async function openBoard(context: BrowserContext, origin: string, campaignId: string): Promise<number> {
  const page = await context.newPage();
  await page.goto('about:blank');
  const from = performance.now();
  await showBoard(page, origin, campaignId);
  const ms = performance.now() - from;
  await page.close();
  return ms;
}

async function showBoard(page: Page, origin: string, campaignId: string): Promise<void> {
  await page.goto(`${origin}/campaigns/${campaignId}/board`);
  await page.locator('[data-action]').first().waitFor();
}

/**
 * Bytes that one open board receives, over HTTP and its sockets, when somebody else edits one of
 * its actions.
 */
async function measureEdit(
  context: BrowserContext,
  origin: string,
  campaignId: string,
  caller: Caller,
): Promise<number> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  let bytes = 0;
  let lastAt = performance.now();
  const count = (more: number) => {
    bytes += more;
    lastAt = performance.now();
  };
  session.on('Network.dataReceived', ({ encodedDataLength, dataLength }) => count(encodedDataLength || dataLength));
  session.on('Network.webSocketFrameReceived', ({ response }) => count(response.payloadData.length));
  const untilQuiet = async () => {
    while (performance.now() - lastAt < QUIET_MS) await new Promise((done) => setTimeout(done, 100));
  };
  await showBoard(page, origin, campaignId);
  await untilQuiet();
  const actionId = `bench-${seedOf(Number(/\d+/.exec(await page.title())?.[0]))}-0`;
  const { version } = await caller.query<{ version: number }>('actions.get', { actionId });
  bytes = 0;
  await caller.mutate('actions.edit', { actionId, version, fields: { leader: '新来的' } });
  lastAt = performance.now();
  await untilQuiet();
  await page.close();
  return bytes;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
