import { CuttableLine } from './cuttable-line.ts';
import { Facilitator } from './people/facilitator.ts';
import { Participant } from './people/participant.ts';
import { expect, test } from './scenario.ts';
import { WORDS } from './words.ts';

const words = WORDS['zh-CN'];
const UNIT = '石桥村';
const BUSINESS = '营商环境';

test.describe('with a server whose plug is pulled, or whose PostgreSQL is frozen', () => {
  test.use({ ownServer: { ownPostgres: true } });

  test('a card edited offline survives a closed tab, and is merged with what others did', async ({
    gongyi,
    demo,
    watch,
    openLaptop,
    openPhone,
  }) => {
    await using line = await CuttableLine.to(gongyi.origin);
    const facilitator = new Facilitator(await openLaptop({ of: 'facilitator' }), '陈主任', line, words);
    const xiaoLi = new Participant(await openPhone({ of: 'Xiao Li' }), '小李', gongyi, words);
    await xiaoLi.opensTheLink(demo.code);
    await xiaoLi.joins({ unit: UNIT });
    await xiaoLi.addsPoint('大厅没有空调', { theme: BUSINESS });
    await facilitator.beginsIn(demo, { at: 'canvas' });

    await watch.duringAnOutage(async () => {
      line.cut();
      await facilitator.isOffline();
      await facilitator.editsCard('大厅没有空调', '大厅没有空调，也没有座位');
      await facilitator.isOfflineWithChangesKept(1);
      await facilitator.addsPointWithTheKey('断网时写的卡片', '打造“四最”一流营商环境');
      await facilitator.isOfflineWithChangesKept(2);
      const onThePhone = await xiaoLi.beginsToEdit('大厅没有空调');
      await onThePhone.press('Control+Home');
      await onThePhone.pressSequentially('夏天');
      await xiaoLi.finishesEditing();
      await xiaoLi.seesAllIsSaved();
      await gongyi.kill();
      await gongyi.startAgain();
      await xiaoLi.seesAllIsSaved();
      line.mend();
      const again = await facilitator.closesTheTabAndOpensAnother();
      await again.isAtTheCanvas();
      await again.seesCard('夏天大厅没有空调，也没有座位');
      await again.seesCard('断网时写的卡片');
      await again.seesAllIsSaved();
      await xiaoLi.seesItIsMine('夏天大厅没有空调，也没有座位');
      await again.leaves();
    });
  });

  test('the page says "saved" only when the server has committed', async ({ gongyi, demo, watch, openPhone }) => {
    const xiaoLi = new Participant(await openPhone({ of: 'Xiao Li' }), '小李', gongyi, words);
    const anna = new Participant(await openPhone({ of: 'Anna', locale: 'en-GB' }), 'Anna', gongyi, WORDS.en);
    for (const participant of [xiaoLi, anna]) {
      await participant.opensTheLink(demo.code);
      await participant.joins({ unit: UNIT });
    }
    await gongyi.withFrozenDatabase(async () => {
      await xiaoLi.startsWriting('存盘之前别说已保存', { theme: BUSINESS });
      await xiaoLi.submits();
      await xiaoLi.waitsForTheServer(1);
      // Others do not wait for the disk.
      await anna.countsPoints(61);
      await xiaoLi.startsWriting('还有一条', { theme: BUSINESS });
      await xiaoLi.submits();
      await xiaoLi.waitsForTheServer(2);
      await xiaoLi.seesItWaiting('还有一条');
    });
    await xiaoLi.seesAllIsSaved();
    await xiaoLi.seesItDelivered('还有一条');
    await watch.duringAnOutage(async () => {
      await gongyi.kill();
      await gongyi.startAgain();
      await xiaoLi.reloads();
      await xiaoLi.seesItIsMine('存盘之前别说已保存');
      for (const participant of [xiaoLi, anna]) await participant.seesAllIsSaved();
    });
  });
});

test('what could not be sent before the session ended waits, and goes out when it is reopened', async ({
  gongyi,
  demo,
  watch,
  openLaptop,
  openPhone,
}) => {
  await using line = await CuttableLine.to(gongyi.origin);
  const xiaoLi = new Participant(await openPhone({ of: 'Xiao Li' }), '小李', line, words);
  await xiaoLi.opensTheLink(demo.code);
  await xiaoLi.joins({ unit: UNIT });
  const facilitator = new Facilitator(await openLaptop({ of: 'facilitator' }), '陈主任', gongyi, words);
  await facilitator.beginsIn(demo);
  await watch.duringAnOutage(async () => {
    line.cut();
    await xiaoLi.isOffline();
    await xiaoLi.startsWriting('散会前一秒写的', { theme: BUSINESS });
    await xiaoLi.submits();
    await xiaoLi.isOfflineWithChangesKept(1);
    await facilitator.closesTheSession();
    line.mend();
    await xiaoLi.hasChangesHeld(1);
    await xiaoLi.reloads();
    await xiaoLi.hasChangesHeld(1);
    await facilitator.reopensTheSession();
    await xiaoLi.seesAllIsSaved();
    await xiaoLi.seesItIsMine('散会前一秒写的');
    await facilitator.opensTheList();
    await facilitator.countsPointsInTheList(61);
  });
  await xiaoLi.leaves();
});

test('what the server does not accept is taken back, with its words, and does not come again', async ({
  gongyi,
  demo,
  openPhone,
}) => {
  const page = await openPhone({ of: 'Xiao Li' });
  const xiaoLi = new Participant(page, '小李', gongyi, words);
  let refuses = false;
  await page.routeWebSocket(/\/sync\//, (near) => {
    const far = near.connectToServer();
    let isOver = false;
    near.onMessage((message) => {
      if (isOver) return;
      // Sync, update: as the server does with an edit that is not this person's to make.
      const isEdit = typeof message !== 'string' && message[0] === 0 && message[1] === 2;
      if (!refuses || !isEdit) return far.send(message);
      refuses = false;
      isOver = true;
      void near.close({ code: 4403 });
      void far.close();
    });
  });
  await xiaoLi.opensTheLink(demo.code);
  await xiaoLi.joins({ unit: UNIT });
  refuses = true;
  await xiaoLi.startsWriting('这条不让写', { theme: BUSINESS });
  await xiaoLi.submits();
  await xiaoLi.isToldWhatWasNotAccepted(1, '这条不让写');
  await xiaoLi.countsPoints(60);
  await xiaoLi.takesNote();
  await xiaoLi.seesAllIsSaved();
  await xiaoLi.reloads();
  await xiaoLi.seesAllIsSaved();
  await xiaoLi.countsPoints(60);
  await xiaoLi.addsPoint('这条可以写', { theme: BUSINESS });
});

test('where the device keeps nothing, the page says so and asks before it is closed', async ({
  gongyi,
  demo,
  watch,
  openPhone,
}) => {
  await using line = await CuttableLine.to(gongyi.origin);
  const page = await openPhone({ of: 'Xiao Li' });
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('closed', 'QuotaExceededError');
    };
  });
  const xiaoLi = new Participant(page, '小李', line, words);
  await xiaoLi.opensTheLink(demo.code);
  await xiaoLi.joins({ unit: UNIT });
  await watch.duringAnOutage(async () => {
    line.cut();
    await xiaoLi.isOffline();
    await xiaoLi.startsWriting('只在这一页', { theme: BUSINESS });
    await xiaoLi.submits();
    await xiaoLi.isWarnedNotToClose(1);
    const question = page.waitForEvent('dialog');
    await page.close({ runBeforeUnload: true });
    expect((await question).type()).toBe('beforeunload');
    await (await question).dismiss();
    line.mend();
    await xiaoLi.seesAllIsSaved();
    await xiaoLi.seesItDelivered('只在这一页');
  });
  await xiaoLi.leaves();
});
