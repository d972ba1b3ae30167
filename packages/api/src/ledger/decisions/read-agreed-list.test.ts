import type { ListedAction } from '@gongyi/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../kernel/actor.ts';
import { collectAgreedList } from '../../test/collect-agreed-list.ts';
import { createTestWorld, type Person, type TestWorld } from '../../test/test-world.ts';
import { ACTIONS_PER_READ } from './read-agreed-list.ts';

/** Of each of two themes: more than two pages, and exactly one. */
const OF_THEMES = [2 * ACTIONS_PER_READ + 17, ACTIONS_PER_READ] as const;
const ALL = OF_THEMES[0] + OF_THEMES[1];

let world: TestWorld;
let administrator: Person;
let actor: Actor;
let campaignId: string;

beforeAll(async () => {
  world = await createTestWorld();
  administrator = await world.setUpAdministrator();
  actor = await world.api.loadActor(administrator.headers());
  const campaign = await world.newCampaign(administrator);
  campaignId = campaign.campaignId;
  const themes = [campaign.theme, campaign.otherTheme].map(({ id }) => id);
  for (const [index, themeId] of themes.entries()) {
    await world.prisma.$executeRaw`
      INSERT INTO action (id, campaign_id, theme_id, number, state, problem, owners, deadline, created_at, updated_at)
      SELECT ${themeId} || '-' || n, ${campaignId}, ${themeId}, 3 * n,
             (CASE WHEN n % 10 = 0 THEN 'draft' ELSE 'inProgress' END)::action_state,
             '问题 ' || n, ARRAY['张三', '李四'], DATE '2027-01-01' + n, now(), now()
      FROM generate_series(1, ${OF_THEMES[index] ?? 0}::int) AS n`;
  }
  await world.prisma.$executeRaw`
    INSERT INTO action_support_unit (action_id, unit_id, position)
    SELECT id, ${campaign.unit.id}, 0 FROM action WHERE number % 2 = 0`;
});
afterAll(() => world[Symbol.asyncDispose]());

const openTransactions = () =>
  world.prisma.$queryRaw<{ pid: number }[]>`
    SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL AND state <> 'active'`;

test('has every action once, in order, in pages that are no larger than they may be', async () => {
  const pages: (readonly ListedAction[])[] = [];
  await world.api.readAgreedList(actor, { campaignId, scope: 'all' }, async (list) => {
    for await (const page of list.pages) pages.push(page);
  });
  expect(pages.map(({ length }) => length)).toEqual([ACTIONS_PER_READ, ACTIONS_PER_READ, 17, ACTIONS_PER_READ]);
  const rows = await world.prisma.action.findMany({
    where: { campaignId },
    orderBy: [{ theme: { position: 'asc' } }, { number: 'asc' }],
    select: { id: true },
  });
  expect(pages.flat().map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
});

test('is the list as it was when it began, whatever happens while it is read', async () => {
  const before = await collectAgreedList(world.api, actor, { campaignId, scope: 'agreed' });
  expect(before.actions).toHaveLength(ALL - Math.floor(OF_THEMES[0] / 10) - Math.floor(OF_THEMES[1] / 10));
  const seen: ListedAction[] = [];
  await world.api.readAgreedList(actor, { campaignId, scope: 'agreed' }, async ({ pages }) => {
    for await (const page of pages) {
      seen.push(...page);
      if (seen.length > page.length) continue;
      const later = before.actions.at(-1);
      await world.prisma.action.updateMany({
        where: { campaignId, number: { gt: 3 * ACTIONS_PER_READ } },
        data: { problem: '改过的', state: 'draft' },
      });
      await world.prisma.action.delete({ where: { id: later?.id ?? '' } });
      await world.prisma.actionSupportUnit.deleteMany({ where: { action: { campaignId } } });
    }
  });
  expect(seen).toEqual(before.actions);
  expect((await collectAgreedList(world.api, actor, { campaignId, scope: 'agreed' })).actions).not.toEqual(seen);
});

test('is in the history before the first page is, with its number of rows', async () => {
  const exportsOf = () => world.prisma.event.findMany({ where: { campaignId, type: 'list.exported' } });
  const before = await exportsOf();
  await world.api.readAgreedList(actor, { campaignId, scope: 'all' }, async () => {
    const [last] = (await exportsOf()).slice(before.length);
    expect(last?.data).toEqual({ scope: 'all', rows: await world.prisma.action.count({ where: { campaignId } }) });
  });
});

test.each(['before the first page', 'after the first page'])(
  'lets go of the database when its reader gives up %s',
  async (when) => {
    const reading = world.api.readAgreedList(actor, { campaignId, scope: 'all' }, async ({ pages }) => {
      expect(await openTransactions()).toHaveLength(1);
      for await (const _ of when === 'after the first page' ? pages : []) break;
      throw new Error('the browser has hung up');
    });
    await expect(reading).rejects.toThrow('the browser has hung up');
    expect(await openTransactions()).toEqual([]);
  },
);

test('gives no page once it has ended', async () => {
  const pages = await world.api.readAgreedList(actor, { campaignId, scope: 'all' }, async (list) => list.pages);
  await expect(pages[Symbol.asyncIterator]().next()).rejects.toThrow();
});
