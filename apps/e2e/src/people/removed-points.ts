import { expect, type Locator, type Page } from '@playwright/test';
import { say, type Words } from '../words.ts';

/**
 * The points that were deleted from a session, as whoever leads it sees them from the canvas and
 * the list.
 */
export class RemovedPoints {
  readonly #page: Page;
  readonly #words: Words;
  readonly #title: string;

  constructor(page: Page, words: Words, sessionTitle: string) {
    this.#page = page;
    this.#words = words;
    this.#title = say(words.sessions.restore.title, { title: sessionTitle });
  }

  async opens(): Promise<void> {
    await this.#page.getByRole('button', { name: this.#words.facilitate.more, exact: true }).click();
    await this.#page.getByRole('menuitem', { name: this.#words.sessions.restore.open }).click();
    const tab = this.#dialog.getByRole('tab', { name: this.#words.sessions.restore.removed });
    await expect(tab).toHaveAttribute('aria-selected', 'true');
  }

  /** The last deleted first; whose they were stands beside them. */
  async seesInOrder(points: readonly { readonly text: string; readonly author: string }[]): Promise<void> {
    const rows = this.#dialog.getByRole('list', { name: this.#words.sessions.removed.listLabel }).locator('> li');
    await expect(rows).toHaveText(points.map(({ text, author }) => new RegExp(`^${text}.*${author}`)));
  }

  async seesThatThereAreNone(): Promise<void> {
    await expect(this.#dialog.getByText(this.#words.sessions.removed.empty)).toBeVisible();
  }

  async restores(text: string): Promise<void> {
    const { restoreOf, restored_one } = this.#words.sessions.removed;
    const name = say(restoreOf, { text: [...text].slice(0, 20).join('') });
    await this.#dialog.getByRole('button', { name, exact: true }).click();
    await expect(this.#dialog.getByRole('status')).toContainText(say(restored_one, { count: 1 }));
  }

  async restoresAll(count: number): Promise<void> {
    const { chooseAll_other, restoreChosen_other, restored_other } = this.#words.sessions.removed;
    await this.#dialog.getByRole('checkbox', { name: say(chooseAll_other, { count }) }).check();
    await this.#dialog.getByRole('button', { name: say(restoreChosen_other, { count }) }).click();
    await expect(this.#dialog.getByRole('status')).toContainText(say(restored_other, { count }));
  }

  /** What was restored, on the page behind. */
  async goesToWhatWasRestored(): Promise<void> {
    await this.#dialog.getByRole('link', { name: this.#words.sessions.removed.show, exact: true }).click();
    await expect(this.#dialog).toBeHidden();
  }

  get #dialog(): Locator {
    return this.#page.getByRole('dialog', { name: this.#title });
  }
}
