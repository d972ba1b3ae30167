import { startTemporaryPostgres, type TemporaryPostgres } from '@gongyi/db/embedded';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from '@playwright/test';
import { DemoCampaign } from './demo-campaign.ts';
import { GongyiServer } from './gongyi-server.ts';
import { Administrator } from './people/administrator.ts';
import { Watch } from './watch.ts';

export { expect };

type DeviceOptions = Pick<BrowserContextOptions, 'locale' | 'storageState'> & {
  /** For the messages of a scenario that fails. */
  readonly of: string;
};

/**
 * Opens a page on a device of its own: own cookies, own storage. Closed, and checked, when the
 * scenario ends.
 */
export type OpenDevice = (options: DeviceOptions) => Promise<Page>;

export const LAPTOP = { viewport: { width: 1440, height: 900 } } as const;
export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;

/** For a scenario that ends its server or freezes it, or comes to it first. */
type OwnServer = {
  /** Whether it brings the demo campaign itself. */
  readonly demo?: boolean;
  /** Whether it starts a PostgreSQL of its own, as it does by default. */
  readonly ownPostgres?: boolean;
};

type Fixtures = {
  /**
   * Left out, the scenario is on the server of its worker with others, and has of it what is in
   * `demo`.
   */
  readonly ownServer: OwnServer | null;
  readonly gongyi: GongyiServer;
  readonly demo: DemoCampaign;
  readonly watch: Watch;
  readonly openLaptop: OpenDevice;
  readonly openPhone: OpenDevice;
};

type House = { readonly gongyi: GongyiServer; readonly administrator: Administrator };

type WorkerFixtures = { readonly postgres: TemporaryPostgres; readonly house: House };

async function useDevices(
  browser: Browser,
  watch: Watch,
  size: BrowserContextOptions,
  use: (open: OpenDevice) => Promise<void>,
): Promise<void> {
  const contexts: BrowserContext[] = [];
  await use(async ({ of, ...options }) => {
    // Without motion a page is at rest as soon as it shows something, and nothing has to be waited
    // for.
    const context = await browser.newContext({ ...size, ...options, reducedMotion: 'reduce' });
    context.on('page', (page) => watch.follow(page, of));
    contexts.push(context);
    return context.newPage();
  });
  for (const context of contexts) await context.close();
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  ownServer: [null, { option: true }],
  postgres: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures a fixture needs from this pattern
    async ({}, use) => {
      await using postgres = await startTemporaryPostgres();
      await use(postgres);
    },
    { scope: 'worker' },
  ],
  house: [
    async ({ postgres }, use) => {
      const gongyi = await GongyiServer.start({ databaseUrl: await postgres.createDatabase() });
      await using administrator = await Administrator.setsUp(gongyi);
      await use({ gongyi, administrator });
      await gongyi.stop();
    },
    { scope: 'worker' },
  ],
  gongyi: async ({ ownServer, postgres, house }, use) => {
    if (ownServer === null) return use(house.gongyi);
    const { demo, ownPostgres = false } = ownServer;
    const databaseUrl = ownPostgres ? undefined : await postgres.createDatabase();
    const gongyi = await GongyiServer.start({ demo, databaseUrl });
    await use(gongyi);
    await gongyi.stop();
  },
  demo: async ({ gongyi, house }, use) => {
    if (gongyi === house.gongyi) return use(await DemoCampaign.open(house.administrator));
    await using administrator = await Administrator.setsUp(gongyi);
    await use(await DemoCampaign.open(administrator));
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
