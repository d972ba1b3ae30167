import { startTemporaryPostgres, type TemporaryPostgres } from '@gongyi/db/embedded';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from '@playwright/test';
import { GongyiServer } from './gongyi-server.ts';
import { Watch } from './watch.ts';

export { expect };

export type DeviceOptions = Pick<BrowserContextOptions, 'locale' | 'storageState'> & {
  /** For the messages of a scenario that fails. */
  readonly of: string;
};

/** Opens a page on a device of its own: own cookies, own storage. Closed, and checked, when the scenario ends. */
export type OpenDevice = (options: DeviceOptions) => Promise<Page>;

export const LAPTOP = { viewport: { width: 1440, height: 900 } } as const;
export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;

type Fixtures = {
  /** Whether the server starts with the demo campaign. */
  readonly demo: boolean;
  /** Whether the server starts a PostgreSQL of its own, as it does by default; otherwise scenarios share one, each with its own database. */
  readonly ownPostgres: boolean;
  readonly gongyi: GongyiServer;
  readonly watch: Watch;
  readonly openLaptop: OpenDevice;
  readonly openPhone: OpenDevice;
};

type WorkerFixtures = { readonly postgres: TemporaryPostgres };

async function useDevices(
  browser: Browser,
  watch: Watch,
  size: BrowserContextOptions,
  use: (open: OpenDevice) => Promise<void>,
): Promise<void> {
  const contexts: BrowserContext[] = [];
  await use(async ({ of, ...options }) => {
    // Without motion a page is at rest as soon as it shows something, and nothing has to be waited for.
    const context = await browser.newContext({ ...size, ...options, reducedMotion: 'reduce' });
    context.on('page', (page) => watch.follow(page, of));
    contexts.push(context);
    return context.newPage();
  });
  for (const context of contexts) await context.close();
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  demo: [true, { option: true }],
  ownPostgres: [false, { option: true }],
  postgres: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures a fixture needs from this pattern
    async ({}, use) => {
      await using postgres = await startTemporaryPostgres();
      await use(postgres);
    },
    { scope: 'worker' },
  ],
  gongyi: async ({ demo, ownPostgres, postgres }, use) => {
    const databaseUrl = ownPostgres ? '' : await postgres.createDatabase();
    const gongyi = await GongyiServer.start({ demo, databaseUrl });
    await use(gongyi);
    await gongyi.stop();
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures a fixture needs from this pattern
  watch: async ({}, use) => {
    const watch = new Watch();
    await use(watch);
    expect(watch.problems, 'what the pages complained about').toEqual([]);
  },
  openLaptop: ({ browser, watch }, use) => useDevices(browser, watch, LAPTOP, use),
  openPhone: ({ browser, watch }, use) => useDevices(browser, watch, PHONE, use),
});
