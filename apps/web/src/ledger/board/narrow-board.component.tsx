import { expect, onTestFinished, test } from 'vitest';
import { page } from 'vitest/browser';
import { card, cardIn, column, showBoard } from '../test/shown-board.ts';
import { testAction } from '../test/test-action.ts';

const OWNERS = ['诸葛孔明', '欧阳修文'];
const ACTIONS = [testAction({ state: 'inProgress', leader: '司马君实', owners: OWNERS })];

test('on a phone the ledger opens at the first column that has cards, and says whose a card is', async () => {
  await page.viewport(390, 844);
  onTestFinished(() => page.viewport(1440, 900));
  await showBoard({ actions: ACTIONS });
  await expect.element(cardIn('inProgress', '营商-001')).toBeInViewport({ ratio: 1 });
  const people = [...card('营商-001').element().querySelectorAll('span')].find(({ textContent }) =>
    textContent.includes('欧阳修文'),
  );
  expect(people?.scrollWidth).toBeLessThanOrEqual(people?.clientWidth ?? 0);
});

test('where all columns have room it opens at the first', async () => {
  await showBoard({ actions: ACTIONS });
  await expect.element(cardIn('inProgress', '营商-001')).toBeVisible();
  await expect.element(column('draft')).toBeInViewport({ ratio: 1 });
});
