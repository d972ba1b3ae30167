import { Facilitator } from './people/facilitator.ts';
import { Participant } from './people/participant.ts';
import { Versions } from './people/versions.ts';
import { test } from './scenario.ts';
import { WORDS } from './words.ts';

const words = WORDS['zh-CN'];
const { campaignName, sessionTitle } = words.demo;

test('a facilitator goes back to a kept version, and takes that back, while a phone is in the session', async ({
  gongyi,
  openLaptop,
  openPhone,
}) => {
  const facilitator = new Facilitator(await openLaptop({ of: 'facilitator' }), '陈主任', gongyi, words);
  await facilitator.opensTheFirstRunLink(gongyi.setupLink);
  await facilitator.createsTheAccount({ email: 'chen@example.org', password: 'fifty-eight horses' });
  await facilitator.opensTheCampaign(campaignName);
  await facilitator.opensTheSession(sessionTitle);
  const versions = new Versions(facilitator.page, words, sessionTitle);
  await versions.opens();
  await versions.keepsThisState('归类之前');

  const xiaoLi = new Participant(await openPhone({ of: 'Xiao Li' }), '小李', gongyi, words);
  await xiaoLi.opensTheLink(gongyi.demoCode);
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
  ]);
});
