import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/**
 * Bounds for what hangs; on a busy machine a page that is drawn without a graphics card takes its
 * time.
 */
const PATIENCE_MS = 120_000;
const POLL_MS = 30_000;

/** All that the pages import, canvas apart: what is not here is sent file by file. */
const BUNDLED = [
  '@dnd-kit/core',
  '@mantine/core',
  '@mantine/dates',
  '@mantine/hooks',
  '@mantine/modals',
  '@mantine/notifications',
  '@noble/hashes/sha2.js',
  '@tanstack/react-query',
  '@trpc/client',
  '@trpc/server/observable',
  '@trpc/tanstack-react-query',
  'dayjs',
  'dayjs/locale/zh-cn',
  'fflate',
  'i18next',
  'lib0/buffer',
  'lib0/decoding',
  'lib0/encoding',
  'papaparse',
  'react',
  'react-dom',
  'react-dom/client',
  'react-i18next',
  'react-router',
  'react/jsx-dev-runtime',
  'uqr',
  'y-protocols/awareness',
  'y-protocols/sync',
  'y-websocket',
  'yjs',
  // Of packages that pages import.
  '@gongyi/domain > nanoid',
  '@gongyi/domain > zod',
];

/** The package is one file of six thousand icons; each of them is also a file of its own. */
const iconByIcon: Plugin = {
  name: 'icon by icon',
  enforce: 'pre',
  transform: (code) =>
    code.replace(/import \{([^}]*)\} from '@tabler\/icons-react';/g, (_, names: string) =>
      names
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '' && !name.startsWith('type '))
        .map((name) => `import ${name} from '@tabler/icons-react/dist/esm/icons/${name}.mjs';`)
        .join(' '),
    ),
};

/** Components in the machine's own Chromium, which run-components.mjs has found. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [iconByIcon, react()],
  optimizeDeps: {
    // All of them beforehand: one that is found in the middle would load every page again.
    noDiscovery: true,
    include: BUNDLED,
  },
  test: {
    name: 'components',
    include: ['src/**/*.component.tsx'],
    setupFiles: ['src/test/set-up-page.ts'],
    testTimeout: PATIENCE_MS,
    hookTimeout: PATIENCE_MS,
    // One page for all files, one after the other: each would load two hundred modules anew, and
    // they share two cores.
    isolate: false,
    fileParallelism: false,
    browser: {
      enabled: true,
      provider: playwright({
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
        contextOptions: {
          locale: 'zh-CN',
          timezoneId: 'Asia/Shanghai',
          reducedMotion: 'reduce',
          permissions: ['clipboard-read', 'clipboard-write'],
        },
        actionTimeout: POLL_MS,
      }),
      headless: true,
      screenshotFailures: false,
      ui: false,
      viewport: { width: 1440, height: 900 },
      instances: [{ browser: 'chromium' }],
      locators: { exact: true },
    },
    expect: { poll: { timeout: POLL_MS, interval: 100 } },
  },
});
