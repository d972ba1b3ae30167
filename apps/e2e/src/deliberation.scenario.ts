import type { DemoCampaign } from './demo-campaign.ts';
import type { GongyiServer } from './gongyi-server.ts';
import { Deliberation } from './people/deliberation.ts';
import { Endorsing } from './people/endorsing.ts';
import { Facilitator } from './people/facilitator.ts';
import { Merging } from './people/merging.ts';
import { Participant } from './people/participant.ts';
import { SessionLead } from './people/session-lead.ts';
import { expect, type OpenDevice, test } from './scenario.ts';
import { seriousViolations } from './serious-violations.ts';
import { say, WORDS } from './words.ts';

const words = WORDS['zh-CN'];
const { campaignName } = words.demo;
const BUSINESS = '营商环境';

const LUNCH = '窗口中午没人';
const NOON = '午间办不了事';
const LAMPS = '路灯坏了';
const PARKING = '停车位太少';
const WATER = '老街污水';
/** In as many colours. */
const OF_OTHER_THEMES = [
  [LAMPS, '自然生态'],
  [PARKING, '基层治理'],
  [WATER, '政治生态'],
] as const;

async function isAccessible({ page }: Deliberation, place: string): Promise<void> {
  expect(await seriousViolations(page), place).toEqual([]);
}

async function openFacilitator(
  gongyi: GongyiServer,
  demo: DemoCampaign,
  openLaptop: OpenDevice,
): Promise<Deliberation> {
  const facilitator = new Deliberation(await openLaptop({ of: 'facilitator' }), '陈主任', gongyi, words);
  await facilitator.beginsIn(demo, { at: 'campaign' });
  return facilitator;
}

test('the hall endorses, every point ends somewhere, and the next session begins with what is left', async ({
  gongyi,
  demo,
  openLaptop,
  openPhone,
}) => {
  const facilitator = await openFacilitator(gongyi, demo, openLaptop);
  await isAccessible(facilitator, 'campaign');
  await facilitator.createsSession('第三场');
  const lead = new SessionLead(facilitator.page);
  const code = await facilitator.readsTheCode();
  const xiaoLi = new Participant(await openPhone({ of: 'Xiao Li' }), '小李', gongyi, words);

  await test.step('five points are collected, two of which say the same', async () => {
    await facilitator.opensTheList();
    await facilitator.opensShortcuts();
    await isAccessible(facilitator, 'shortcuts');
    await facilitator.closesDialog();
    for (const text of [LUNCH, NOON]) await facilitator.addsPointInTheList(text, BUSINESS);
    for (const [text, theme] of OF_OTHER_THEMES) await facilitator.addsPointInTheList(text, theme);
    await xiaoLi.opensTheLink(code);
    await xiaoLi.joins({ unit: '石桥村' });
    await lead.goesTo('sort', 'collect');
    await facilitator.mergesInTheList(LUNCH, NOON);
  });

  await test.step('they are endorsed, and nobody gives more than they have', async () => {
    await lead.setsVotes({ budget: 3, perPoint: 2, totalsHidden: false });
    await lead.goesTo('vote', 'sort');
    await facilitator.hasVotesLeft(3);
    await facilitator.endorses(LAMPS);
    await facilitator.endorses(LAMPS);
    await facilitator.triesToEndorse(LAMPS);
    await facilitator.isToldWhyTheVoteWasNotGiven(say(words.errors.votesPerPointSpent, { limit: 2 }));
    await facilitator.endorses(LUNCH);
    await facilitator.hasVotesLeft(0);
    await facilitator.triesToEndorse(PARKING);
    await facilitator.isToldWhyTheVoteWasNotGiven(say(words.errors.voteBudgetSpent, { budget: 3 }));
  });

  await test.step('ties are ties', async () => {
    await facilitator.opensVotes();
    await isAccessible(facilitator, 'votes');
    expect(await facilitator.readsRanking(2)).toEqual([
      ['1', LAMPS, '2'],
      ['2', `${LUNCH}${say(words.deliberate.results.cluster_other, { count: 2 })}`, '1'],
    ]);
  });

  await test.step('every point ends somewhere', async () => {
    await lead.goesTo('agree', 'vote');
    await facilitator.opensAgree();
    await isAccessible(facilitator, 'agree');
    await facilitator.seesOpen(4);
    await facilitator.chooses(LAMPS);
    await facilitator.promotesChosen();
    await facilitator.seesOpen(3);
    await facilitator.chooses(PARKING);
    await facilitator.doesNotAdopt('不属于本镇职责');
    await facilitator.seesOpen(2);
    await facilitator.takesTheLastDecisionBack();
    await facilitator.seesOpen(3);
    await facilitator.chooses(PARKING);
    await facilitator.doesNotAdopt('不属于本镇职责');
    await facilitator.chooses(LUNCH);
    await facilitator.defers();
    await facilitator.isWarnedOfOpenPoints(1);
    await facilitator.chooses(WATER);
    await facilitator.doesNotAdoptForTheSameReason('不属于本镇职责');
    await facilitator.seesOpen(0);
  });

  await test.step('the summary says how it ended', async () => {
    await facilitator.opensSummary();
    await isAccessible(facilitator, 'summary');
    const figures = ['points', 'votes', 'promoted', 'notAdopted', 'deferred', 'open'] as const;
    const shown = await Promise.all(figures.map((name) => facilitator.reads(name)));
    expect(shown).toEqual(['5', '3', '1', '2', '2', '0']);
  });

  await test.step('the next session has the action on the table', async () => {
    await facilitator.opensTheCampaign(campaignName);
    await facilitator.createsSessionWithLeftovers('第四场');
    await facilitator.seesLeftover(LAMPS);
  });
});

test('who has the canvas open endorses on its cards, and is not offered to take back what is over', async ({
  gongyi,
  demo,
  openLaptop,
  openPhone,
}) => {
  const facilitator = await openFacilitator(gongyi, demo, openLaptop);
  await facilitator.createsSession('第三场');
  const lead = new SessionLead(facilitator.page);
  const code = await facilitator.readsTheCode();
  await facilitator.opensTheList();
  for (const text of [LUNCH, NOON, LAMPS, PARKING, WATER]) await facilitator.addsPointInTheList(text, BUSINESS);
  const xiaoLi = new Participant(await openPhone({ of: 'Xiao Li' }), '小李', gongyi, words);
  await xiaoLi.opensTheLink(code);
  await xiaoLi.joins({ unit: '石桥村' });
  await lead.setsVotes({ budget: 3, perPoint: 2, totalsHidden: false });
  await lead.goesTo('sort', 'collect');
  // The same person at a larger screen.
  const storageState = await xiaoLi.page.context().storageState();
  const atCanvas = new Facilitator(
    await openLaptop({ of: 'Xiao Li at the canvas', storageState }),
    '小李',
    gongyi,
    words,
  );
  const endorsing = new Endorsing(atCanvas.page, words);
  const merging = new Merging(atCanvas.page, words);
  await atCanvas.opens(`/sessions/${lead.sessionId}/canvas`);
  await atCanvas.isAtTheCanvas();

  await test.step('what was merged while points were sorted cannot be taken back when they are voted on', async () => {
    await merging.mergesWithTheButton([LUNCH, NOON]);
    await merging.seesCluster(LUNCH, 2);
    await atCanvas.mayTakeBack();
    await lead.goesTo('vote', 'sort');
    await atCanvas.mayNotTakeBackAndIsToldWhy();
    await atCanvas.takesItBack();
    await atCanvas.seesAllIsSaved();
    await merging.seesCluster(LUNCH, 2);
  });

  await test.step('the button on a card gives it a vote, and moves nothing', async () => {
    await endorsing.hasLeft(3);
    await endorsing.pressesWithASlip(LAMPS);
    await endorsing.hasGiven(LAMPS, 1);
    await endorsing.seesVotes(LAMPS, 1);
    await endorsing.hasLeft(2);
  });

  await test.step('so do the keys of the list, for the selected card', async () => {
    await atCanvas.selectsCard(PARKING);
    await endorsing.isFasterThanTheServer(3, async () => {
      await endorsing.givesWithTheKey();
      await endorsing.hasGiven(PARKING, 1);
      await endorsing.takesBackWithTheKey();
      await endorsing.hasGiven(PARKING, 0);
      await endorsing.givesWithTheKey();
      await endorsing.hasGiven(PARKING, 1);
    });
  });

  await test.step('nobody gives more than they have, and is told so', async () => {
    await endorsing.presses(LAMPS);
    await endorsing.hasGiven(LAMPS, 2);
    await endorsing.hasLeft(0);
    await endorsing.presses(WATER);
    await endorsing.isToldWhyNot(say(words.errors.voteBudgetSpent, { budget: 3 }));
    await endorsing.hasGiven(WATER, 0);
  });

  await test.step('a cluster is endorsed as one, and the list says the same', async () => {
    await atCanvas.selectsCard(LAMPS);
    await endorsing.takesBackInTheBar(LAMPS);
    await endorsing.hasLeft(1);
    await endorsing.presses(LUNCH);
    await endorsing.hasGiven(LUNCH, 1);
    for (const text of [LUNCH, LAMPS, PARKING]) await facilitator.seesVotesInTheList(text, 1);
  });
});
