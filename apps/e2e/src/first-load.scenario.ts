import type { Page } from '@playwright/test';
import { Facilitator } from './people/facilitator.ts';
import { Participant } from './people/participant.ts';
import { expect, test } from './scenario.ts';
import { WORDS } from './words.ts';

const words = WORDS['zh-CN'];
/**
 * All JavaScript of the phone page, compressed as it travels. A budget on bytes: they are the same
 * on every machine.
 */
const PHONE_BUDGET_BYTES = 200_000;

type Script = { readonly url: string; readonly transferredBytes: number; readonly mentionsTldraw: boolean };

/**
 * Reads every script that the page asks for until the returned function is called, which gives them
 * back.
 */
function collectScripts(page: Page): () => Promise<Script[]> {
  const reading: Promise<Script | null>[] = [];
  page.on('requestfinished', (request) => {
    if (request.resourceType() !== 'script' && !new URL(request.url()).pathname.endsWith('.js')) return;
    reading.push(
      (async () => {
        const [response, { responseBodySize }] = await Promise.all([request.response(), request.sizes()]);
        if (response === null) return null;
        expect(response.fromServiceWorker(), request.url()).toBe(false);
        const mentionsTldraw = (await response.text()).includes('tldraw');
        return { url: request.url(), transferredBytes: responseBodySize, mentionsTldraw };
      })(),
    );
  });
  return async () => (await Promise.all(reading)).filter((script) => script !== null);
}

/** The paths that a page asks for from now on, in that order. */
function collectRequests(page: Page): readonly string[] {
  const paths: string[] = [];
  page.on('request', (request) => paths.push(new URL(request.url()).pathname));
  return paths;
}

/** The code of a page does not wait until its gate has the data. */
function asksForCodeFirst(
  name: string,
  asked: readonly string[],
  data = /^\/trpc\/(.*,)?(sessions|campaigns)\./,
): void {
  const firstData = asked.findIndex((path) => data.test(path));
  const code = asked.findIndex((path) => path.startsWith(`/assets/${name}-page-`));
  expect(firstData, `${name} asks for data`).toBeGreaterThan(-1);
  expect(code, `${name} asks for its code`).toBeGreaterThan(-1);
  expect(code, `the code of ${name} is asked for before its data`).toBeLessThan(firstData);
}

function sumOf(scripts: readonly Script[]): number {
  return scripts.reduce((sum, { transferredBytes }) => sum + transferredBytes, 0);
}

test('a phone loads little, and nothing of the canvas', async ({ gongyi, demo, openLaptop, openPhone }) => {
  const { sessionId } = demo;
  const joined = new Participant(await openPhone({ of: 'phone that joins' }), '小李', gongyi, words);
  await joined.opensTheLink(demo.code);
  await joined.joins({ unit: '石桥村' });

  const facilitator = new Facilitator(await openLaptop({ of: 'facilitator' }), '陈主任', gongyi, words);
  await demo.admits(facilitator.page.request, facilitator.name, 'facilitator');
  const [ofPhone, ofStaff] = await Promise.all([joined, facilitator].map(({ page }) => page.context().storageState()));

  const open = { phone: openPhone, laptop: openLaptop } as const;
  const firstLoads = [
    { name: 'phone', path: `/s/${sessionId}`, on: 'phone', as: ofPhone, shown: words.points.save.saved },
    {
      name: 'list',
      path: `/sessions/${sessionId}/list`,
      on: 'laptop',
      as: ofStaff,
      shown: words.points.save.saved,
    },
    {
      name: 'board',
      path: `/campaigns/${demo.id}/board`,
      on: 'laptop',
      as: ofStaff,
      shown: words.actions.board.emptyTitle,
    },
    {
      name: 'canvas',
      path: `/sessions/${sessionId}/canvas`,
      on: 'laptop',
      as: ofStaff,
      shown: words.canvas.toolbar.add,
    },
  ] as const;
  const loaded = new Map<string, Script[]>();
  for (const { name, path, on, as, shown } of firstLoads) {
    // A device of its own: nothing is in its cache.
    const page = await open[on]({ of: name, ...(as === undefined ? {} : { storageState: as }) });
    const scripts = collectScripts(page);
    const asked = collectRequests(page);
    await page.goto(gongyi.origin + path);
    await expect(page.getByText(shown, { exact: true })).toBeVisible();
    await page.waitForLoadState('networkidle');
    loaded.set(name, await scripts());
    asksForCodeFirst(name, asked);
  }

  await test.step('so it is at a link', async () => {
    const page = await openLaptop({ of: 'link', ...(ofStaff === undefined ? {} : { storageState: ofStaff }) });
    await page.goto(`${gongyi.origin}/sessions/${sessionId}/list`);
    await expect(page.getByText(words.points.save.saved, { exact: true })).toBeVisible();
    // What the list asks again about its own session, when it hears of it, is no sign of the board.
    await page.waitForLoadState('networkidle');
    const asked = collectRequests(page);
    await page.getByRole('link', { name: words.common.nav.board, exact: true }).click();
    await expect(page.getByText(words.actions.board.emptyTitle, { exact: true })).toBeVisible();
    asksForCodeFirst('board', asked, /^\/trpc\/(.*,)?campaigns\./);
  });

  for (const [name, scripts] of loaded) {
    console.log(
      `first load of ${name}: ${(sumOf(scripts) / 1000).toFixed(1)} kB of JavaScript in ${scripts.length} files`,
    );
  }
  const phone = loaded.get('phone') ?? [];
  expect(phone.length).toBeGreaterThan(0);
  expect(sumOf(phone)).toBeLessThan(PHONE_BUDGET_BYTES);
  expect(phone.filter(({ mentionsTldraw }) => mentionsTldraw)).toEqual([]);
  // The measure itself works: the canvas does load it.
  expect(loaded.get('canvas')?.some(({ mentionsTldraw }) => mentionsTldraw)).toBe(true);
});
