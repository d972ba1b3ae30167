import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'src',
  testMatch: '*.scenario.ts',
  // A scenario that needs a second try has found a race: mend the race.
  retries: 0,
  fullyParallel: true,
  workers: 2,
  // Bounds for what hangs, wide enough for two cores that draw several pages without a graphics
  // card and have other work besides.
  timeout: 900_000,
  expect: { timeout: 60_000 },
  // The second one, when it is asked for, writes into the file that this variable names.
  reporter: [['list'], ...(process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [['json'] as const] : [])],
  outputDir: 'test-results',
  forbidOnly: process.env.CI !== undefined,
  use: {
    screenshot: 'only-on-failure',
    // Its pictures of the page at each step take an eighth of all the time, its film half: only
    // when asked for.
    trace: process.env.TRACE === undefined ? 'off' : { mode: 'retain-on-failure', screenshots: false },
    actionTimeout: 60_000,
    navigationTimeout: 60_000,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    launchOptions: {
      ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
