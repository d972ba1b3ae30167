import { Facilitator } from './people/facilitator.ts';
import { Participant } from './people/participant.ts';
import { expect, test } from './scenario.ts';
import { seriousViolations } from './serious-violations.ts';
import { WORDS } from './words.ts';

const words = WORDS['zh-CN'];
const UNIT = '石桥村';
const BUSINESS = '营商环境';

test('one is the same person again on the same phone, and what one was writing is still there', async ({
  gongyi,
  demo,
  openPhone,
}) => {
  const xiaoLi = new Participant(await openPhone({ of: 'Xiao Li' }), '小李', gongyi, words);
  await xiaoLi.opensTheLink(demo.code);
  await expect(xiaoLi.page.getByRole('heading', { name: words.demo.sessionTitle })).toBeVisible();
  expect(await seriousViolations(xiaoLi.page), 'join').toEqual([]);
  await xiaoLi.joins({ unit: UNIT });
  expect(await seriousViolations(xiaoLi.page), 'phone').toEqual([]);
  await xiaoLi.looksAtAllPoints();
  expect(await seriousViolations(xiaoLi.page), 'phone, all points').toEqual([]);
  await xiaoLi.looksAtOwnPoints();
  await xiaoLi.addsPoint('公厕晚上没有灯。', { theme: BUSINESS });
  await xiaoLi.reloads();
  await xiaoLi.isOnline();
  await xiaoLi.seesItIsMine('公厕晚上没有灯。');

  await xiaoLi.startsWriting('写到一半的时候', { theme: BUSINESS });
  const another = await xiaoLi.closesTheTabAndOpensAnother();
  await another.opensTheLink(demo.code);
  await another.continuesAsBefore(UNIT);
  await another.hasWritten('写到一半的时候');
  await another.seesItIsMine('公厕晚上没有灯。');
  await another.submits();
  await another.seesItIsMine('写到一半的时候');
});

test('a wrong code and the code of a closed session get the same answer', async ({
  gongyi,
  demo,
  watch,
  openLaptop,
  openPhone,
}) => {
  const facilitator = new Facilitator(await openLaptop({ of: 'facilitator' }), '陈主任', gongyi, words);
  await facilitator.beginsIn(demo);
  await facilitator.closesTheSession();

  const stranger = new Participant(await openPhone({ of: 'stranger' }), '小李', gongyi, words);
  await watch.duringARefusal(async () => {
    const answers: string[] = [];
    for (const code of ['0000-0000', demo.code]) {
      await stranger.opensTheLink(code);
      answers.push((await stranger.isRefused(code)).replace(code, 'the code'));
    }
    expect(answers[0]).toContain(words.errors.codeInvalid);
    expect(answers[1]).toBe(answers[0]);
  });
});
