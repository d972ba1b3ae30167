import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { Page } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { type BoardCard, openFilledBoard } from './open-filled-board.ts';

/**
 * At 100 %, and as far out as the camera goes, 2 %: there 2,000 cards are all in view, in the
 * middle, and stay so while it is panned.
 */
type Distance = 'near' | 'far';

/** A canvas with so many cards on it, open in a page. */
export type OpenedCanvas = {
  /** From the beginning of loading until the cards are to be seen, ms. */
  readonly loadMs: number;
  readonly look: (from: Distance) => Promise<void>;
  readonly editFromAfar: ((perSecond: number) => () => void) | null;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

export type Subject = {
  readonly name: string;
  readonly open: (page: Page, count: number) => Promise<OpenedCanvas>;
};

/** Ours as it is delivered: server, sign-in, rights, presence, its own database. */
export function createOurs(serverMain: string): Subject {
  return {
    name: 'gongyi',
    async open(page, count) {
      const board = await openFilledBoard(serverMain, count);
      const cookies = board.cookie.split('; ').map((pair) => {
        const at = pair.indexOf('=');
        return { name: pair.slice(0, at), value: pair.slice(at + 1), url: new URL('/', board.canvasUrl).href };
      });
      await page.context().addCookies(cookies);
      const startedAt = performance.now();
      await page.goto(board.canvasUrl);
      // The first of them may be one that is held beside the view.
      await page.locator('[data-point]').filter({ visible: true }).first().waitFor();
      const loadMs = performance.now() - startedAt;
      return {
        loadMs,
        async look(from) {
          await page.mouse.move(720, 450);
          await page.keyboard.press('Escape');
          await page.keyboard.press('1');
          await page.waitForTimeout(1_000);
          // The camera's steps are 100, 75, 50, 25, 10, 5 and 2 %.
          const [key, times] = from === 'near' ? ['+', 1] : ['-', 8];
          for (let i = 0; i < times; i++) {
            await page.keyboard.press(key);
            await page.waitForTimeout(400);
          }
          if (from === 'far') await page.mouse.wheel(0, FAR_DOWN_PX);
          await page.waitForTimeout(1_000);
        },
        editFromAfar: board.editFromAfar,
        [Symbol.asyncDispose]: () => board[Symbol.asyncDispose](),
      };
    },
  };
}

/**
 * From where zooming out about the first cards ends, to where the middle of 2,000 is in the middle
 * of the screen.
 */
const FAR_DOWN_PX = 300;

type StockWindow = {
  fillNotes?: (notes: readonly Pick<BoardCard, 'x' | 'y' | 'text'>[]) => void;
  editor?: { setCamera(camera: { x: number; y: number; z: number }): void };
};

/** tldraw's own notes in tldraw's own store. Built once into a folder that goes with it. */
export async function createStock(folder: string): Promise<Subject & AsyncDisposable> {
  const outDir = await mkdtemp(join(tmpdir(), 'gongyi-stock-notes-'));
  await build({
    root: folder,
    configFile: false,
    logLevel: 'warn',
    plugins: [react()],
    build: { outDir, emptyOutDir: true, chunkSizeWarningLimit: 5_000, reportCompressedSize: false },
  });
  const server = createServer((request, response) => {
    const path = request.url === '/' || request.url === undefined ? 'index.html' : request.url.slice(1);
    readFile(join(outDir, path)).then(
      (file) => response.setHeader('content-type', TYPES[extname(path)] ?? 'application/octet-stream').end(file),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

  return {
    name: 'tldraw notes',
    async open(page, count) {
      // tldraw's fonts and icons are on its own host: what is measured must not depend on whether
      // that is in reach.
      await page.route(
        (address) => !address.href.startsWith(url) && address.protocol !== 'blob:',
        (route) => route.abort(),
      );
      const startedAt = performance.now();
      await page.goto(url);
      await page.waitForFunction(() => (window as unknown as StockWindow).fillNotes !== undefined);
      await page.evaluate((cards) => (window as unknown as StockWindow).fillNotes?.(cards), notesInColumns(count));
      await page.locator('.tl-shape').first().waitFor({ state: 'attached' });
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      const loadMs = performance.now() - startedAt;
      return {
        loadMs,
        async look(from) {
          await page.mouse.move(720, 450);
          const camera =
            from === 'near' ? { x: 0, y: -300, z: 1 } : { x: 34_000, y: 22_000 - FAR_DOWN_PX / 0.02, z: 0.02 };
          await page.evaluate((to) => {
            // A block, and no value: what is answered here would be the whole editor, written out.
            (window as unknown as StockWindow).editor?.setCamera(to);
          }, camera);
          await page.waitForTimeout(1_000);
        },
        editFromAfar: null,
        async [Symbol.asyncDispose]() {
          // Nothing beyond the page.
        },
      };
    },
    async [Symbol.asyncDispose]() {
      server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/** As our board has them: five themes of two columns. */
function notesInColumns(count: number): Pick<BoardCard, 'x' | 'y' | 'text'>[] {
  return Array.from({ length: count }, (_, at) => {
    const [theme, place] = [at % 5, Math.floor(at / 5)];
    const text = `办事大厅窗口午间无人值守，群众白跑一趟，希望错峰排班。（${at + 1}）`;
    return { x: theme * 592 + 24 + (place % 2) * 256, y: 500 + Math.floor(place / 2) * 148, text };
  });
}
