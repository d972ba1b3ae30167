import { t } from 'i18next';
import { expect, onTestFinished, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { card, showBoard } from '../test/shown-board.ts';
import { testAction } from '../test/test-action.ts';

const ALL = 130;
const cards = () => document.querySelectorAll('[data-action]').length;

test('the printed ledger has all cards, also those that were not read yet', async () => {
  const actions = Array.from({ length: ALL }, (_, index) =>
    testAction({ id: `a-${index + 1}`, number: `营商-${String(index + 1).padStart(3, '0')}` }),
  );
  const drawn: number[] = [];
  const print = vi.spyOn(window, 'print').mockImplementation(() => {
    // As a browser does: the page is told, and its picture is taken at once.
    window.dispatchEvent(new Event('beforeprint'));
    drawn.push(cards(), document.querySelectorAll('[data-state] li[aria-hidden]').length);
    window.dispatchEvent(new Event('afterprint'));
  });
  onTestFinished(() => print.mockRestore());
  await showBoard({ actions });
  await expect.element(card('营商-001')).toBeVisible();
  await expect.element(page.getByText(t('actions.board.total', { count: ALL }))).toBeVisible();
  expect(cards()).toBeLessThan(ALL);
  await userEvent.keyboard('{Control>}p{/Control}');
  await expect.poll(() => drawn).toEqual([ALL, 0]);
  await expect.poll(cards).toBeLessThan(ALL);
});
