import { Console } from './people/console.ts';
import { Drawing } from './people/drawing.ts';
import { Facilitator } from './people/facilitator.ts';
import { Participant } from './people/participant.ts';
import { expect, LAPTOP, test } from './scenario.ts';
import { seriousViolations } from './serious-violations.ts';
import { WORDS } from './words.ts';

const words = WORDS['zh-CN'];
const THEME = '建设风清气正政治生态环境';
/** Across the cards of the area, and beneath them. */
const ACROSS_THE_CARDS = [
  [0.1, 0.3],
  [0.9, 0.3],
] as const;
const BENEATH = [
  [0.15, 0.9],
  [0.85, 0.9],
] as const;

test('people draw on the canvas while they may, and everybody sees it', async ({
  gongyi,
  demo,
  openLaptop,
  openPhone,
}) => {
  const facilitator = new Facilitator(await openLaptop({ of: 'facilitator' }), '陈主任', gongyi, words);
  await facilitator.beginsIn(demo, { at: 'canvas' });
  const lead = new Console(facilitator.page, words);
  const leading = new Drawing(facilitator.page, words, THEME);

  const anna = new Participant(await openPhone({ of: 'Anna', locale: 'en-GB' }), 'Anna', gongyi, WORDS.en);
  await anna.opensTheLink(demo.code);
  await anna.joins({ unit: '商会' });
  await anna.page.setViewportSize(LAPTOP.viewport);
  await anna.opens(`/sessions/${demo.sessionId}/canvas`);
  const drawing = new Drawing(anna.page, WORDS.en, THEME);
  await expect(drawing.area).toBeInViewport();

  await test.step('participants have a pen when the switch for it is on', async () => {
    await drawing.mayNotDraw();
    await leading.mayDraw();
    expect(await seriousViolations(facilitator.page)).toEqual([]);
    await lead.turns('draw', true);
    await drawing.mayDraw();
  });

  await test.step('a line is seen by all, and moves and selects no card', async () => {
    const places = await cardPlaces(anna.page);
    await drawing.takesThePen();
    expect(await seriousViolations(anna.page)).toEqual([]);
    await drawing.draws(...ACROSS_THE_CARDS);
    await drawing.hasLines(1);
    await leading.hasLines(1);
    for (const view of [drawing, leading]) await view.seesInkAt([0.5, 0.3]);
    await drawing.putsItDown();
    await expect(anna.page.getByRole('toolbar', { name: WORDS.en.canvas.selection.label })).toHaveCount(0);
    expect(await cardPlaces(anna.page)).toEqual(places);
    await anna.seesAllIsSaved();
  });

  await test.step('undo takes one line back, and redo brings it again', async () => {
    await drawing.takesThePenWithTheKey();
    await drawing.draws(...BENEATH);
    await leading.hasLines(2);
    await drawing.undoes();
    await leading.hasLines(1);
    await leading.seesNoInkAt([0.5, 0.9]);
    await leading.seesInkAt([0.5, 0.3]);
    await drawing.undoes();
    await leading.hasNoLines();
    await drawing.canUndoNothing();
    await drawing.redoes();
    await leading.hasLines(1);
    await leading.seesInkAt([0.5, 0.3]);
  });

  await test.step('one erases what one drew, and not what others did', async () => {
    await leading.takesThePen();
    await leading.picks('blue', 'bold');
    await leading.draws(...BENEATH);
    await drawing.hasLines(2);
    await drawing.takesTheEraserWithTheKey();
    await drawing.erasesAcross([0.5, 0.86], [0.5, 0.94]);
    await drawing.isTold('notErased');
    await drawing.hasLines(2);
    await drawing.erasesAcross([0.5, 0.26], [0.5, 0.34]);
    await leading.hasLines(1);
    await drawing.undoes();
    await leading.hasLines(2);
  });

  await test.step('who leads erases what others drew', async () => {
    await leading.takesTheEraserWithTheKey();
    await leading.erasesAcross([0.4, 0.26], [0.4, 0.34]);
    await drawing.hasLines(1);
    await drawing.seesNoInkAt([0.5, 0.3]);
    await leading.undoes();
    await drawing.hasLines(2);
  });

  await test.step('what was drawn is there after a reload', async () => {
    await facilitator.seesAllIsSaved();
    await anna.reloads();
    await drawing.hasLines(2);
    for (const height of [0.3, 0.9]) await drawing.seesInkAt([0.5, height]);
  });

  await test.step('when the switch is turned off in the middle of a line, the pen is gone and so is the line', async () => {
    await drawing.takesThePen();
    await drawing.begins([0.2, 0.6], [0.6, 0.6]);
    await lead.turns('draw', false);
    await drawing.isTold('lineDropped');
    await drawing.mayNotDraw();
    await drawing.letsGo();
    await drawing.hasLines(2);
    await leading.seesNoInkAt([0.4, 0.6]);
  });

  await test.step('who leads clears all drawings at once, and brings them back at once', async () => {
    await leading.clearsAll(2);
    await drawing.hasNoLines();
    await leading.undoes();
    await drawing.hasLines(2);
    await facilitator.seesAllIsSaved();
  });
});

test('a finger draws on a phone, and two fingers move the canvas', async ({ gongyi, demo, openLaptop, openPhone }) => {
  const facilitator = new Facilitator(await openLaptop({ of: 'facilitator' }), '陈主任', gongyi, words);
  await facilitator.beginsIn(demo);
  await new Console(facilitator.page, words).turns('draw', true);

  const xiaoLi = new Participant(await openPhone({ of: 'Xiao Li' }), '小李', gongyi, words);
  await xiaoLi.opensTheLink(demo.code);
  await xiaoLi.joins({ unit: '石桥村' });
  await xiaoLi.opens(`/sessions/${demo.sessionId}/canvas`);
  const drawing = new Drawing(xiaoLi.page, words, THEME);
  await drawing.takesThePen();
  await drawing.fitsIntoTheWindow();
  await drawing.touchesWithOneFinger([0.2, 0.4], [0.5, 0.4], [0.8, 0.4]);
  await drawing.hasLines(1);

  const before = await drawing.area.boundingBox();
  await drawing.movesTheCanvasWithTwoFingers({ x: 10, y: 80 });
  await expect.poll(async () => ((await drawing.area.boundingBox())?.y ?? 0) - (before?.y ?? 0)).toBeGreaterThan(30);
  await drawing.hasLines(1);
  await drawing.seesInkAt([0.5, 0.4]);
  await drawing.touchesWithOneFinger([0.2, 0.2], [0.8, 0.2]);
  await drawing.hasLines(2);
  await xiaoLi.seesAllIsSaved();
});

/** Where the cards of the page lie on it. */
async function cardPlaces(page: Facilitator['page']): Promise<(string | null)[]> {
  const cards = page.locator('.tl-shape').filter({ has: page.getByRole('article') });
  return cards.evaluateAll((shapes) => shapes.map((shape) => `${shape.id} ${(shape as HTMLElement).style.transform}`));
}
