import { startTemporaryPostgres } from '@gongyi/db/embedded';
import { CuttableLine } from './cuttable-line.ts';
import { GongyiServer } from './gongyi-server.ts';
import { Facilitator } from './people/facilitator.ts';
import { Participant } from './people/participant.ts';
import { expect, test } from './scenario.ts';
import { WORDS } from './words.ts';

const words = WORDS['zh-CN'];
const { campaignName, sessionTitle } = words.demo;
const ACCOUNT = { email: 'chen@example.org', password: 'fifty-eight horses' } as const;
const BUSINESS = '营商环境';
const SHARED = '两台服务器前各坐一个人。';
const WHILE_ONE_IS_DOWN = '一台服务器断电之后写的。';
const PROMOTED = '营商-001';

test('two servers share one database: people of both see each other, and one server is lost without a loss', async ({
  watch,
  openLaptop,
  openPhone,
}) => {
  await using postgres = await startTemporaryPostgres();
  const databaseUrl = postgres.connectionString;
  const first = await GongyiServer.start({ demo: true, databaseUrl });
  const second = await GongyiServer.start({ databaseUrl });
  // Each of them by a load balancer, which passes everybody on to whichever is there; no page knows
  // of two.
  await using toFirst = await CuttableLine.to(first.origin, second.origin);
  await using toSecond = await CuttableLine.to(second.origin, first.origin);

  const facilitator = new Facilitator(await openLaptop({ of: 'facilitator' }), '陈主任', toFirst, words);
  const xiaoLi = new Participant(await openPhone({ of: 'Xiao Li' }), '小李', toFirst, words);
  const anna = new Participant(await openPhone({ of: 'Anna', locale: 'en-GB' }), 'Anna', toSecond, WORDS.en);
  const late = new Participant(await openPhone({ of: 'somebody late' }), '王姐', toFirst, words);
  // Who is there is told at once, not when a page renews by itself what it says.
  for (const person of [facilitator, xiaoLi, anna, late]) await person.hasAClockThatStands();

  await test.step('one comes in by the first-run link that was printed last', async () => {
    await facilitator.opens(second.setupPath);
    await facilitator.createsTheAccount(ACCOUNT);
    await facilitator.opensTheCampaign(campaignName);
    await facilitator.opensTheSession(sessionTitle);
    await facilitator.opensTheCanvas();
    await facilitator.seesCards(60);
  });

  await test.step('people of both are in one hall', async () => {
    for (const participant of [xiaoLi, anna]) {
      await participant.opensTheLink(first.demoCode);
      await participant.joins({ unit: '石桥村' });
    }
    expect(await peopleOn(first), 'of the first server').toBeGreaterThan(0);
    expect(await peopleOn(second), 'of the second server').toBeGreaterThan(0);
    await facilitator.seesOnline(['陈主任', '小李', 'Anna']);
    await anna.addsPoint(SHARED, { theme: BUSINESS });
    await facilitator.seesCard(SHARED);
    await xiaoLi.looksAtAllPoints();
    await xiaoLi.sees(SHARED);
  });

  await test.step('a decision made at one is seen at the other at once', async () => {
    await facilitator.selectsCard(SHARED);
    await facilitator.promotesSelectedCard();
    await anna.looksAtAllPoints();
    await anna.seesBadge(SHARED, PROMOTED, WORDS.en.common.states.draft);
  });

  await test.step('the first is killed, and its people go on at the second', async () => {
    await watch.duringAnOutage(async () => {
      await first.kill();
      await xiaoLi.looksAtOwnPoints();
      await xiaoLi.addsPoint(WHILE_ONE_IS_DOWN, { theme: BUSINESS });
      await facilitator.seesCard(WHILE_ONE_IS_DOWN);
      await facilitator.seesCards(62);
      await anna.sees(WHILE_ONE_IS_DOWN);
      await facilitator.seesOnline(['陈主任', '小李', 'Anna']);
    });
  });

  await test.step('it comes back, and has everything for whoever comes to it', async () => {
    await first.startAgain();
    await late.opensTheLink(first.demoCode);
    await late.joins({ unit: '石桥村' });
    await late.countsPoints(62);
    expect(await peopleOn(first), 'of the first server').toBeGreaterThan(0);
    await facilitator.seesOnline(['陈主任', '小李', 'Anna', '王姐']);
  });

  for (const person of [facilitator, xiaoLi, anna, late]) await person.leaves();
  await second.stop();
  await first.stop();
});

/** How many are connected to a server, as its metrics say. */
async function peopleOn({ origin }: GongyiServer): Promise<number> {
  const metrics = await (await fetch(new URL('/metrics', origin))).text();
  return Number(/^gongyi_sync_connections (\d+)$/m.exec(metrics)?.[1]);
}
