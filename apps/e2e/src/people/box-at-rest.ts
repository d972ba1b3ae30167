import type { Locator } from '@playwright/test';

export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** Where something is once it has not moved for a frame. */
export async function boxAtRest(locator: Locator): Promise<Box> {
  return locator.evaluate(
    (element) =>
      new Promise<Box>((resolve) => {
        const read = () => {
          const { x, y, width, height } = element.getBoundingClientRect();
          return { x, y, width, height };
        };
        let last = read();
        const look = () => {
          const now = read();
          if (JSON.stringify(now) === JSON.stringify(last)) resolve(now);
          else {
            last = now;
            requestAnimationFrame(look);
          }
        };
        requestAnimationFrame(look);
      }),
  );
}

export function middleOf({ x, y, width, height }: Box): { x: number; y: number } {
  return { x: x + width / 2, y: y + height / 2 };
}
