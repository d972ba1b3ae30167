import { CuttableLine } from './cuttable-line.ts';
import { Console } from './people/console.ts';
import { Deliberation } from './people/deliberation.ts';
import { Participant } from './people/participant.ts';
import { ScriptedHall } from './people/scripted-hall.ts';
import { Secretary } from './people/secretary.ts';
import { SessionLead } from './people/session-lead.ts';
import { expect, test } from './scenario.ts';
import { say, WORDS } from './words.ts';

const words = WORDS['zh-CN'];
const TITLE = '第三场';
const UNIT = '石桥村';
const BUSINESS = { name: '打造“四最”一流营商环境', short: '营商环境' };
const NATURE = '呵护秀美自然生态环境';
const NOON = '窗口中午没人，群众白跑一趟。';
const GRID = '网格划得太大，一个人跑三个村。';
const OFFLINE = '断网时写的：末班车太早。';
const LATER = '会上想起来的：路灯坏了半年。';
const HALL = 100;
const BUDGET = 3;

test('a hall of a hundred and three goes through a whole session, and leaves with an action', async ({
  gongyi,
  demo,
  watch,
  openLaptop,
  openPhone,
}) => {
  const facilitator = new Deliberation(await openLaptop({ of: 'facilitator' }), '陈主任', gongyi, words);
  const secretary = new Secretary(await openLaptop({ of: 'secretary' }), '林记录', gongyi, words);
  await using line = await CuttableLine.to(gongyi.origin);
  const xiaoLi = new Participant(await openPhone({ of: 'Xiao Li' }), '小李', line, words);
  const xiaoWang = new Participant(await openPhone({ of: 'Xiao Wang' }), '小王', gongyi, words);
  const xiaoZhang = new Participant(await openPhone({ of: 'Xiao Zhang' }), '小张', gongyi, words);
  const phones = [xiaoLi, xiaoWang, xiaoZhang];

  await demo.admits(secretary.page.request, secretary.name, 'secretary');
  await facilitator.beginsIn(demo, { at: 'campaign' });
  await facilitator.createsSession(TITLE);
  const code = await facilitator.readsTheCode();
  const lead = new SessionLead(facilitator.page);
  const bar = new Console(facilitator.page, words);
  using hall = new ScriptedHall(gongyi.origin, lead.sessionId);

  await test.step('brief: people come in, and points are to be written privately', async () => {
    await lead.letsEverybodyWritePrivately();
    for (const phone of phones) {
      await phone.opensTheLink(code);
      await phone.joins({ unit: UNIT });
      await phone.isToldThatWritingIsPrivate();
    }
    await hall.joins(code, HALL);
  });

  await test.step('collect: everybody writes, and others learn only how much', async () => {
    await xiaoLi.addsPoint(NOON, { theme: BUSINESS.short });
    await xiaoWang.addsPoint(GRID, { theme: BUSINESS.short });
    await hall.writesPrivately();
    await xiaoZhang.learnsHowMuchIsWritten({ points: HALL + 2, people: HALL + 2 });
    await xiaoZhang.seesNothingOf(NOON);
  });

  await test.step('a phone loses its network, goes on writing, and delivers it when it is back', async () => {
    await watch.duringAnOutage(async () => {
      line.cut();
      await xiaoLi.isOffline();
      await xiaoLi.startsWriting(OFFLINE, { theme: BUSINESS.short });
      await xiaoLi.submits();
      await xiaoLi.isOfflineWithChangesKept(1);
      line.mend();
      await xiaoLi.seesAllIsSaved();
    });
    await xiaoZhang.learnsHowMuchIsWritten({ points: HALL + 3, people: HALL + 2 });
  });

  await test.step('the reveal puts all of it on every screen', async () => {
    await facilitator.opensTheCanvas();
    await hall.opensTheDocument();
    await lead.reveals();
    await facilitator.countsInArea(BUSINESS.name, HALL / 5 + 3);
    await facilitator.countsInArea(NATURE, HALL / 5);
    await hall.agreesOn(HALL + 3);
    await xiaoZhang.countsPoints(HALL + 3);
  });

  await test.step('what comes to mind in the hall is added by all in the same moment', async () => {
    hall.addsToTheDocument();
    await xiaoZhang.looksAtOwnPoints();
    await xiaoZhang.addsPoint(LATER, { theme: BUSINESS.short });
    await hall.agreesOn(2 * HALL + 4);
    await facilitator.countsInArea(BUSINESS.name, (2 * HALL) / 5 + 4);
    await facilitator.countsInArea(NATURE, (2 * HALL) / 5);
    await xiaoLi.countsPoints(2 * HALL + 4);
  });

  await test.step('sort: the phones are called to what is looked at', async () => {
    await lead.goesTo('sort', 'collect');
    await xiaoWang.isAtStage('sort');
    await facilitator.page.keyboard.press('3');
    await bar.callsEveryone();
    const called = say(words.facilitate.summon.calledTo, { name: '陈主任', place: NATURE });
    await expect(xiaoWang.page.getByText(called)).toBeVisible();
    await xiaoWang.page.getByRole('button', { name: words.facilitate.summon.go, exact: true }).tap();
    await bar.isFollowedBy(1);
  });

  await test.step('somebody who is removed is told so, and what they said stays', async () => {
    await watch.duringARefusal(async () => {
      await bar.removes('小张');
      await expect(xiaoZhang.page.getByText(words.errors.removedFromSession)).toBeVisible();
    });
    await facilitator.countsInArea(BUSINESS.name, (2 * HALL) / 5 + 4);
    await hall.agreesOn(2 * HALL + 4);
  });

  await test.step('vote: a hundred race for more than they have, and nobody gets it', async () => {
    await lead.setsVotes({ budget: BUDGET, perPoint: BUDGET, totalsHidden: false });
    await lead.goesTo('vote', 'sort');
    await xiaoLi.isAtStage('vote');
    await hall.endorses(NOON, BUDGET);
    await xiaoLi.looksAtAllPoints();
    await xiaoLi.endorses(GRID);
    await xiaoLi.hasVotesLeft(BUDGET - 1);
    await facilitator.opensTheList();
    await facilitator.seesVotesInTheList(NOON, HALL * BUDGET);
    await facilitator.seesVotesInTheList(GRID, 1);
  });

  await test.step('agree: the secretary makes an action of what most people want', async () => {
    await lead.goesTo('agree', 'vote');
    await xiaoLi.isAtStage('agree');
    await secretary.opens(`/sessions/${lead.sessionId}/list`);
    await secretary.countsPointsInTheList(2 * HALL + 4);
    await secretary.selects(NOON);
    const number = await secretary.promotes({ leadUnit: '镇便民服务中心', leader: '王副镇长', deadline: '2027-03-31' });
    await secretary.seesBadgeInTheList(NOON, number, words.common.states.draft);
  });

  await test.step('closed: the phones are told, and the summary has all of it', async () => {
    await lead.goesTo('closed', 'agree');
    await xiaoLi.seesThatItIsOver();
    await facilitator.opensSummary();
    expect(await facilitator.reads('points')).toBe(String(2 * HALL + 4));
    expect(await facilitator.reads('votes')).toBe(String(HALL * BUDGET + 1));
    expect(await facilitator.reads('promoted')).toBe('1');
    expect(await facilitator.reads('open')).toBe(String(2 * HALL + 3));
  });
  // The line of this phone ends with the scenario.
  await xiaoLi.leaves();
});
