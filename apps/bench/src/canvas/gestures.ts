import type { Page } from '@playwright/test';

/**
 * What a hand does, through the browser's own input: the same on every canvas. About two seconds
 * each.
 */
const STEPS = 120;
const STEP_MS = 16;

/**
 * Two fingers on a touchpad, there and back so many times: from afar the way must be short, or
 * nothing is left in view.
 */
export async function pan(page: Page, times: number): Promise<void> {
  const there = STEPS / times / 2;
  await repeat(page, STEPS, (step) => {
    const sign = Math.floor(step / there) % 2 === 0 ? 1 : -1;
    return page.mouse.wheel(sign * 12, sign * 30);
  });
}

/** In and out again around the pointer. */
export async function zoom(page: Page): Promise<void> {
  await page.keyboard.down('Control');
  await repeat(page, STEPS, (step) => page.mouse.wheel(0, step < STEPS / 2 ? -12 : 12));
  await page.keyboard.up('Control');
}

/** The card under the pointer, round in a circle. */
export async function drag(page: Page, at: { readonly x: number; readonly y: number }): Promise<void> {
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  await repeat(page, STEPS, (step) => {
    const angle = (step / STEPS) * 2 * Math.PI;
    return page.mouse.move(at.x + 160 * Math.sin(angle), at.y + 100 * (1 - Math.cos(angle)));
  });
  await page.mouse.up();
}

export async function rest(page: Page): Promise<void> {
  await page.waitForTimeout(STEPS * STEP_MS);
}

/**
 * At the pace of a hand, or of the page when that is slower: an input is answered when the page has
 * taken it, and a slow page gets fewer and the same way.
 */
async function repeat(page: Page, times: number, act: (step: number) => Promise<void>): Promise<void> {
  const startedAt = performance.now();
  for (let done = 0; done < times; ) {
    await act(done);
    const due = Math.floor((performance.now() - startedAt) / STEP_MS);
    if (due <= done) await page.waitForTimeout(startedAt + (done + 1) * STEP_MS - performance.now());
    done = Math.max(done + 1, due);
  }
}
