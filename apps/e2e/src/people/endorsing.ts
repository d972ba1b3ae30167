import { expect, type Locator, type Page } from '@playwright/test';
import { like, say, type Words } from '../words.ts';
import { pointsAt } from './points-at.ts';

const VOTING = /\/trpc\/votes\.(cast|withdraw)/;

/** Endorsing points on the canvas, as anybody does who has it open while votes are given. */
export class Endorsing {
  readonly #page: Page;
  readonly #words: Words;

  constructor(page: Page, words: Words) {
    this.#page = page;
    this.#words = words;
  }

  /** With the button on the card. One that cannot give a vote now says why. */
  async presses(text: string): Promise<void> {
    await pointsAt(this.#page, this.#button(text));
    await this.#page.mouse.down();
    await this.#page.mouse.up();
  }

  /** Presses it with a hand that slips; the card stays where it is. */
  async pressesWithASlip(text: string): Promise<void> {
    const { x, y } = await pointsAt(this.#page, this.#button(text));
    const before = await this.#card(text).boundingBox();
    const { mouse } = this.#page;
    await mouse.down();
    await mouse.move(x - 60, y - 60, { steps: 4 });
    await mouse.move(x, y, { steps: 4 });
    await mouse.up();
    expect(await this.#card(text).boundingBox()).toEqual(before);
  }

  /** Does all of it before the server has answered anything, and waits for so many answers. */
  async isFasterThanTheServer(answers: number, work: () => Promise<void>): Promise<void> {
    let letThrough = (): void => undefined;
    const isDone = new Promise<void>((resolve) => {
      letThrough = resolve;
    });
    await this.#page.route(VOTING, async (route) => {
      await isDone;
      await route.continue();
    });
    let left = answers;
    const last = this.#page.waitForResponse((response) => VOTING.test(response.url()) && --left === 0);
    await work();
    letThrough();
    await last;
    await this.#page.unroute(VOTING);
  }

  /** For the card that is selected. */
  async givesWithTheKey(): Promise<void> {
    await this.#page.keyboard.press('v');
  }

  async takesBackWithTheKey(): Promise<void> {
    await this.#page.keyboard.press('Shift+V');
  }

  /** Of the card that is selected. */
  async takesBackInTheBar(text: string): Promise<void> {
    const bar = this.#page.getByRole('toolbar', { name: this.#words.canvas.selection.label });
    await bar.getByRole('button', { name: say(this.#words.deliberate.votes.withdraw, { text }), exact: true }).click();
  }

  /** So many of their own, as the card says. */
  async hasGiven(text: string, count: number): Promise<void> {
    const { own_one, own_other } = this.#words.deliberate.votes;
    if (count === 0) await expect(this.#card(text).getByText(like(own_other))).toHaveCount(0);
    else {
      const words = say(count === 1 ? own_one : own_other, { count });
      await expect(this.#card(text).getByText(words, { exact: true })).toBeAttached();
    }
  }

  async seesVotes(text: string, count: number): Promise<void> {
    const { total_one, total_other } = this.#words.deliberate.votes;
    const words = say(count === 1 ? total_one : total_other, { count });
    await expect(this.#card(text).getByText(words, { exact: true })).toBeVisible();
  }

  async hasLeft(count: number): Promise<void> {
    const { left_one, left_other } = this.#words.deliberate.votes;
    await expect(
      this.#page.getByText(say(count === 1 ? left_one : left_other, { count }), { exact: true }),
    ).toBeVisible();
  }

  async isToldWhyNot(words: string): Promise<void> {
    await expect(this.#page.getByRole('status').filter({ hasText: words })).toBeVisible();
  }

  #card(text: string): Locator {
    return this.#page.getByRole('article').filter({ hasText: text });
  }

  #button(text: string): Locator {
    const name = say(this.#words.deliberate.votes.cast, { text });
    return this.#card(text).getByRole('button', { name, exact: true });
  }
}
