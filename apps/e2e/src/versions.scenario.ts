import { Facilitator } from './people/facilitator.ts';
import { Participant } from './people/participant.ts';
import { RemovedPoints } from './people/removed-points.ts';
import { Versions } from './people/versions.ts';
import { expect, test } from './scenario.ts';
import { seriousViolations } from './serious-violations.ts';
import { say, WORDS } from './words.ts';

const words = WORDS['zh-CN'];
const { sessionTitle } = words.demo;

test('a facilitator goes back to a kept version, and takes that back, while a phone is in the session', async ({
  gongyi,
  demo,
  openLaptop,
  openPhone,
}) => {
  const facilitator = new Facilitator(await openLaptop({ of: 'facilitator' }), '陈主任', gongyi, words);
  await facilitator.beginsIn(demo);
  expect(await seriousViolations(facilitator.page), 'session').toEqual([]);
  const versions = new Versions(facilitator.page, words, sessionTitle);
  await versions.opens();
  await versions.keepsThisState('归类之前');

  const xiaoLi = new Participant(await openPhone({ of: 'Xiao Li' }), '小李', gongyi, words);
  await xiaoLi.opensTheLink(demo.code);
  await xiaoLi.joins({ unit: '石桥村' });
  await xiaoLi.addsPoint('公厕晚上没有灯。', { theme: '营商环境' });
  await xiaoLi.countsPoints(61);

  await versions.opens();
  await versions.restores('归类之前');
  await xiaoLi.countsPoints(60);

  await versions.takesTheRestoreBack();
  await xiaoLi.countsPoints(61);
  await xiaoLi.seesItIsMine('公厕晚上没有灯。');

  // The page goes on as if nothing had happened.
  await xiaoLi.addsPoint('路灯坏了三个月。', { theme: '营商环境' });
  await xiaoLi.countsPoints(62);
  await versions.opens();
  await versions.seesInOrder([
    words.sessions.versions.beforeRestore,
    words.sessions.versions.beforeRestore,
    '归类之前',
    say(words.sessions.versions.stage, { stage: words.sessions.stages.collect }),
  ]);
});

test('a facilitator restores points that a phone deleted, and their author goes on with them', async ({
  gongyi,
  demo,
  openLaptop,
  openPhone,
}) => {
  const facilitator = new Facilitator(await openLaptop({ of: 'facilitator' }), '陈主任', gongyi, words);
  await facilitator.beginsIn(demo, { at: 'list' });
  expect(await seriousViolations(facilitator.page), 'list').toEqual([]);
  const removed = new RemovedPoints(facilitator.page, words, sessionTitle);
  await removed.opens();
  await removed.seesThatThereAreNone();
  await facilitator.page.keyboard.press('Escape');

  const xiaoLi = new Participant(await openPhone({ of: 'Xiao Li' }), '小李', gongyi, words);
  await xiaoLi.opensTheLink(demo.code);
  await xiaoLi.joins({ unit: '石桥村' });
  const texts = ['公厕晚上没有灯。', '路灯坏了三个月。', '桥头路面塌了一块。'];
  for (const text of texts) {
    await xiaoLi.addsPoint(text, { theme: '营商环境' });
    await xiaoLi.seesItDelivered(text);
  }
  await xiaoLi.countsPoints(63);
  for (const text of texts) await xiaoLi.deletes(text);
  await xiaoLi.seesAllIsSaved();
  await xiaoLi.countsPoints(60);

  await removed.opens();
  await removed.seesInOrder(texts.toReversed().map((text) => ({ text, author: '小李' })));
  expect(await seriousViolations(facilitator.page)).toEqual([]);
  const [wanted = ''] = texts;
  await removed.restores(wanted);
  await removed.goesToWhatWasRestored();
  await expect(facilitator.page.getByRole('listitem').filter({ hasText: wanted })).toBeFocused();
  await xiaoLi.countsPoints(61);
  await xiaoLi.seesItIsMine(wanted);

  const field = await xiaoLi.beginsToEdit(wanted);
  await field.press('Control+Home');
  await field.pressSequentially('村口');
  await xiaoLi.finishesEditing();
  await xiaoLi.seesAllIsSaved();
  await expect(facilitator.page.getByRole('listitem').filter({ hasText: `村口${wanted}` })).toBeVisible();

  await removed.opens();
  await removed.restoresAll(2);
  await removed.seesThatThereAreNone();
  await xiaoLi.countsPoints(63);
});
