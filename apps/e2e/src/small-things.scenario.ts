import { CuttableLine } from './cuttable-line.ts';
import { Facilitator } from './people/facilitator.ts';
import { Participant } from './people/participant.ts';
import { expect, test } from './scenario.ts';
import { WORDS } from './words.ts';

const words = WORDS['zh-CN'];
const UNIT = '石桥村';
const BUSINESS = '营商环境';

test('one is the same person again on the same phone, and what one was writing is still there', async ({
  gongyi,
  openPhone,
}) => {
  const xiaoLi = new Participant(await openPhone({ of: 'Xiao Li' }), '小李', gongyi, words);
  await xiaoLi.opensTheLink(gongyi.demoCode);
  await xiaoLi.joins({ unit: UNIT });
  await xiaoLi.addsPoint('公厕晚上没有灯。', { theme: BUSINESS });
  await xiaoLi.reloads();
  await xiaoLi.isOnline();
  await xiaoLi.seesItIsMine('公厕晚上没有灯。');

  await xiaoLi.startsWriting('写到一半的时候', { theme: BUSINESS });
  const another = await xiaoLi.closesTheTabAndOpensAnother();
  await another.opensTheLink(gongyi.demoCode);
  await another.continuesAsBefore(UNIT);
  await another.hasWritten('写到一半的时候');
  await another.seesItIsMine('公厕晚上没有灯。');
  await another.submits();
  await another.seesItIsMine('写到一半的时候');
});

test('a phone without a network keeps its point and delivers it later', async ({ gongyi, watch, openPhone }) => {
  await using line = await CuttableLine.to(gongyi.origin);
  const xiaoLi = new Participant(await openPhone({ of: 'Xiao Li' }), '小李', line, words);
  const anna = new Participant(await openPhone({ of: 'Anna', locale: 'en-GB' }), 'Anna', gongyi, WORDS.en);
  for (const participant of [xiaoLi, anna]) {
    await participant.opensTheLink(gongyi.demoCode);
    await participant.joins({ unit: UNIT });
  }
  await watch.duringAnOutage(async () => {
    line.cut();
    await xiaoLi.isOffline();
    await xiaoLi.startsWriting('没有信号也能写。', { theme: BUSINESS });
    await xiaoLi.submits();
    await xiaoLi.seesItWaiting('没有信号也能写。');
    await anna.countsPoints(60);
    line.mend();
    await xiaoLi.isOnline();
    await xiaoLi.seesItDelivered('没有信号也能写。');
  });
  await anna.countsPoints(61);
  await anna.looksAtAllPoints();
  await anna.sees('没有信号也能写。');
  // Before the line is taken down, which the phone would complain about.
  await xiaoLi.leaves();
});

test('a wrong code and the code of a closed session get the same answer', async ({
  gongyi,
  watch,
  openLaptop,
  openPhone,
}) => {
  const facilitator = new Facilitator(await openLaptop({ of: 'facilitator' }), '陈主任', gongyi, words);
  await facilitator.beginsInTheDemo(gongyi.setupPath);
  await facilitator.closesTheSession();

  const stranger = new Participant(await openPhone({ of: 'stranger' }), '小李', gongyi, words);
  await watch.duringARefusal(async () => {
    const answers: string[] = [];
    for (const code of ['0000-0000', gongyi.demoCode]) {
      await stranger.opensTheLink(code);
      answers.push((await stranger.isRefused(code)).replace(code, 'the code'));
    }
    expect(answers[0]).toContain(words.errors.codeInvalid);
    expect(answers[1]).toBe(answers[0]);
  });
});

test('what one deletes on the canvas comes back with Ctrl+Z', async ({ gongyi, openLaptop }) => {
  const facilitator = new Facilitator(await openLaptop({ of: 'facilitator' }), '陈主任', gongyi, words);
  await facilitator.beginsInTheDemo(gongyi.setupPath, { at: 'canvas' });
  // The keys are the canvas's from the moment one arrives.
  await facilitator.addsPointWithTheKey('写错了的要点', '打造“四最”一流营商环境');
  await facilitator.seesCards(61);
  await facilitator.selectsCard('写错了的要点');
  await facilitator.deletesSelectedCardWithTheKey();
  await facilitator.seesNoCard('写错了的要点');
  await facilitator.takesItBack();
  await facilitator.seesCard('写错了的要点');
  await facilitator.seesCards(61);
});
