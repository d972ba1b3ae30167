import { Console } from './people/console.ts';
import { Facilitator } from './people/facilitator.ts';
import { Participant } from './people/participant.ts';
import { expect, test } from './scenario.ts';
import { like, say, WORDS } from './words.ts';

const words = WORDS['zh-CN'];
const { facilitate } = words;
const NATURE = '呵护秀美自然生态环境';
const POLITICS = '建设风清气正政治生态环境';
const LAMPS = '村口的路灯坏了半年没人修。';

test('a leader takes a hall through the stages, with people who say when they are ready and a clock for all', async ({
  gongyi,
  demo,
  openLaptop,
  openPhone,
}) => {
  const facilitator = new Facilitator(await openLaptop({ of: 'facilitator' }), '陈主任', gongyi, words);
  await facilitator.beginsIn(demo);
  const lead = new Console(facilitator.page, words);
  const xiaoLi = new Participant(await openPhone({ of: 'Xiao Li' }), '小李', gongyi, words);
  await xiaoLi.opensTheLink(demo.code);
  await xiaoLi.joins({ unit: '石桥村' });
  const xiaoWang = new Participant(await openPhone({ of: 'Xiao Wang' }), '小王', gongyi, words);

  await test.step('while joining is closed nobody new comes in, and a reload keeps who is in', async () => {
    await lead.letsJoin(false);
    await xiaoWang.opensTheLink(demo.code);
    await xiaoWang.isToldThatJoiningIsClosed();
    await xiaoLi.reloads();
    await lead.letsJoin(true);
    await xiaoWang.triesAgain();
    await xiaoWang.joins({ unit: '镇党政办' });
  });

  await test.step('the phones say what there is to do, and who is ready is counted', async () => {
    await lead.isAt('collect');
    await expect(xiaoLi.page.getByText(facilitate.stage.doNow.collect)).toBeVisible();
    await lead.sees({ ready: 0, count: 2 });
    await xiaoLi.saysReady();
    await lead.sees({ ready: 1, count: 2 });
  });

  await test.step('going on while somebody is not ready asks once more', async () => {
    await lead.goesOnTo('sort', { ready: 1, count: 2 });
    await expect(xiaoLi.page.getByText(facilitate.stage.doNow.sort)).toBeVisible();
    await lead.sees({ ready: 0, count: 2 });
  });

  await test.step('when all are ready it does not', async () => {
    await xiaoLi.saysReady();
    await xiaoWang.saysReady();
    await lead.sees({ ready: 2, count: 2 });
    await lead.goesOnTo('vote', { ready: 2, count: 2 });
  });

  await test.step('going back loses nothing, and a switch that is turned by hand is told to the phones', async () => {
    await lead.goesBackTo('collect');
    await xiaoLi.countsPoints(60);
    await lead.turns('add', false);
    await expect(xiaoLi.page.getByText(facilitate.stage.paused.collect)).toBeVisible();
    await lead.turns('add', true);
    await expect(xiaoLi.page.getByText(facilitate.stage.doNow.collect)).toBeVisible();
  });

  await test.step('everybody has the same clock, whoever comes late as well', async () => {
    await lead.startsTheTimer(5);
    await expect(xiaoLi.timer).toHaveText(/^(5:00|4:[345]\d)$/);
    await lead.pausesTheTimer();
    await expect(xiaoLi.timer).toContainText(facilitate.timer.paused);
    const left = ((await xiaoLi.timer.textContent()) ?? '').replace(facilitate.timer.paused, '');
    await xiaoWang.reloads();
    await expect(xiaoWang.timer).toHaveText(`${facilitate.timer.paused}${left}`);
    const [minutes = '', seconds = ''] = left.split(':');
    await lead.addsAMinute();
    await expect(xiaoWang.timer).toHaveText(`${facilitate.timer.paused}${Number(minutes) + 1}:${seconds}`);
    await lead.removesTheTimer();
    await expect(xiaoLi.timer).toBeHidden();
  });
});

test.describe('with a server that is killed', () => {
  test.use({ ownServer: {} });

  test('a leader shows things: a view, a card, the wall; and removes somebody', async ({
    gongyi,
    demo,
    watch,
    openLaptop,
    openPhone,
  }) => {
    const facilitator = new Facilitator(await openLaptop({ of: 'facilitator' }), '陈主任', gongyi, words);
    await facilitator.beginsIn(demo, { at: 'canvas' });
    const { sessionId } = demo;
    const lead = new Console(facilitator.page, words);

    const xiaoLi = new Participant(await openPhone({ of: 'Xiao Li' }), '小李', gongyi, words);
    await xiaoLi.opensTheLink(demo.code);
    await xiaoLi.joins({ unit: '石桥村' });
    await xiaoLi.addsPoint(LAMPS, { theme: '营商环境' });

    const anna = new Participant(await openPhone({ of: 'Anna' }), 'Anna', gongyi, words);
    await anna.opensTheLink(demo.code);
    await anna.joins({ unit: '商会' });
    await anna.page.setViewportSize({ width: 1440, height: 900 });
    await anna.opens(`/sessions/${sessionId}/canvas`);
    const areaOn = (page: typeof anna.page, theme: string) => page.getByRole('region', { name: theme, exact: true });
    await expect(areaOn(anna.page, POLITICS)).toBeInViewport();

    await test.step('bringing everyone to one view moves the other canvas, and tells the phones', async () => {
      await facilitator.seesCard(LAMPS);
      await facilitator.page.keyboard.press('3');
      await expect(areaOn(facilitator.page, POLITICS)).not.toBeInViewport();
      await lead.callsEveryone();
      await expect(areaOn(anna.page, POLITICS)).not.toBeInViewport();
      await expect(areaOn(anna.page, NATURE)).toBeInViewport();
      await lead.isFollowedBy(1);
      await expect(
        xiaoLi.page.getByText(say(facilitate.summon.calledTo, { name: '陈主任', place: NATURE })),
      ).toBeVisible();
      await xiaoLi.page.getByRole('button', { name: facilitate.summon.go, exact: true }).tap();
      await lead.isFollowedBy(2);
    });

    await test.step('people may drift away again, and come back', async () => {
      await anna.page.mouse.move(700, 600);
      await anna.page.mouse.wheel(0, 300);
      await lead.isFollowedBy(1);
      await anna.page.getByRole('button', { name: facilitate.summon.back, exact: true }).click();
      await lead.isFollowedBy(2);
    });

    await test.step('while the hall is held nobody moves away, and a banner says so', async () => {
      await lead.holds();
      for (const person of [xiaoLi, anna]) {
        await expect(person.page.getByText(say(facilitate.hold.held, { name: '陈主任' }))).toBeVisible();
      }
      await lead.isFollowedBy(1);
      await anna.page.mouse.wheel(0, 300);
      await lead.releases();
      for (const person of [xiaoLi, anna]) {
        await expect(person.page.getByText(like(facilitate.hold.held))).toBeHidden();
      }
      await lead.isFollowedBy(1);
      await expect(areaOn(anna.page, NATURE)).toBeInViewport();
    });

    const wall = await facilitator.page.context().newPage();
    await wall.setViewportSize({ width: 1920, height: 1080 });

    await test.step('one card is in the spotlight of phones and wall', async () => {
      await facilitator.showsAllThemes();
      await facilitator.selectsCard(LAMPS);
      await facilitator.page.getByRole('button', { name: facilitate.spotlight.show, exact: true }).click();
      const onThePhone = xiaoLi.page.getByRole('region', { name: facilitate.spotlight.label });
      await expect(onThePhone).toContainText(LAMPS);
      await wall.goto(`${gongyi.origin}/sessions/${sessionId}/wall`);
      await expect(wall.getByRole('region', { name: facilitate.spotlight.label })).toContainText(LAMPS);
      await facilitator.page
        .getByRole('region', { name: facilitate.spotlight.label })
        .getByRole('button', { name: facilitate.spotlight.end })
        .click();
      await expect(onThePhone).toBeHidden();
    });

    await test.step('the wall shows the code and the counts, live and with nothing to press', async () => {
      await expect(wall.getByRole('img', { name: like(words.sessions.host.qrLabel) })).toBeVisible();
      const politics = wall.getByRole('listitem').filter({ hasText: POLITICS });
      await expect(politics).toHaveText(`${POLITICS}12`);
      await xiaoLi.looksAtOwnPoints();
      await xiaoLi.addsPoint('开会太多。', { theme: '政治生态' });
      await expect(politics).toHaveText(`${POLITICS}13`);
      await expect(wall.getByRole('button')).toHaveCount(0);
    });

    await test.step('the wall comes back by itself after an outage', async () => {
      await watch.duringAnOutage(async () => {
        await gongyi.kill();
        await expect(wall.getByText(facilitate.wall.offline)).toBeVisible();
        await gongyi.startAgain();
        await expect(wall.getByText(facilitate.wall.offline)).toBeHidden();
        await facilitator.isOnlineAtTheCanvas();
        await xiaoLi.isOnline();
        await anna.isOnline();
      });
    });

    await test.step('somebody who is removed is told so, and their points stay', async () => {
      await watch.duringARefusal(async () => {
        await lead.removes('小李');
        await expect(xiaoLi.page.getByText(words.errors.removedFromSession)).toBeVisible();
      });
      await facilitator.seesCard(LAMPS);
    });

    await test.step('a hold ends by itself when the page of whoever holds is gone', async () => {
      await lead.holds();
      await expect(anna.page.getByText(like(facilitate.hold.held))).toBeVisible();
      await facilitator.page.close();
      await gongyi.letsHoldsRunOut();
      await expect(anna.page.getByText(like(facilitate.hold.held))).toBeHidden();
    });
  });
});
