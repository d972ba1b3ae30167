import {
  ACTION_STATES,
  type ActionFilters,
  type ActionSummary,
  LIMITS,
  type ListedAction,
  newId,
} from '@gongyi/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { collectAgreedList } from '../../test/collect-agreed-list.ts';
import { createTestWorld, type Person, refusalOf, type TestWorld } from '../../test/test-world.ts';
import { whereActions } from '../steps/filter-actions.ts';

let world: TestWorld;
let administrator: Person;
let campaign: Awaited<ReturnType<TestWorld['newCampaign']>>;
let all: readonly ListedAction[];
let unitNames: ReadonlyMap<string, string>;

const ACTIONS = 240;
const WORDS = ['路灯', '不亮', '窗口', 'ＡＢＣ', 'Wi-Fi', '排队', '👍', '100%', 'a_b', '办事指南'];
const PEOPLE = ['张三', '李四', '王五', '欧阳 娜', "O'Neil"];

/** The numbers of a linear congruential generator, from 0 up to and without `below`. */
function createRandom(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

beforeAll(async () => {
  world = await createTestWorld();
  administrator = await world.setUpAdministrator();
  campaign = await world.newCampaign(administrator);
  const { campaignId } = campaign;
  const { themes, units } = await administrator.api.campaigns.get({ campaignId });
  unitNames = new Map(units.map(({ id, name }) => [id, name]));
  const random = createRandom(7);
  const one = <T>(of: readonly T[]): T => of[random(of.length)] as T;
  const words = () => Array.from({ length: random(4) }, () => one(WORDS)).join(one(['', ' ', '\n']));
  const numbers = new Map<string, number>();
  const rows = Array.from({ length: ACTIONS }, (_, index) => {
    const themeId = one(themes).id;
    // Past 999 too, in one of the themes.
    const number = (numbers.get(themeId) ?? (themeId === themes[0]?.id ? 980 : 0)) + 1;
    numbers.set(themeId, number);
    return {
      id: newId<string>(),
      campaignId,
      themeId,
      number,
      state: one(ACTION_STATES),
      problem: index === 0 ? '长'.repeat(LIMITS.summaryChars + 1) : words(),
      goal: words(),
      measure: words(),
      leadUnitId: random(4) === 0 ? null : one(units).id,
      leader: random(3) === 0 ? '' : one(PEOPLE),
      owners: random(3) === 0 ? [] : [one(PEOPLE)],
      deadline: random(3) === 0 ? null : new Date(Date.UTC(2027, random(3), 1 + random(28))),
      createdAt: new Date(),
      updatedAt: new Date(),
    };
  });
  await world.prisma.action.createMany({ data: rows });
  await world.prisma.actionSupportUnit.createMany({
    data: rows.flatMap(({ id }) => (random(2) === 0 ? [{ actionId: id, unitId: one(units).id, position: 0 }] : [])),
  });
  const reader = await world.api.loadActor(administrator.headers());
  all = (await collectAgreedList(world.api, reader, { campaignId, scope: 'all' })).actions;
  // Another campaign, whose actions are in no answer.
  const other = await world.newCampaign(administrator);
  await world.insertAction(other, { state: 'draft', leadUnitId: other.unit.id });
});
afterAll(() => world[Symbol.asyncDispose]());

const fold = (text: string) => text.normalize('NFKC').toLowerCase();

/** The filters once more, over whole actions in memory. */
function passes(action: ListedAction, { states, themeId, unitId, person, text = '' }: ActionFilters): boolean {
  const unitIds = [action.leadUnitId, ...action.supportUnitIds].flatMap((id) => id ?? []);
  const people = [action.leader, ...action.owners];
  const names = unitIds.map((id) => unitNames.get(id) ?? '');
  const words = fold([action.number, action.problem, action.goal, action.measure, ...people, ...names].join('\n'));
  return (
    (states === undefined || states.includes(action.state)) &&
    (themeId === undefined || themeId === action.themeId) &&
    (unitId === undefined || unitIds.includes(unitId)) &&
    (person === undefined || person === '' || people.includes(person)) &&
    fold(text)
      .split(/\s+/)
      .every((word) => words.includes(word))
  );
}

async function readPages(filters: ActionFilters, sort: 'number' | 'deadline', limit: number) {
  const rows: ActionSummary[] = [];
  let cursor: string | null = null;
  do {
    const page = await administrator.api.actions.page({
      ...{ campaignId: campaign.campaignId, filters, sort, cursor, limit },
    });
    expect(page.rows.length).toBeLessThanOrEqual(limit);
    rows.push(...page.rows);
    cursor = page.next;
  } while (cursor !== null);
  return rows;
}

test.each(Array.from({ length: 12 }, (_, seed) => seed))(
  'pages have what the filters leave, each once and in order (seed %i)',
  async (seed) => {
    const random = createRandom(1_000 + seed);
    const maybe = <T>(of: readonly T[]): T | undefined => (random(3) === 0 ? of[random(of.length)] : undefined);
    for (let round = 0; round < 6; round++) {
      const anAction = all[random(all.length)];
      const states = random(3) === 0 ? ACTION_STATES.filter(() => random(2) === 0) : undefined;
      const searched = [...WORDS, ...PEOPLE, 'wi-fi', 'abc', '灯', '亮', ...unitNames.values(), anAction?.number ?? ''];
      const text = maybe(searched);
      const filters: ActionFilters = {
        states,
        themeId: maybe([anAction?.themeId ?? '']),
        unitId: maybe([...unitNames.keys()]),
        person: maybe(PEOPLE),
        text: random(4) === 0 ? `${text ?? ''} ${maybe(searched) ?? ''}` : text,
      };
      const sort = random(2) === 0 ? 'number' : 'deadline';
      const rows = await readPages(filters, sort, 1 + random(40));
      const expected = all.filter((action) => passes(action, filters));
      if (sort === 'deadline') {
        expected.sort((a, b) => ((a.deadline ?? '9') < (b.deadline ?? '9') ? -1 : a.deadline === b.deadline ? 0 : 1));
      }
      expect(
        rows.map(({ number }) => number),
        JSON.stringify({ filters, sort }),
      ).toEqual(expected.map(({ number }) => number));
      const counts = await administrator.api.actions.counts({ campaignId: campaign.campaignId, filters });
      for (const state of ACTION_STATES) {
        const ofState = (actions: readonly ListedAction[]) => actions.filter((action) => action.state === state).length;
        expect(counts[state], state).toEqual({ all: ofState(all), shown: ofState(expected) });
      }
    }
  },
);

test('a row says of an action what the action itself says, and of its problem the beginning', async () => {
  const rows = await readPages({}, 'number', LIMITS.actionsPerPage);
  expect(rows).toHaveLength(ACTIONS);
  for (const [index, row] of rows.entries()) {
    const { problem, place, ...same } = row;
    expect(await administrator.api.actions.get({ actionId: row.id })).toMatchObject(same);
    expect(place.number).toBe(Number(/\d+$/.exec(row.number)?.[0]));
    const whole = all[index]?.problem ?? '';
    expect(problem).toBe(whole.length > LIMITS.summaryChars ? `${whole.slice(0, LIMITS.summaryChars - 1)}…` : whole);
    expect(await administrator.api.actions.summary({ actionId: row.id })).toEqual(row);
    if (index > 3) break;
  }
  expect(rows.some(({ problem }) => problem.endsWith('…'))).toBe(true);
});

test('a page goes on after the last row that was seen, though that row is gone', async () => {
  const { campaignId } = campaign;
  const first = await administrator.api.actions.page({ campaignId, limit: 3 });
  const last = first.rows.at(-1);
  const supports = await world.prisma.actionSupportUnit.findMany({ where: { actionId: last?.id ?? '' } });
  const row = await world.prisma.action.delete({ where: { id: last?.id ?? '' } });
  const second = await administrator.api.actions.page({ campaignId, limit: 3, cursor: first.next });
  expect(second.rows.map(({ number }) => number)).toEqual(all.slice(3, 6).map(({ number }) => number));
  await world.prisma.action.create({ data: row });
  await world.prisma.actionSupportUnit.createMany({ data: supports });
});

test.each([
  '',
  'x',
  '1',
  '.1',
  '1.2.3',
  '2027-13-40.1.1',
  '2027-02-30.1.1',
  '2027-01-01.1',
  `.${'9'.repeat(10)}.1`,
  "'; --",
])('a cursor that the server did not make is refused: %j', async (cursor) => {
  for (const sort of ['number', 'deadline'] as const) {
    const asking = administrator.api.actions.page({ campaignId: campaign.campaignId, sort, cursor });
    expect((await refusalOf(asking)).code).toBe('invalidInput');
  }
});

test('everybody who is named, each once', async () => {
  const named = await administrator.api.actions.people({ campaignId: campaign.campaignId });
  expect(named).toEqual([...PEOPLE].sort());
});

test('of more names than there is room for, those who are named most', async () => {
  const { campaignId, theme } = await world.newCampaign(administrator);
  await world.prisma.$executeRaw`
    INSERT INTO action (id, campaign_id, theme_id, number, problem, leader, owners, created_at, updated_at)
    SELECT ${campaignId} || n, ${campaignId}, ${theme.id}, n, '问题', '责任人 ' || n % ${LIMITS.peopleNamed - 1}::int,
           ARRAY['只有一次 ' || n], now(), now()
    FROM generate_series(1, ${2 * LIMITS.peopleNamed}::int) AS n`;
  const named = await administrator.api.actions.people({ campaignId });
  expect(named).toHaveLength(LIMITS.peopleNamed);
  expect(named.filter((name) => name.startsWith('责任人'))).toHaveLength(LIMITS.peopleNamed - 1);
  expect(named).toEqual([...named].sort());
});

test('a word that is in every action is looked for in the index, and not in each of them', async () => {
  const { campaignId, theme } = await world.newCampaign(administrator);
  await world.prisma.action.createMany({
    data: Array.from({ length: 500 }, (_, index) => ({
      ...{ id: newId<string>(), campaignId, themeId: theme.id, number: index + 1 },
      ...{ problem: '每件', goal: '', measure: '', owners: [], createdAt: new Date(), updatedAt: new Date() },
    })),
  });
  await world.prisma.action.updateMany({ data: { measure: '都有的词' } });
  await world.prisma.$executeRaw`ANALYZE action`;
  for (const text of ['都', '都有', '都有的词', '都 有 的词']) {
    const [found, scans] = await world.prisma.$transaction(async (tx) => {
      const scansSoFar = async () => {
        const [row] = await tx.$queryRaw<{ scans: number }[]>`
          SELECT pg_stat_get_xact_numscans('action_search_idx'::regclass)::int AS scans`;
        return row?.scans ?? 0;
      };
      const before = await scansSoFar();
      const rows = await tx.$queryRaw<{ id: string }[]>`
        SELECT a.id FROM action a WHERE ${whereActions(campaignId, { text })}`;
      return [rows.length, (await scansSoFar()) - before];
    });
    expect([text, found, scans]).toEqual([text, 500, text.split(' ').length]);
  }
});
