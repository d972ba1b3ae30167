import { DEMO_POINTS } from '@gongyi/domain';
import { fillBoard } from './fill-board.ts';
import { Console } from './people/console.ts';
import { Facilitator } from './people/facilitator.ts';
import { Participant } from './people/participant.ts';
import { expect, LAPTOP, test } from './scenario.ts';
import { WORDS } from './words.ts';

const words = WORDS['zh-CN'];
const [FIRST, SECOND, FOURTH] = ['建设风清气正政治生态环境', '打造“四最”一流营商环境', '推进高效能治理'] as const;
const ADDED = 2_000;
const ALL = DEMO_POINTS.length + ADDED;
/** In each of the five themes as many more. */
const inTheme = (theme: string): number => DEMO_POINTS.filter((point) => point.theme === theme).length + ADDED / 5;

test('on a board of two thousand points everything goes as if every card were there', async ({
  gongyi,
  demo,
  openLaptop,
  openPhone,
}) => {
  const facilitator = new Facilitator(await openLaptop({ of: 'facilitator' }), '陈主任', gongyi, words);
  await facilitator.beginsIn(demo, { at: 'canvas' });
  const { sessionId } = demo;
  const xiaoLi = new Participant(await openPhone({ of: 'Xiao Li' }), '小李', gongyi, words);
  await xiaoLi.opensTheLink(demo.code);
  await xiaoLi.joins({ unit: '石桥村' });
  await fillBoard(facilitator.page, sessionId, ADDED, 12);
  for (const theme of [FIRST, SECOND, FOURTH]) await facilitator.countsInArea(theme, inTheme(theme));

  await facilitator.selectsAllWithTheKey();
  await facilitator.hasSelected(ALL);
  expect(await facilitator.countsCardsInThePage()).toBeLessThan(400);
  await facilitator.goesToThemeWithTheKey(4);
  await facilitator.seesThemeAtTheTop(FOURTH);

  await test.step('search finds a card far away, and goes there', async () => {
    await facilitator.searchesTheCanvas('第1997条要点', 1);
    await facilitator.goesToTheNextFound('第1997条要点', 1, 1);
    await facilitator.endsTheSearch();
  });

  await test.step('a card that was dragged out of the window is where it was put, and goes back with undo', async () => {
    // The 1,997th lies in the second theme; as many pixels to the left is the first.
    await facilitator.dragsCardBy('第1997条要点', -600, 0);
    await facilitator.goesToThemeWithTheKey(4);
    await facilitator.selectsNothing();
    await facilitator.seesNoCard('第1997条要点');
    await facilitator.goesToThemeWithTheKey(1);
    await facilitator.countsInArea(FIRST, inTheme(FIRST) + 1);
    await facilitator.takesItBack();
    await facilitator.countsInArea(FIRST, inTheme(FIRST));
    await facilitator.searchesTheCanvas('第1997条要点', 1);
    await facilitator.goesToTheNextFound('第1997条要点', 1, 1);
    await facilitator.endsTheSearch();
    await facilitator.seesCard('第1997条要点');
  });

  await test.step('all of it is deleted at once, comes back at once, and is saved', async () => {
    await facilitator.showsAllThemes();
    await facilitator.selectsAllWithTheKey();
    await facilitator.hasSelected(ALL);
    await facilitator.deletesSelectedCardWithTheKey();
    await facilitator.goesToThemeWithTheKey(2);
    await facilitator.countsInArea(SECOND, 0);
    await facilitator.takesItBack();
    await facilitator.countsInArea(SECOND, inTheme(SECOND));
    await facilitator.seesAllIsSaved();
    await facilitator.reloads();
    await facilitator.isAtTheCanvas();
    await facilitator.selectsAllWithTheKey();
    await facilitator.hasSelected(ALL);
  });

  await test.step('a phone that is called to a card far down its list gets there, whatever it looked at', async () => {
    await xiaoLi.looksOnlyAt(FOURTH);
    await facilitator.searchesTheCanvas('第1997条要点', 1);
    await facilitator.goesToTheNextFound('第1997条要点', 1, 1);
    await facilitator.endsTheSearch();
    await new Console(facilitator.page, words).callsEveryone();
    await xiaoLi.isCalledTo(SECOND, '陈主任');
    await xiaoLi.goesThere();
    await xiaoLi.hasInView('第1997条要点');
  });

  await test.step('so does somebody at the list, who had searched it for something else', async () => {
    await xiaoLi.page.setViewportSize(LAPTOP.viewport);
    await xiaoLi.opens(`/sessions/${sessionId}/list`);
    await xiaoLi.searchesTheList('第1996条要点', { counts: 1 });
    await new Console(facilitator.page, words).callsEveryoneAgain();
    await xiaoLi.isCalledTo(SECOND, '陈主任');
    await xiaoLi.hasASlowDevice();
    await xiaoLi.goesThere();
    await xiaoLi.hasInView('第1997条要点');
  });
});
