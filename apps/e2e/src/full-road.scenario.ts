import { DEMO_POINTS } from '@gongyi/domain';
import { LANGUAGE_NAMES } from '@gongyi/locale';
import { openCsv, openXlsx } from './exported-list.ts';
import type { ShownAction } from './people/board.ts';
import { Facilitator } from './people/facilitator.ts';
import { Participant } from './people/participant.ts';
import { Secretary } from './people/secretary.ts';
import { Staff } from './people/staff.ts';
import { expect, test } from './scenario.ts';
import { WORDS } from './words.ts';

const words = WORDS['zh-CN'];
const { campaignName, sessionTitle } = words.demo;
const PASSWORD = 'fifty-eight horses';

const POLITICS = { name: '建设风清气正政治生态环境', short: '政治生态' };
const BUSINESS = { name: '打造“四最”一流营商环境', short: '营商环境' };
const NATURE = { name: '呵护秀美自然生态环境', short: '自然生态' };

const LUNCH = '办事大厅中午没人值班，群众要等到下午两点。';
/** What a spreadsheet would take for a formula, if it were let. */
const TRICK = '=HYPERLINK("https://example.org","惠企政策没人解释")';
const LAMPS = '村口的路灯坏了半年没人修。';
const FROM_THE_HALL = '会场有人提出：办证材料要跑三趟。';
const FROM_THE_FLOOR = '老街的污水直接排进了河里。';
const WHILE_DOWN = '断网的时候写的：停车位太少。';

const ALL_GATE_FIELDS = ['goal', 'deadline', 'measure', 'leadUnitId', 'leader', 'owners', 'committed'] as const;

// Comes to the server first, and pulls its plug.
test.use({ ownServer: { demo: true, ownPostgres: true } });

test('a hall says what is wrong, and the secretary leaves with the list', async ({
  gongyi,
  watch,
  openLaptop,
  openPhone,
}) => {
  const facilitator = new Facilitator(await openLaptop({ of: 'facilitator' }), '陈主任', gongyi, words);
  const secretary = new Secretary(await openLaptop({ of: 'secretary' }), '林记录', gongyi, words);
  const supervisor = new Staff(await openLaptop({ of: 'supervisor' }), '周督导', gongyi, words);
  const xiaoLi = new Participant(await openPhone({ of: 'Xiao Li' }), '小李', gongyi, words);
  const anna = new Participant(await openPhone({ of: 'Anna', locale: 'en-GB' }), 'Anna', gongyi, WORDS.en);

  await test.step('the administrator opens the first-run link and invites colleagues', async () => {
    await facilitator.opensTheFirstRunLink(gongyi.setupLink);
    await facilitator.createsTheAccount({ email: 'chen@example.org', password: PASSWORD });
    await facilitator.opensTheCampaign(campaignName);
    const forSecretary = await facilitator.invites('secretary');
    const forSupervisor = await facilitator.invites('supervisor');
    await secretary.acceptsInvitation(forSecretary, { email: 'lin@example.org', password: PASSWORD });
    await supervisor.acceptsInvitation(forSupervisor, { email: 'zhou@example.org', password: PASSWORD });
    await facilitator.opensTheSession(sessionTitle);
    await facilitator.opensTheCanvas();
    await facilitator.seesCards(DEMO_POINTS.length);
  });

  await test.step('two participants join, one by typing the code and one by its link', async () => {
    await xiaoLi.typesTheCode(gongyi.demoCode.toLowerCase());
    await xiaoLi.joins({ unit: '石桥村' });
    await anna.opensTheLink(gongyi.demoCode.replace('-', ''));
    await anna.joins({ unit: 'Chamber of Commerce' });
    await xiaoLi.countsPoints(60);
  });

  await test.step('what they write appears on the canvas', async () => {
    await xiaoLi.addsPoint(LUNCH, { theme: BUSINESS.short });
    await anna.addsPoint(TRICK, { theme: BUSINESS.short });
    await facilitator.seesCard(LUNCH);
    await facilitator.seesCard(TRICK);
    await facilitator.seesCards(62);
  });

  await test.step('the facilitator adds, sorts and edits on the canvas', async () => {
    await facilitator.addsPointByDoubleClick(FROM_THE_FLOOR, POLITICS.name);
    await facilitator.addsPointWithTheKey(FROM_THE_HALL, POLITICS.name);
    await facilitator.seesCards(64);
    const inNature = DEMO_POINTS.filter(({ theme }) => theme === NATURE.name).length;
    await facilitator.countsInArea(NATURE.name, inNature);
    await facilitator.dragsCard(FROM_THE_FLOOR, NATURE.name);
    await facilitator.countsInArea(NATURE.name, inNature + 1);
    await facilitator.editsCard(FROM_THE_HALL, `${FROM_THE_HALL}（已核实）`);
    await xiaoLi.looksAtAllPoints();
    await xiaoLi.seesItUnder(FROM_THE_FLOOR, NATURE.name);
    await xiaoLi.seesItUnder(`${FROM_THE_HALL}（已核实）`, POLITICS.name);
  });

  await test.step('two people type in one card, and both texts are kept', async () => {
    await xiaoLi.looksAtOwnPoints();
    const onThePhone = await xiaoLi.beginsToEdit(LUNCH);
    const onTheCanvas = await facilitator.beginsToEditCard(LUNCH);
    await onTheCanvas.press('Control+Home');
    await Promise.all([onThePhone.pressSequentially('周五也一样。'), onTheCanvas.pressSequentially('【窗口】')]);
    const both = `【窗口】${LUNCH}周五也一样。`;
    await expect(onThePhone).toHaveValue(both);
    await expect(onTheCanvas).toHaveValue(both);
    await facilitator.finishesEditingCard();
    await xiaoLi.finishesEditing();
    await facilitator.seesCard(both);
    await anna.looksAtAllPoints();
    await anna.sees(both);
  });

  await test.step('a phone offers nothing for the points of others', async () => {
    await xiaoLi.looksAtAllPoints();
    await xiaoLi.sees(TRICK);
    expect(await xiaoLi.pointsThatCanBeChanged()).toEqual([`【窗口】${LUNCH}`.slice(0, 20)]);
    await xiaoLi.looksAtOwnPoints();
  });

  await test.step('the plug is pulled; every page comes back by itself and nothing is lost', async () => {
    await secretary.opensTheSession(sessionTitle);
    await secretary.opensTheList();
    await secretary.countsPointsInTheList(64);
    await watch.duringAnOutage(async () => {
      await gongyi.kill();
      await facilitator.isOfflineAtTheCanvas();
      await xiaoLi.isOffline();
      await xiaoLi.startsWriting(WHILE_DOWN, { theme: NATURE.short });
      await xiaoLi.submits();
      await xiaoLi.seesItWaiting(WHILE_DOWN);
      await gongyi.startAgain();
      await facilitator.isOnlineAtTheCanvas();
      await secretary.isOnlineInTheList();
      await xiaoLi.isOnline();
      await anna.isOnline();
      await xiaoLi.seesItDelivered(WHILE_DOWN);
      await secretary.countsPointsInTheList(65);
    });
    await facilitator.seesCards(65);
    await facilitator.seesCard(WHILE_DOWN);
    await facilitator.seesCard(`【窗口】${LUNCH}周五也一样。`);
    await xiaoLi.addsPoint(LAMPS, { theme: NATURE.short });
    await facilitator.seesCard(LAMPS);
  });

  await test.step('the facilitator leaves the board open and watches', async () => {
    await facilitator.opensTheBoard();
  });

  const first = await test.step('the secretary promotes two points into one action', async () => {
    await secretary.selects(LUNCH, FROM_THE_HALL);
    return secretary.promotes({
      theme: BUSINESS.name,
      leadUnit: '镇便民服务中心',
      leader: '王副镇长',
      owners: ['李晓梅', '张强'],
      measure: '午间和周五安排轮班，\n公布一次办结清单。',
      deadline: '2027-03-31',
    });
  });
  const second = await test.step('and two others, about which little is known', async () => {
    await secretary.selects(TRICK);
    return secretary.promotes({});
  });
  const third = await test.step('and one more', async () => {
    await secretary.selects(LAMPS);
    return secretary.promotes({ leader: '赵站长', deadline: '2026-12-20' });
  });

  await test.step('the open board shows them, and says what is missing', async () => {
    const { board } = facilitator;
    await board.shows(first, 'draft');
    await board.saysWhatIsMissing(first, ['goal', 'committed']);
    await board.saysWhatIsMissing(second, ALL_GATE_FIELDS);
    await board.saysWhatIsMissing(third, ['goal', 'measure', 'leadUnitId', 'owners', 'committed']);
  });

  await test.step('from the card to its action and back is one click each', async () => {
    const { draft } = words.common.states;
    await secretary.seesBadgeInTheList(LUNCH, first, draft);
    await secretary.seesBadgeInTheList(FROM_THE_HALL, first, draft);
    await xiaoLi.seesBadge(LUNCH, first, draft);
    await secretary.followsBadgeInTheList(LUNCH);
    await secretary.board.drawer(first);
    await secretary.board.completes(first, {
      goal: '群众办事随到随办',
      supportUnits: ['镇纪委', '石桥村'],
    });
    await secretary.board.closesDrawer();

    await facilitator.board.opens(first);
    await facilitator.board.followsTheWayToTheCanvas(`【窗口】${LUNCH}周五也一样。`);
    await facilitator.isAtTheCanvas();
    await facilitator.followsBadgeOnCard(LUNCH, first, draft);
    await facilitator.board.drawer(first);
    await facilitator.board.closesDrawer();
  });

  await test.step('a card that is moved on the board moves on every open page', async () => {
    await secretary.board.drags(first, 'notStarted');
    await secretary.board.shows(first, 'notStarted');
    await facilitator.board.shows(first, 'notStarted');
    await xiaoLi.seesBadge(LUNCH, first, words.common.states.notStarted);
  });

  await test.step('the exported lists say what the board shows', async () => {
    await supervisor.opensTheSession(sessionTitle);
    await supervisor.opensTheBoard();
    const shown = await supervisor.board.reads();
    expect(shown.map(({ number }) => number).sort()).toEqual([first, second, third].sort());
    const { columns } = words.forms.agreedList;
    const expected = rowsOf(shown);

    const xlsx = await openXlsx(await secretary.board.exports('xlsx', LANGUAGE_NAMES['zh-CN']));
    expect(xlsx.title).toContain(campaignName);
    expect(xlsx.headers).toEqual(Object.values(columns));
    expect(xlsx.rows).toEqual(expected);

    const csv = await openCsv(await secretary.board.exports('csv', LANGUAGE_NAMES['zh-CN']));
    expect(csv.mark).toBe('\uFEFF');
    expect(csv.headers).toEqual(Object.values(columns));
    expect(csv.rows).toEqual(expected.map((row) => row.map((cell) => cell.replace(/^=/, "'="))));
    for (const cell of csv.rows.flat()) expect(cell).not.toMatch(/^[=+\-@]/);
  });
});

/**
 * The board's actions as the rows of the official form 整改清单: by theme, then by number, and numbered
 * from 1.
 */
function rowsOf(shown: readonly ShownAction[]): string[][] {
  const { fields } = words.actions;
  const order = [POLITICS, BUSINESS, NATURE].map(({ short }) => short);
  const sorted = [...shown].sort(
    (a, b) => order.indexOf(a.theme) - order.indexOf(b.theme) || a.number.localeCompare(b.number),
  );
  return sorted.map(({ number, theme, facts }, index) => [
    String(index + 1),
    theme,
    ...[
      fields.problem,
      fields.goal,
      fields.measure,
      fields.leadUnitId,
      fields.supportUnitIds,
      fields.leader,
      fields.owners,
      fields.deadline,
    ].map((label) => facts[label] ?? 'not on the board'),
    number,
  ]);
}
