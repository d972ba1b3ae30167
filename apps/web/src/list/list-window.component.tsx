import { addPoint, mergePoints, type Point, pointText, readPoints } from '@gongyi/board';
import { t } from 'i18next';
import { expect, onTestFinished, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Doc } from 'yjs';
import { focusPointSoon } from '../session/points/point-element.ts';
import { showList } from './test/shown-list.ts';

const ROWS = 1_200;
/** Far more than are in sight, far fewer than there are. */
const FEW = 120;
const textOf = (position: number) => `第${position}条要点${position % 7 === 0 ? '，多说几句。'.repeat(40) : ''}`;
/**
 * Every test has ids of its own: which point was wanted last is known to the whole tab. In two
 * themes.
 */
const written = (prefix: string, count = ROWS) =>
  Array.from({ length: count }, (_, index) => ({
    id: `${prefix}-${index + 1}`,
    text: textOf(index + 1),
    themeId: index < count / 2 ? 't-1' : 't-2',
  }));

/** Counted here and not by a locator, which would ask every element of the page for its role. */
const rows = () => [...document.querySelectorAll<HTMLElement>('li[id^="point-"]')];
const row = (id: string) => document.getElementById(`point-${id}`);
const focused = () => document.activeElement?.id ?? '';

function scroller(): HTMLElement {
  let above = rows()[0]?.parentElement ?? null;
  while (above !== null && getComputedStyle(above).overflowY !== 'auto') above = above.parentElement;
  if (above === null) throw new Error('nothing scrolls');
  return above;
}

/** Waits until what is drawn fits what is in sight, and no place of the list is empty. */
async function isFilled(): Promise<void> {
  await expect.poll(emptyPlaces).toEqual([]);
}

function emptyPlaces(): number[] {
  const { top, bottom } = scroller().getBoundingClientRect();
  const list = rows()[0]?.closest('ul')?.getBoundingClientRect();
  if (list === undefined) return [-1];
  const empty: number[] = [];
  for (let y = Math.max(top, list.top) + 4; y < bottom; y += 16) {
    const hit = document.elementFromPoint(list.left + list.width / 2, y);
    if (hit?.closest('li[aria-hidden]') !== null && hit !== null) empty.push(y);
  }
  return empty;
}

async function scrollTo(share: number): Promise<void> {
  const frame = scroller();
  const target = share * (frame.scrollHeight - frame.clientHeight);
  if (Math.abs(frame.scrollTop - target) >= 1) {
    const atRest = new Promise((resolve) => frame.addEventListener('scrollend', resolve, { once: true }));
    frame.scrollTop = target;
    await atRest;
  }
  await isFilled();
}

/** Nothing has moved from one frame to the next: all that came into sight is measured. */
async function isAtRest(): Promise<void> {
  let before = '';
  await expect
    .poll(async () => {
      const now = JSON.stringify([scroller().scrollTop, scroller().scrollHeight, ...rows().map(topOf)]);
      const same = now === before;
      before = now;
      await new Promise(requestAnimationFrame);
      return same;
    })
    .toBe(true);
}

/** The first row that is whole in sight. */
function firstInSight(): HTMLElement {
  const { top } = scroller().getBoundingClientRect();
  const found = rows().find((candidate) => candidate.getBoundingClientRect().top > top + 60);
  if (found === undefined) throw new Error('no row is in sight');
  return found;
}

const topOf = (element: HTMLElement | null) => Math.round(element?.getBoundingClientRect().top ?? Number.NaN);

function writeBefore(doc: Doc, prefix: string, count: number): void {
  doc.transact(() => {
    for (let index = 0; index < count; index += 1) {
      addPoint(doc, {
        id: `${prefix}-${index}` as Point['id'],
        themeId: 't-1',
        text: `早些时候的第${index}条`,
        authorId: 'user-3',
        author: 'Li',
        createdAt: new Date(Date.UTC(2026, 1, 1, 8, 0, index)).toISOString(),
        x: 0,
        y: 0,
      });
    }
  });
}

test('of a long list only what is in sight is drawn, with its counts and places', async () => {
  await showList({ points: written('long') });
  await expect.poll(() => rows().length).toBeGreaterThan(10);
  await isFilled();
  // The second time its end is known.
  for (const share of [0, 0.3, 0.8, 1, 1]) {
    await scrollTo(share);
    expect(rows().length).toBeLessThan(FEW);
  }
  const last = row(`long-${ROWS}`);
  expect(last?.getAttribute('aria-posinset')).toBe(String(ROWS / 2));
  expect(last?.getAttribute('aria-setsize')).toBe(String(ROWS / 2));
  const heads = [...document.querySelectorAll('section h2')].map(({ textContent }) => textContent);
  expect(heads.filter((head) => head.endsWith(` ${ROWS / 2}`)).length).toBe(2);
  await expect.element(page.getByText(t('points.list.count', { count: ROWS }))).toBeInTheDocument();
});

test('the list of an ordinary session is whole', async () => {
  await showList({ points: written('short', 300) });
  await expect.poll(() => rows().length).toBe(300);
});

test('the keyboard goes through all rows, over the edge of a theme', async () => {
  await showList({ points: written('keys') });
  await expect.poll(() => rows().length).toBeGreaterThan(10);
  rows()[0]?.focus();
  for (let step = 0; step < 60; step += 1) await userEvent.keyboard('j');
  expect(focused()).toBe('point-keys-61');
  focusPointSoon(`keys-${ROWS / 2}`);
  await expect.poll(focused).toBe(`point-keys-${ROWS / 2}`);
  await userEvent.keyboard('j');
  expect(focused()).toBe(`point-keys-${ROWS / 2 + 1}`);
  await userEvent.keyboard('k');
  expect(focused()).toBe(`point-keys-${ROWS / 2}`);
});

test('a row that has the focus keeps it when it is scrolled out of sight, and the keyboard goes on from it', async () => {
  await showList({ points: written('away') });
  await expect.poll(() => rows().length).toBeGreaterThan(10);
  row('away-5')?.focus();
  await scrollTo(0.7);
  await scrollTo(0.9);
  expect(focused()).toBe('point-away-5');
  await userEvent.keyboard('j');
  expect(focused()).toBe('point-away-6');
  await expect.element(page.elementLocator(row('away-6') as HTMLElement)).toBeInViewport();
  await isFilled();
});

test('Tab goes on from a row that was scrolled out of sight to the one after it', async () => {
  await showList({ points: written('tab') });
  await expect.poll(() => rows().length).toBeGreaterThan(10);
  const buttons = row('tab-5')?.querySelectorAll('button');
  [...(buttons ?? [])].at(-1)?.focus();
  await scrollTo(0.7);
  await userEvent.keyboard('{Tab}');
  expect(document.activeElement?.closest('li')?.id).toBe('point-tab-6');
});

test('what is being written, and what was opened, is as it was after a long way through the list', async () => {
  const { doc } = await showList({ points: written('open') });
  await expect.poll(() => rows().length).toBeGreaterThan(10);
  row('open-3')?.querySelector<HTMLElement>('button[aria-expanded="false"]')?.click();
  await expect.poll(() => row('open-3')?.querySelector('button[aria-expanded="true"]') ?? null).not.toBe(null);
  // Far enough from what was opened, that it does not stay for its neighbour's sake.
  focusPointSoon('open-200');
  await expect.poll(focused).toBe('point-open-200');
  await userEvent.keyboard('e');
  const editor = page.getByRole('textbox', { name: t('points.item.editText') });
  await expect.element(editor).toHaveFocus();
  await userEvent.keyboard('再说一句');
  await scrollTo(0.8);
  await scrollTo(0.4);
  await expect.element(editor).toHaveFocus();
  await userEvent.keyboard('，写完');
  expect(pointText(doc, 'open-200')?.toString()).toBe(`${textOf(200)}再说一句，写完`);
  // The focus goes elsewhere, and the field is still open.
  page
    .getByRole('searchbox', { name: t('points.list.filterText') })
    .element()
    .focus({ preventScroll: true });
  await scrollTo(0.9);
  expect(row('open-200')?.querySelector('textarea')).toBeInstanceOf(HTMLElement);
  expect(row('open-3')?.querySelector('button[aria-expanded="true"]')).toBeInstanceOf(HTMLElement);
});

test('a link to a point far down shows it, with those around it', async () => {
  await showList({ points: written('linked'), query: '?point=linked-1110' });
  await expect.poll(focused).toBe('point-linked-1110');
  await isFilled();
  const linked = row('linked-1110') as HTMLElement;
  await expect.element(page.elementLocator(linked)).toHaveTextContent(textOf(1110));
  await expect.element(page.elementLocator(linked)).toBeInViewport();
  expect(rows().length).toBeLessThan(FEW);
});

test('a link to a point that is gone says so', async () => {
  await showList({ points: written('gone').slice(0, 3), query: '?point=gone-9' });
  await expect.element(page.getByText(t('points.list.gone'))).toBeVisible();
});

test('whoever is led to a point in a merged one, far away, finds it by the next frame', async () => {
  const { doc, session } = await showList({ points: written('merged') });
  await expect.poll(() => rows().length).toBeGreaterThan(10);
  const { id: authorId, name: author } = session.me.author;
  mergePoints(doc, ['merged-900', 'merged-901'], { authorId, author });
  focusPointSoon('merged-901');
  await new Promise(requestAnimationFrame);
  expect(focused()).toBe('point-merged-901');
  await expect.element(page.elementLocator(row('merged-901') as HTMLElement)).toBeInViewport();
  await isFilled();
});

test.each([
  ['with', 'auto', 1],
  ['with', 'auto', 400],
  ['without', 'none', 1],
  ['without', 'none', 400],
])(
  'rows in sight stay where they are, %s the help of the browser (%s), when %i come above',
  async (_, anchor, count) => {
    const prefix = `above-${anchor}-${count}`;
    const { doc } = await showList({ points: written(prefix) });
    await expect.poll(() => rows().length).toBeGreaterThan(10);
    scroller().style.overflowAnchor = anchor;
    await scrollTo(0.6);
    await isAtRest();
    const seen = firstInSight();
    const top = topOf(seen);
    writeBefore(doc, `before-${prefix}`, count);
    await expect.element(page.getByText(t('points.list.count', { count: ROWS + count }))).toBeInTheDocument();
    expect(Math.abs(topOf(seen) - top)).toBeLessThan(2);
    await isFilled();
    await isAtRest();
    expect(seen.isConnected).toBe(true);
    expect(Math.abs(topOf(seen) - top)).toBeLessThan(2);
  },
);

test('the printed page has all rows', async () => {
  await showList({ points: written('print') });
  await expect.poll(() => rows().length).toBeGreaterThan(10);
  await scrollTo(0.5);
  await isAtRest();
  const seen = firstInSight();
  const top = topOf(seen);
  window.dispatchEvent(new Event('beforeprint'));
  expect(rows().length).toBe(ROWS);
  expect(document.querySelectorAll('li[aria-hidden]').length).toBe(0);
  window.dispatchEvent(new Event('afterprint'));
  await expect.poll(() => rows().length).toBeLessThan(FEW);
  await isFilled();
  await isAtRest();
  expect(seen.isConnected).toBe(true);
  expect(Math.abs(topOf(seen) - top)).toBeLessThan(2);
});

test('whoever selects all has all of it, and so has the browser’s own search', async () => {
  await showList({ points: written('all', 500) });
  await expect.poll(() => rows().length).toBeGreaterThan(10);
  row('all-1')?.focus();
  await userEvent.keyboard('{Control>}a{/Control}');
  await expect.poll(() => rows().length).toBe(500);
  expect(document.getSelection()?.toString()).toContain(textOf(500));
  document.getSelection()?.removeAllRanges();
  await expect.poll(() => rows().length).toBeLessThan(FEW);
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'f', ctrlKey: true }));
  await expect.poll(() => rows().length).toBe(500);
});

test('text that is selected across rows stays selected while the list is scrolled', async () => {
  await showList({ points: written('text') });
  await expect.poll(() => rows().length).toBeGreaterThan(10);
  const [from, to] = [row('text-2')?.querySelector('p'), row('text-4')?.querySelector('p')];
  if (!from || !to) throw new Error('the rows are not drawn');
  document.getSelection()?.setBaseAndExtent(from, 0, to, 1);
  await scrollTo(0.8);
  expect(document.getSelection()?.toString()).toContain(textOf(3));
  document.getSelection()?.removeAllRanges();
});

test('a filter is shown from its first row, and all of it comes back', async () => {
  const { doc } = await showList({ points: written('find') });
  await expect.poll(() => rows().length).toBeGreaterThan(10);
  await scrollTo(0.7);
  const field = page.getByRole('searchbox', { name: t('points.list.filterText') });
  await field.fill('第1199条');
  await expect.poll(() => rows().map(({ id }) => id)).toEqual(['point-find-1199']);
  await field.fill('');
  await expect.poll(() => rows().length).toBeGreaterThan(10);
  await isFilled();
  expect(readPoints(doc).length).toBe(ROWS);
});

/** A browser that is zoomed has a window of that many pixels fewer, or more. */
test.each([
  ['phone', 390, 844],
  ['laptop at 175 %', 823, 482],
  ['laptop at 50 %', 2880, 1688],
])('on a %s no place of the list is empty', async (name, width, height) => {
  await page.viewport(width, height);
  onTestFinished(() => page.viewport(1440, 900));
  await showList({ points: written(`at-${name}`) });
  await expect.poll(() => rows().length).toBeGreaterThan(5);
  for (const share of [0.2, 0.5, 0.51, 0.9, 1, 0.4, 0]) await scrollTo(share);
  focusPointSoon(`at-${name}-900`);
  await expect.poll(focused).toBe(`point-at-${name}-900`);
  await isFilled();
  await expect.element(page.elementLocator(row(`at-${name}-900`) as HTMLElement)).toBeInViewport();
});
