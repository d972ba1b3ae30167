import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type CDPSession, chromium, type Page } from '@playwright/test';
import { describeMachine } from '../report/machine.ts';
import { drag, pan, rest, zoom } from './gestures.ts';
import { type GestureFigures, heapMegabytes, measureGesture } from './measure-gesture.ts';
import { createOurs, createStock, type OpenedCanvas, type Subject } from './subjects.ts';

const HELP = `pnpm bench:canvas [--cards 500,2000,5000,10000] [--subjects gongyi,stock] [--server dist/main.js] [--rounds 1]
Frames, main-thread work and heap of our canvas beside stock tldraw notes, in a Chromium of this machine (CHROMIUM_PATH).
In each cell: frame p50 / p95 ms, and t = main-thread work in a frame, ms. Stock is left out above 5,000 cards.`;

/** Edits of others on our board while everything is measured. */
const EDITS_PER_SECOND = 20;
const STOCK_UP_TO = 5_000;

type Row = { readonly subject: string; readonly cards: number; readonly cells: readonly string[] };

/** Returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      cards: { type: 'string', default: '500,2000,5000,10000' },
      subjects: { type: 'string', default: 'stock,gongyi' },
      server: { type: 'string' },
      rounds: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${HELP}\n`);
    return 0;
  }
  const app = join(dirname(fileURLToPath(import.meta.url)), '..');
  const machine = describeMachine(join(app, '..', '..'));
  await using stock = await createStock(join(app, 'src', 'canvas', 'stock-notes'));
  const ours = createOurs(values.server ?? join(app, '..', 'server', 'dist', 'main.js'));
  const subjects = values.subjects.split(',').map((name) => (name === 'gongyi' ? ours : stock));
  print(
    `Taken ${machine.at} at ${machine.commit}: ${machine.cores} × ${machine.cpu}, ${machine.memoryGb} GB, load before ${machine.loadAtStart.toFixed(2)}; ${chromiumVersion()}, 1440 × 900, no graphics card.`,
  );
  print(`Gongyi with sync, rights, presence and ${EDITS_PER_SECOND} edits a second of another person.\n`);
  print(
    line([
      'cards',
      'canvas',
      'heap MB',
      'load s',
      'pan near',
      'zoom near',
      'drag near',
      'pan far',
      'zoom far',
      'drag far',
      'rest far',
    ]),
  );
  print(line(Array.from({ length: 11 }, () => '---')));
  for (const cards of values.cards.split(',').map(Number)) {
    for (let round = 0; round < Number(values.rounds); round++) {
      for (const subject of subjects) {
        if (subject === stock && cards > STOCK_UP_TO) continue;
        print(rowLine(await measure(subject, cards)));
      }
    }
  }
  return 0;
}

async function measure(subject: Subject, cards: number): Promise<Row> {
  const browser = await chromium.launch({
    ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
    args: ['--no-sandbox', '--disable-gpu', '--enable-precise-memory-info'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Performance.enable');
    await using canvas = await subject.open(page, cards);
    return { subject: subject.name, cards, cells: await figuresOf(page, cdp, canvas) };
  } finally {
    await browser.close();
  }
}

async function figuresOf(page: Page, cdp: CDPSession, canvas: OpenedCanvas): Promise<string[]> {
  await page.waitForTimeout(2_000);
  const heap = await heapMegabytes(cdp);
  const stopEditing = canvas.editFromAfar?.(EDITS_PER_SECOND);
  const cells = [heap.toFixed(0), (canvas.loadMs / 1_000).toFixed(1)];
  for (const distance of ['near', 'far'] as const) {
    await canvas.look(distance);
    cells.push(cell(await measureGesture(page, cdp, () => pan(page, distance === 'near' ? 1 : 15))));
    await canvas.look(distance);
    await page.mouse.move(720, 450);
    cells.push(cell(await measureGesture(page, cdp, () => zoom(page))));
    await canvas.look(distance);
    cells.push(cell(await measureGesture(page, cdp, () => drag(page, { x: 720, y: 620 }))));
  }
  cells.push(cell(await measureGesture(page, cdp, () => rest(page))));
  stopEditing?.();
  return cells;
}

function cell({ frameP50, frameP95, workPerFrame }: GestureFigures): string {
  return `${frameP50.toFixed(0)}/${frameP95.toFixed(0)} t${workPerFrame.toFixed(0)}`;
}

function rowLine({ subject, cards, cells }: Row): string {
  return line([cards.toLocaleString('en'), subject, ...cells]);
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function chromiumVersion(): string {
  const path = process.env.CHROMIUM_PATH;
  return path === undefined ? 'Chromium' : execFileSync(path, ['--version'], { encoding: 'utf8' }).trim();
}
