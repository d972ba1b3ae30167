import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const SRC = fileURLToPath(new URL('.', import.meta.url));
const RULES = join(SRC, '../rooms.grit');
const BIOME = join(SRC, '../../../node_modules/.bin/biome');
const MOST_FILES = 40;

const UI = ['ui', 'ui/action', 'ui/layout', 'ui/plain'];
const SESSION = 'document private prompts points votes outcomes clusters facilitation'.split(' ').map(inSession);
const DIALOGS = ['promote', 'versions'];
const PAGES = 'list canvas phone wall lead agree summary intake ledger campaigns account join'.split(' ');
const CANVAS = ['canvas/window', 'canvas/cards', 'canvas/drawing', 'canvas/input', 'canvas/corner'];
const LEDGER = ['ledger/data', 'ledger/moves', 'ledger/board', 'ledger/action'];
const INTAKE = ['intake/file', 'intake/rows'];
const CAMPAIGNS = ['campaigns/new', 'campaigns/session'];
const ROOMS = [
  ...[
    'shell',
    ...PAGES,
    ...CANVAS,
    ...LEDGER,
    ...INTAKE,
    ...CAMPAIGNS,
    ...DIALOGS,
    'session',
    ...SESSION,
    ...UI,
    'api',
  ],
];

/** What stands below the pages. */
const BELOW = [...DIALOGS, 'session', ...SESSION, ...UI, 'api'];
const BASE = [...UI, 'api'];
const BELOW_POINTS = ['document', 'private', 'prompts'].map(inSession);

/** The second writing of rooms.grit: what each room may import, its own files apart. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  shell: ROOMS,
  ...Object.fromEntries(PAGES.map((page) => [page, BELOW])),
  canvas: [...CANVAS, ...BELOW],
  'canvas/window': BELOW,
  'canvas/cards': ['canvas/window', ...BELOW],
  'canvas/drawing': ['canvas/window', 'canvas/cards', ...BELOW],
  'canvas/input': ['canvas/window', 'canvas/cards', 'canvas/drawing', ...BELOW],
  'canvas/corner': ['canvas/window', 'canvas/cards', 'canvas/drawing', 'canvas/input', ...BELOW],
  ledger: [...LEDGER, ...BELOW],
  'ledger/data': BELOW,
  'ledger/moves': ['ledger/data', ...BELOW],
  'ledger/board': ['ledger/data', 'ledger/moves', ...BELOW],
  'ledger/action': ['ledger/data', 'ledger/moves', ...BELOW],
  intake: [...INTAKE, ...BELOW],
  'intake/file': BELOW,
  'intake/rows': BELOW,
  campaigns: [...CAMPAIGNS, ...BELOW],
  'campaigns/new': BELOW,
  'campaigns/session': BELOW,
  promote: ['session', ...SESSION, ...BASE],
  versions: ['session', ...SESSION, ...BASE],
  session: [...SESSION, ...BASE],
  'session/document': BASE,
  'session/private': ['session/document', ...BASE],
  'session/prompts': ['session/document', ...BASE],
  'session/points': [...BELOW_POINTS, ...BASE.filter((room) => room !== 'ui/action')],
  'session/votes': ['session/points', ...BELOW_POINTS, ...BASE],
  'session/outcomes': ['session/points', ...BELOW_POINTS, ...BASE],
  'session/clusters': ['session/votes', 'session/points', ...BELOW_POINTS, ...BASE],
  'session/facilitation': ['session/points', ...BELOW_POINTS, ...BASE],
  ui: ['api'],
  'ui/action': BASE,
  'ui/layout': BASE,
  'ui/plain': BASE,
  api: [],
};

/** Ways to import, and whether they count. */
const WAYS: Readonly<Record<string, { readonly write: (spec: string) => string; readonly counts: boolean }>> = {
  'import.ts': { write: (spec) => `import '${spec}';`, counts: true },
  'import-type.ts': { write: (spec) => `import type { Some } from '${spec}';`, counts: true },
  'export.ts': { write: (spec) => `export { some } from '${spec}';`, counts: true },
  'later.ts': { write: (spec) => `export const load = () => import('${spec}');`, counts: true },
  'unit.test.ts': { write: (spec) => `import '${spec}';`, counts: true },
  'whole-page.component.tsx': { write: (spec) => `import '${spec}';`, counts: false },
  'test/fixture.ts': { write: (spec) => `import '../${spec}';`, counts: false },
};

test('a room imports what stands below it, and is refused the rest in words', () => {
  const house = mkdtempSync(join(tmpdir(), 'rooms-'));
  onTestFinished(() => rmSync(house, { recursive: true }));
  const pairs = ROOMS.flatMap((from) => ROOMS.filter((to) => to !== from).map((to) => ({ from, to })));
  const probes = pairs.flatMap(({ from, to }) =>
    waysBetween(from, to).map(([way, { write, counts }]) => {
      const path = relative(from, join(to, 'some.ts'));
      return {
        // The folder of a test stays the last one.
        file: join(from, dirname(way), `to-${to.replace('/', '-')}-${basename(way)}`),
        text: write(path.startsWith('.') ? path : `./${path}`),
        refused: counts && !MAY_IMPORT[from]?.includes(to),
      };
    }),
  );
  for (const { file, text } of probes) {
    const path = join(house, 'apps/web/src', file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${text}\n`);
  }
  writeFileSync(join(house, 'biome.json'), JSON.stringify({ plugins: [RULES], linter: { rules: { preset: 'none' } } }));

  const { stdout } = spawnSync(BIOME, ['lint', '--reporter=json', '--max-diagnostics=none', '.'], {
    cwd: house,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const { diagnostics }: { diagnostics: { category: string; location: { path: string } }[] } = JSON.parse(stdout);
  const refused = diagnostics.map(({ category, location }) => `${category} ${relative('apps/web/src', location.path)}`);
  expect(refused.sort()).toEqual(
    probes
      .filter((probe) => probe.refused)
      .map(({ file }) => `plugin ${file}`)
      .sort(),
  );
});

test('every folder is one of these rooms, and one sees at a glance what is in it', () => {
  const folders = readdirSync(SRC, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath }) => relative(SRC, parentPath));
  const counts = new Map<string, number>();
  for (const folder of folders) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  expect([...counts].filter(([, count]) => count > MOST_FILES)).toEqual([]);
  const rooms = [...counts.keys()].filter((folder) => folder !== '' && basename(folder) !== 'test');
  expect(rooms.filter((folder) => !ROOMS.includes(folder))).toEqual([]);
});

/** One for most: there are more than a thousand pairs. */
function waysBetween(from: string, to: string) {
  const ways = Object.entries(WAYS);
  return from === 'session/points' && to === 'list' ? ways : ways.slice(0, 1);
}

function inSession(room: string): string {
  return `session/${room}`;
}
