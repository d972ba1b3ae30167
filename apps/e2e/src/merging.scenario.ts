import { Facilitator } from './people/facilitator.ts';
import { Merging } from './people/merging.ts';
import { Participant } from './people/participant.ts';
import { expect, test } from './scenario.ts';
import { WORDS } from './words.ts';

const words = WORDS['zh-CN'];
const GRID = ['一个网格三百多户', '网格划得太大'] as const;
const LIGHTS = '网格考核只看上报条数';
const WINDOW = '窗口';

test('points that say the same are merged by hand, by choice and by suggestion, and come apart again', async ({
  gongyi,
  demo,
  openLaptop,
  openPhone,
}) => {
  const chen = new Facilitator(await openLaptop({ of: 'Chen' }), '陈主任', gongyi, words);
  const li = new Facilitator(await openLaptop({ of: 'Li' }), '李书记', gongyi, words);
  for (const person of [chen, li]) {
    await person.beginsIn(demo, { at: 'canvas' });
    await person.isOnlineAtTheCanvas();
  }
  const [byChen, byLi] = [new Merging(chen.page, words), new Merging(li.page, words)];

  await test.step('a card that is carried onto another one, and held there, becomes one with it; everybody sees who holds it', async () => {
    await byChen.takes(GRID[1]);
    await byLi.seesWhoHolds('陈主任');
    await byChen.letsGo();
    await byLi.seesNobodyHold();
    await byChen.carriesOnto(GRID[1], GRID[0]);
    await byChen.thinksBetterOfIt();
    await chen.seesCard(GRID[1]);
    await byLi.seesNoCluster();
    await byChen.carriesOnto(GRID[1], GRID[0]);
    await byChen.letsGo();
    await byLi.seesCluster(GRID[0], 2);
    await chen.takesItBack();
    await byLi.seesNoCluster();
    await li.seesCard(GRID[1]);
  });

  await test.step('chosen cards are merged with a button, get a title, and keep every wording', async () => {
    await byLi.mergesWithTheButton([GRID[0], GRID[1], LIGHTS]);
    await byChen.seesCluster(GRID[0], 3);
    await byChen.opens(GRID[0]);
    await byChen.reads([...GRID, LIGHTS]);
    await byChen.givesTheTitle('重新划分网格');
    await byLi.seesCluster('重新划分网格', 3);
    await byLi.opens('重新划分网格');
    await byLi.takesOut(LIGHTS);
    await byLi.reads(GRID);
    await byLi.closes();
    await chen.seesCard(LIGHTS);
    await byChen.seesCluster('重新划分网格', 2);
  });

  await test.step('on a phone the points stand under the title', async () => {
    const wang = new Participant(await openPhone({ of: 'Wang' }), '王芳', gongyi, words);
    await wang.opensTheLink(demo.code);
    await wang.joins({ unit: '石桥村' });
    await wang.looksAtAllPoints();
    await new Merging(wang.page, words).readsUnderTheTitle('重新划分网格', GRID);
  });

  await test.step('suggestions are accepted or refused one by one, and what was refused stays away', async () => {
    await byChen.opensTheSuggestions();
    const panel = chen.page.getByRole('dialog', { name: words.merge.suggestions.title });
    const offered = panel.getByRole('region').filter({ hasText: WINDOW });
    await expect(offered).toHaveCount(1);
    await byChen.refuses([WINDOW]);
    await byChen.isNotOffered([WINDOW]);
    await chen.reloads();
    await chen.isAtTheCanvas();
    await byChen.opensTheSuggestions();
    await byChen.isNotOffered([WINDOW]);
    await byLi.opensTheSuggestions();
    await byLi.isOffered([WINDOW]);
    await byLi.accepts([WINDOW]);
    await byLi.isNotOffered([WINDOW]);
    await byLi.closesTheSuggestions();
    await li.seesAllIsSaved();
    await li.reloads();
    await byLi.seesCluster(WINDOW, 2);
  });
});
