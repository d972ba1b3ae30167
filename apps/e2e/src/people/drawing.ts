import { expect, type Locator, type Page } from '@playwright/test';
import { say, type Words } from '../words.ts';
import { boxAtRest } from './box-at-rest.ts';

/** A place in a theme's area, as parts of its width and height. */
export type SheetPlace = readonly [x: number, y: number];

type Color = keyof Words['canvas']['drawing']['color'];
type Width = keyof Words['canvas']['drawing']['width'];
type Note = 'drawingEnded' | 'lineDropped' | 'notErased';
type Spot = { readonly x: number; readonly y: number };

/** What somebody draws on the canvas, and sees of what all drew. */
export class Drawing {
  readonly #page: Page;
  readonly #words: Words;
  readonly #theme: string;

  /** In the area of one theme: windows of different sizes show it in different places. */
  constructor(page: Page, words: Words, theme: string) {
    this.#page = page;
    this.#words = words;
    this.#theme = theme;
  }

  async mayDraw(): Promise<void> {
    await expect(this.#pen).toBeVisible();
    await expect(this.#eraser).toBeVisible();
  }

  async mayNotDraw(): Promise<void> {
    await expect(this.#pen).toHaveCount(0);
    await expect(this.#eraser).toHaveCount(0);
    await expect(this.#options).toHaveCount(0);
  }

  async takesThePen(): Promise<void> {
    await this.#pen.click();
    await expect(this.#options).toBeVisible();
  }

  async takesThePenWithTheKey(): Promise<void> {
    await this.#page.keyboard.press('d');
    await expect(this.#pen).toHaveAttribute('aria-pressed', 'true');
  }

  async takesTheEraserWithTheKey(): Promise<void> {
    await this.#page.keyboard.press('e');
    await expect(this.#eraser).toHaveAttribute('aria-pressed', 'true');
  }

  async putsItDown(): Promise<void> {
    await this.#page.keyboard.press('Escape');
    await expect(this.#button(this.#words.canvas.toolbar.select)).toHaveAttribute('aria-pressed', 'true');
    await expect(this.#options).toHaveCount(0);
  }

  async picks(color: Color, width: Width): Promise<void> {
    const { drawing } = this.#words.canvas;
    for (const name of [drawing.color[color], drawing.width[width]]) {
      await this.#button(name).click();
      await expect(this.#button(name)).toHaveAttribute('aria-pressed', 'true');
    }
  }

  async draws(...places: readonly SheetPlace[]): Promise<void> {
    await this.begins(...places);
    await this.#page.mouse.up();
  }

  /** The pointer is still down. */
  async begins(...places: readonly SheetPlace[]): Promise<void> {
    const [first, ...others] = await this.#spotsOf(places);
    if (first === undefined) throw new Error('a line begins somewhere');
    await this.#page.mouse.move(first.x, first.y);
    await this.#page.mouse.down();
    for (const { x, y } of others) await this.#page.mouse.move(x, y, { steps: 12 });
  }

  async letsGo(): Promise<void> {
    await this.#page.mouse.up();
  }

  async erasesAcross(from: SheetPlace, to: SheetPlace): Promise<void> {
    await this.draws(from, to);
  }

  async touchesWithOneFinger(...places: readonly SheetPlace[]): Promise<void> {
    const spots = await this.#spotsOf(places);
    await this.#touch(spots.map((spot) => [spot]));
  }

  /** Side by side, both by so many pixels of the screen. */
  async movesTheCanvasWithTwoFingers(by: Spot): Promise<void> {
    const [at] = await this.#spotsOf([[0.3, 0.3]]);
    if (at === undefined) throw new Error('two fingers begin somewhere');
    const other = { x: at.x + 90, y: at.y };
    const moved = ({ x, y }: Spot, share: number): Spot => ({ x: x + by.x * share, y: y + by.y * share });
    const shares = Array.from({ length: 9 }, (_, step) => step / 8);
    // The second finger comes a moment after the first, which has begun a line by then.
    await this.#touch([[at], [moved(at, 0.02)], ...shares.map((share) => [moved(at, share), moved(other, share)])]);
  }

  async hasLines(count: number): Promise<void> {
    const { picture_one, picture_other } = this.#words.canvas.drawing;
    const name = say(count === 1 ? picture_one : picture_other, { count });
    await expect(this.#page.getByRole('img', { name, exact: true })).toBeAttached();
  }

  async hasNoLines(): Promise<void> {
    await expect(this.#picture).toHaveCount(0);
  }

  /** The ink itself, on the picture. */
  async seesInkAt(place: SheetPlace): Promise<void> {
    await expect.poll(() => this.#inkAt(place), `ink at ${place.join(', ')}`).toBe(true);
  }

  async seesNoInkAt(place: SheetPlace): Promise<void> {
    await expect.poll(() => this.#inkAt(place), `ink at ${place.join(', ')}`).toBe(false);
  }

  async isTold(note: Note): Promise<void> {
    await expect(this.#page.getByText(this.#words.canvas.notes[note], { exact: true })).toBeVisible();
  }

  /** Of the question before, and of the answer. */
  async clearsAll(count: number): Promise<void> {
    const { clear, clearText_other } = this.#words.canvas.drawing;
    await this.#options.getByRole('button', { name: clear, exact: true }).click();
    const question = this.#page.getByRole('dialog', { name: clear });
    await expect(question.getByText(say(clearText_other, { count }))).toBeVisible();
    await question.getByRole('button', { name: clear, exact: true }).click();
    await expect(question).toBeHidden();
    await this.hasNoLines();
  }

  async undoes(): Promise<void> {
    await this.#button(this.#words.canvas.toolbar.undo).click();
  }

  async redoes(): Promise<void> {
    await this.#button(this.#words.canvas.toolbar.redo).click();
  }

  async canUndoNothing(): Promise<void> {
    await expect(this.#button(this.#words.canvas.toolbar.undo)).toBeDisabled();
  }

  async fitsIntoTheWindow(): Promise<void> {
    const { toolbar, drawing } = this.#words.canvas;
    const width = this.#page.viewportSize()?.width ?? 0;
    for (const name of [toolbar.label, drawing.label]) {
      const box = await this.#page.getByRole('toolbar', { name, exact: true }).boundingBox();
      expect(box?.x, name).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0), name).toBeLessThanOrEqual(width);
    }
  }

  get area(): Locator {
    return this.#page.getByRole('region', { name: this.#theme, exact: true });
  }

  get #picture(): Locator {
    return this.#page.getByRole('img').filter({ has: this.#page.locator('canvas') });
  }

  get #pen(): Locator {
    return this.#button(this.#words.canvas.toolbar.pen);
  }

  get #eraser(): Locator {
    return this.#button(this.#words.canvas.toolbar.eraser);
  }

  get #options(): Locator {
    return this.#page.getByRole('toolbar', { name: this.#words.canvas.drawing.label, exact: true });
  }

  #button(name: string): Locator {
    return this.#page.getByRole('button', { name, exact: true });
  }

  async #spotsOf(places: readonly SheetPlace[]): Promise<Spot[]> {
    const box = await boxAtRest(this.area);
    return places.map(([x, y]) => ({ x: box.x + box.width * x, y: box.y + box.height * y }));
  }

  async #inkAt(place: SheetPlace): Promise<boolean> {
    const [spot] = await this.#spotsOf([place]);
    if (spot === undefined || (await this.#picture.count()) === 0) return false;
    return this.#picture.locator('canvas').evaluateAll(
      (canvases, { x, y }) =>
        canvases.some((canvas) => {
          if (!(canvas instanceof HTMLCanvasElement) || canvas.width === 0 || canvas.style.visibility === 'hidden')
            return false;
          const box = canvas.getBoundingClientRect();
          const at = [((x - box.x) / box.width) * canvas.width, ((y - box.y) / box.height) * canvas.height] as const;
          // Read from a copy: a canvas that is often read itself is painted more slowly, and the
          // browser says so.
          const copy = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
          copy?.drawImage(canvas, Math.round(at[0]) - 1, Math.round(at[1]) - 1, 3, 3, 0, 0, 3, 3);
          const pixel = copy?.getImageData(0, 0, 3, 3).data ?? [];
          // What is neither empty nor the white around the ink.
          return Array.from({ length: 9 }, (_, i) => [...pixel.slice(i * 4, i * 4 + 4)]).some(
            ([red = 255, green = 255, blue = 255, alpha = 0]) => alpha > 200 && Math.min(red, green, blue) < 160,
          );
        }),
      spot,
    );
  }

  /** Each step has the fingers that are down. */
  async #touch(steps: readonly (readonly Spot[])[]): Promise<void> {
    const session = await this.#page.context().newCDPSession(this.#page);
    let down = 0;
    for (const fingers of steps) {
      const touchPoints = fingers.map(({ x, y }, id) => ({ x, y, id }));
      await session.send('Input.dispatchTouchEvent', {
        type: fingers.length > down ? 'touchStart' : 'touchMove',
        touchPoints,
      });
      down = fingers.length;
    }
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await session.detach();
  }
}
