import { expect, type Locator, type Page } from '@playwright/test';
import { type Box, boxAtRest, middleOf } from './box-at-rest.ts';

type Spot = { readonly x: number; readonly y: number };

/**
 * Moves the pointer over something, and after it: a board may begin to move once it was looked at,
 * and a card far out of sight has no size. Done when nothing lies between, and it stands where it
 * stood before the pointer moved.
 *
 * @returns pixels of the window
 */
export async function pointsAt(page: Page, target: Locator, placeIn: (box: Box) => Spot = middleOf): Promise<Spot> {
  let spot: Spot = { x: 0, y: 0 };
  await expect(async () => {
    const box = await boxAtRest(target);
    expect(box.width).toBeGreaterThan(0);
    spot = placeIn(box);
    await page.mouse.move(spot.x, spot.y);
    expect(await boxAtRest(target)).toEqual(box);
    expect(await target.evaluate(isUnder, spot)).toBe(true);
  }).toPass();
  return spot;
}

/** In the page. A card leaves the pointer to the canvas that it lies on. */
function isUnder(element: Element, { x, y }: Spot): boolean {
  const top = document.elementFromPoint(x, y);
  const canvas = element.closest('.tl-canvas');
  return top !== null && (element.contains(top) || (canvas?.contains(top) ?? false));
}
