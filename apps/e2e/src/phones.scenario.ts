import { CuttableLine } from './cuttable-line.ts';
import type { DemoCampaign } from './demo-campaign.ts';
import type { GongyiServer } from './gongyi-server.ts';
import { Console } from './people/console.ts';
import { Facilitator } from './people/facilitator.ts';
import { Participant } from './people/participant.ts';
import { SessionLead } from './people/session-lead.ts';
import { expect, type OpenDevice, test } from './scenario.ts';
import { WORDS } from './words.ts';

const words = WORDS['zh-CN'];
const UNIT = '石桥村';
const BUSINESS = '营商环境';
const FACILITATOR = '陈主任';

/** A facilitator at a new session, in which points are collected. */
async function openNewSession(gongyi: GongyiServer, demo: DemoCampaign, openLaptop: OpenDevice) {
  const facilitator = new Facilitator(await openLaptop({ of: 'facilitator' }), FACILITATOR, gongyi, words);
  await facilitator.beginsANewSession(demo, '第三场');
  return { facilitator, lead: new SessionLead(facilitator.page), code: await facilitator.readsTheCode() };
}

test('what is written privately is seen by nobody else until the reveal, whatever the network does', async ({
  gongyi,
  demo,
  watch,
  openLaptop,
  openPhone,
}) => {
  const { lead, code } = await openNewSession(gongyi, demo, openLaptop);
  await lead.letsEverybodyWritePrivately();
  await using line = await CuttableLine.to(gongyi.origin);
  const xiaoLi = new Participant(await openPhone({ of: 'Xiao Li' }), '小李', line, words);
  const xiaoWang = new Participant(await openPhone({ of: 'Xiao Wang' }), '小王', gongyi, words);
  for (const participant of [xiaoLi, xiaoWang]) {
    await participant.opensTheLink(code);
    await participant.joins({ unit: UNIT });
    await participant.isToldThatWritingIsPrivate();
  }
  await xiaoLi.addsPoint('窗口中午没人', { theme: BUSINESS });
  await xiaoLi.seesOnlyTheySeeIt('窗口中午没人');
  await xiaoWang.learnsHowMuchIsWritten({ points: 1, people: 1 });
  await xiaoWang.seesNothingOf('窗口中午没人');

  const again = await watch.duringAnOutage(async () => {
    line.cut();
    await xiaoLi.isOffline();
    await xiaoLi.startsWriting('断网时写的一条', { theme: BUSINESS });
    await xiaoLi.submits();
    await xiaoLi.isOfflineWithChangesKept(1);
    const opened = await xiaoLi.closesTheTabAndOpensAnother();
    line.mend();
    await opened.opensTheLink(code);
    await opened.continuesAsBefore(UNIT);
    await opened.seesOnlyTheySeeIt('断网时写的一条');
    return opened;
  });
  await xiaoWang.learnsHowMuchIsWritten({ points: 2, people: 1 });
  await again.beginsToEdit('窗口中午没人').then((field) => field.fill('窗口中午没人，要等到两点'));
  await again.finishesEditing();
  await again.seesAllIsSaved();

  // At the reveal one point is still on its way.
  await watch.duringAnOutageAndARefusal(async () => {
    line.cut();
    await again.isOffline();
    await again.startsWriting('公开之后才到的一条', { theme: BUSINESS });
    await again.submits();
    await again.isOfflineWithChangesKept(1);
    await lead.reveals();
    await xiaoWang.looksAtAllPoints();
    await xiaoWang.sees('窗口中午没人，要等到两点');
    await xiaoWang.sees('断网时写的一条');
    line.mend();
    await again.seesAllIsSaved();
  });
  for (const participant of [xiaoWang, again]) {
    await participant.countsPoints(3);
    await participant.looksAtAllPoints();
    for (const text of ['窗口中午没人，要等到两点', '断网时写的一条', '公开之后才到的一条']) {
      await participant.seesItOnce(text);
    }
  }
  await again.seesItIsMine('公开之后才到的一条');
  await again.leaves();
});

test('in an anonymous session nobody is asked for a name, and own points are still their own', async ({
  gongyi,
  demo,
  openLaptop,
  openPhone,
}) => {
  const { facilitator, lead, code } = await openNewSession(gongyi, demo, openLaptop);
  await lead.promisesAnonymity();
  const somebody = new Participant(await openPhone({ of: 'somebody' }), '', gongyi, words);
  const another = new Participant(await openPhone({ of: 'another', locale: 'en-GB' }), '', gongyi, WORDS.en);
  for (const participant of [somebody, another]) {
    await participant.opensTheLink(code);
    await participant.joinsWithOneTap();
    await participant.isToldThatItIsAnonymous();
  }
  await somebody.addsPoint('村务公开栏半年没换', { theme: BUSINESS });
  await somebody.reloads();
  await somebody.seesItIsMine('村务公开栏半年没换');
  await facilitator.opensTheList();
  await facilitator.addsPointInTheList('主持人也补一条', BUSINESS);
  await another.looksAtAllPoints();
  await another.sees('村务公开栏半年没换');
  await another.sees('主持人也补一条');
  expect(await another.pointsThatCanBeChanged()).toEqual([]);
  expect(await another.page.content()).not.toContain(FACILITATOR);
});

test('a thought that comes when the themes are closed goes to the inbox, and the page says so', async ({
  gongyi,
  demo,
  openLaptop,
  openPhone,
}) => {
  const { lead, code } = await openNewSession(gongyi, demo, openLaptop);
  const xiaoLi = new Participant(await openPhone({ of: 'Xiao Li' }), '小李', gongyi, words);
  await xiaoLi.opensTheLink(code);
  await xiaoLi.joins({ unit: UNIT });
  await xiaoLi.addsPoint('窗口中午没人', { theme: BUSINESS });
  await lead.goesTo('vote', 'collect');
  await xiaoLi.isAtStage('vote');
  await xiaoLi.looksAtOwnPoints();
  await xiaoLi.isToldThatItGoesToTheInbox();
  await xiaoLi.writesWithoutATheme('刚想起来的一条');
  await xiaoLi.looksAtAllPoints();
  await xiaoLi.seesItUnder('刚想起来的一条', words.points.list.inbox);
  await lead.goesTo('sort', 'vote');
  await xiaoLi.isAtStage('sort');
  await xiaoLi.movesToTheme('刚想起来的一条', BUSINESS);
  await xiaoLi.seesItUnder('刚想起来的一条', BUSINESS);
  await lead.goesTo('closed', 'sort');
  await xiaoLi.seesThatItIsOver();
  await xiaoLi.seesItIsMine('刚想起来的一条');
});

test('votes are given within the budget, totals stay hidden while they are, and ties are ranked as ties', async ({
  gongyi,
  demo,
  openLaptop,
  openPhone,
}) => {
  const { facilitator, lead, code } = await openNewSession(gongyi, demo, openLaptop);
  const xiaoLi = new Participant(await openPhone({ of: 'Xiao Li' }), '小李', gongyi, words);
  const xiaoWang = new Participant(await openPhone({ of: 'Xiao Wang' }), '小王', gongyi, words);
  for (const participant of [xiaoLi, xiaoWang]) {
    await participant.opensTheLink(code);
    await participant.joins({ unit: UNIT });
  }
  await xiaoLi.addsPoint('窗口中午没人', { theme: BUSINESS });
  await xiaoLi.addsPoint('网格划得太大', { theme: BUSINESS });
  await lead.setsVotes({ budget: 2, perPoint: 2, totalsHidden: true });
  await lead.goesTo('vote', 'collect');
  for (const participant of [xiaoLi, xiaoWang]) {
    await participant.isAtStage('vote');
    await participant.looksAtAllPoints();
    await participant.hasVotesLeft(2);
  }
  await xiaoLi.endorses('窗口中午没人');
  await xiaoLi.endorses('窗口中午没人');
  await xiaoLi.hasVotesLeft(0);
  await xiaoLi.triesToEndorse('网格划得太大');
  await xiaoLi.isToldThatAllVotesAreSpent(2);
  await xiaoLi.withdrawsAVote('窗口中午没人');
  await xiaoLi.hasVotesLeft(1);
  await xiaoLi.endorses('网格划得太大');
  await xiaoLi.hasVotesLeft(0);
  await xiaoWang.endorses('网格划得太大');
  await xiaoWang.endorses('窗口中午没人');
  await xiaoWang.hasVotesLeft(0);
  expect(await xiaoWang.seesTotals()).toBe(false);
  await xiaoLi.reloads();
  await xiaoLi.hasVotesLeft(0);
  await lead.goesTo('agree', 'vote');
  for (const participant of [xiaoLi, xiaoWang]) {
    await participant.seesItRankedFirstWithAnother('窗口中午没人');
    await participant.seesItRankedFirstWithAnother('网格划得太大');
    expect(await participant.seesTotals()).toBe(true);
  }
  // Among the results there is nothing to be led to.
  await facilitator.opensTheCanvas();
  await facilitator.seesCard('网格划得太大');
  await new Console(facilitator.page, words).callsEveryone();
  await xiaoLi.goesThere();
  await xiaoLi.seesItUnder('网格划得太大', BUSINESS);
});
