import { t } from 'i18next';
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { showList } from './test/shown-list.ts';

const ROWS = 610;
const textOf = (position: number) => `第${position}条要点`;
const POINTS = Array.from({ length: ROWS }, (_, index) => ({ id: `p-${index + 1}`, text: textOf(index + 1) }));

const group = () => page.getByRole('region', { name: '打造一流营商环境' });
/** Counted here and not by a locator: a locator computes the role of every element on the page. */
const rows = () => [...document.querySelectorAll<HTMLElement>('li[id^="point-"]')];
const more = () => group().getByRole('button', { name: t('points.list.more', { next: 300, rest: 310 }) });
const moreAll = () => group().getByRole('button', { name: t('points.list.moreAll', { rest: 10 }) });

function focused(): string {
  return document.activeElement?.id ?? '';
}

test('a long theme comes in parts of 300, and the keyboard goes on from the first of the next', async () => {
  await showList({ points: POINTS });
  await expect.poll(() => rows().length).toBe(300);
  rows()[299]?.focus();
  await userEvent.keyboard('j');
  await expect.element(more()).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => rows().length).toBe(600);
  await expect.poll(focused).toBe('point-p-301');
  await moreAll().click();
  await expect.poll(() => rows().length).toBe(ROWS);
  await expect.poll(focused).toBe('point-p-601');
  await expect.element(moreAll()).not.toBeInTheDocument();
});

test('a link to a point of a later part shows it, and those before it', async () => {
  await showList({ points: POINTS, query: '?point=p-450' });
  await expect.poll(focused).toBe('point-p-450');
  expect(rows().length).toBe(450);
  await expect.element(page.elementLocator(rows()[449] as HTMLElement)).toBeInViewport();
  await expect.element(page.elementLocator(rows()[449] as HTMLElement)).toHaveTextContent(textOf(450));
});

test('a link to a point that is gone says so', async () => {
  await showList({ points: POINTS.slice(0, 3), query: '?point=p-9' });
  await expect.element(page.getByText(t('points.list.gone'))).toBeVisible();
});
