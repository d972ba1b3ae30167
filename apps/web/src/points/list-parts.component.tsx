import { t } from 'i18next';
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { showList } from './test/shown-list.ts';

const ROWS = 312;
const textOf = (position: number) => `第${position}条要点`;
/** Every test has ids of its own: which point was wanted last is known to the whole tab. */
const written = (prefix: string) =>
  Array.from({ length: ROWS }, (_, index) => ({ id: `${prefix}-${index + 1}`, text: textOf(index + 1) }));

/** Counted here and not by a locator, which would ask every element of the page for its role. */
const rows = () => [...document.querySelectorAll<HTMLElement>('li[id^="point-"]')];
const focused = () => document.activeElement?.id ?? '';

test('a long theme comes in parts of 300, and the keyboard goes on from the first of the next', async () => {
  await showList({ points: written('long') });
  await expect.poll(() => rows().length).toBe(300);
  rows()[299]?.focus();
  await userEvent.keyboard('j');
  const more = page.getByRole('button', { name: t('points.list.moreAll', { rest: 12 }) });
  await expect.element(more).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => rows().length).toBe(ROWS);
  await expect.poll(focused).toBe('point-long-301');
  await expect.element(more).not.toBeInTheDocument();
});

test('a link to a point of a later part shows it, and those before it', async () => {
  await showList({ points: written('linked'), query: '?point=linked-310' });
  await expect.poll(focused).toBe('point-linked-310');
  expect(rows().length).toBe(310);
  const linked = page.elementLocator(rows()[309] as HTMLElement);
  await expect.element(linked).toHaveTextContent(textOf(310));
  await expect.element(linked).toBeInViewport();
});

test('a link to a point that is gone says so', async () => {
  await showList({ points: written('gone').slice(0, 3), query: '?point=gone-9' });
  await expect.element(page.getByText(t('points.list.gone'))).toBeVisible();
});
