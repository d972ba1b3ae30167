import { expect, type Locator, type Page } from '@playwright/test';
import { say, type Words } from '../words.ts';

/** The rows of one theme in the list of points. */
export class PointRows {
  readonly #page: Page;
  readonly #words: Words;
  readonly #theme: string;

  constructor(page: Page, words: Words, theme: string) {
    this.#page = page;
    this.#words = words;
    this.#theme = theme;
  }

  async are(count: number): Promise<void> {
    await expect(this.#rows).toHaveCount(count);
  }

  async goesOnWithTheKeyFrom(row: number): Promise<void> {
    await this.#rows.nth(row - 1).focus();
    await this.#page.keyboard.press('j');
  }

  /** The one below the rows, which says how many are left. */
  async isAtTheButtonFor(rest: number): Promise<void> {
    const name = say(this.#words.points.list.moreAll, { rest });
    await expect(this.#group.getByRole('button', { name, exact: true })).toBeFocused();
  }

  /** Counted from 1. */
  async hasTheFocusOn(row: number): Promise<void> {
    await expect(this.#rows.nth(row - 1)).toBeFocused();
  }

  /** The path of a link to it, counted from 1. */
  async linkTo(row: number): Promise<string> {
    const id = (await this.#rows.nth(row - 1).getAttribute('id'))?.replace(/^point-/, '') ?? '';
    return `${new URL(this.#page.url()).pathname}?point=${id}`;
  }

  async showsInView(row: number): Promise<void> {
    await expect(this.#rows.nth(row - 1)).toBeInViewport();
  }

  get #group(): Locator {
    return this.#page.getByRole('region', { name: this.#theme, exact: true });
  }

  get #rows(): Locator {
    return this.#group.getByRole('listitem');
  }
}
