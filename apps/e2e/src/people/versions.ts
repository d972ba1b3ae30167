import { expect, type Locator, type Page } from '@playwright/test';
import { like, say, type Words } from '../words.ts';

/**
 * The kept versions of a session, as whoever leads it sees them in the dialog of the session's
 * menu.
 */
export class Versions {
  readonly #page: Page;
  readonly #words: Words['sessions'];
  readonly #title: string;

  constructor(page: Page, words: Words, sessionTitle: string) {
    this.#page = page;
    this.#words = words.sessions;
    this.#title = say(words.sessions.restore.title, { title: sessionTitle });
  }

  /** From the session's page. */
  async opens(): Promise<void> {
    await this.#page.getByRole('button', { name: this.#words.host.more, exact: true }).click();
    await this.#page.getByRole('menuitem', { name: this.#words.restore.open }).click();
    await expect(this.#dialog).toBeVisible();
  }

  async keepsThisState(name: string): Promise<void> {
    await this.#dialog.getByRole('textbox', { name: this.#words.versions.name }).fill(name);
    await this.#dialog.getByRole('button', { name: this.#words.versions.keep, exact: true }).click();
    await expect(this.#dialog.getByText(this.#words.versions.kept, { exact: true })).toBeVisible();
    await this.#page.keyboard.press('Escape');
    await expect(this.#dialog).toBeHidden();
  }

  /** What the list shows, the newest first. */
  async seesInOrder(names: readonly string[]): Promise<void> {
    const rows = this.#dialog.getByRole('list', { name: this.#words.versions.listLabel }).locator('> li');
    await expect(rows).toHaveText(names.map((name) => new RegExp(`^${name}`)));
  }

  async restores(name: string): Promise<void> {
    const { restoreOf, askTitle, askConfirm, restored } = this.#words.versions;
    const row = this.#dialog.getByRole('listitem').filter({ has: this.#page.getByText(name, { exact: true }) });
    await row.getByRole('button', { name: like(restoreOf) }).click();
    const question = this.#dialog.getByRole('group', { name: askTitle });
    await question.getByRole('button', { name: askConfirm, exact: true }).click();
    await expect(this.#page.getByText(restored)).toBeVisible();
    await expect(this.#dialog).toBeHidden();
  }

  async takesTheRestoreBack(): Promise<void> {
    await this.#page.getByRole('button', { name: this.#words.versions.undo, exact: true }).click();
    await expect(this.#page.getByText(this.#words.versions.undone)).toBeVisible();
  }

  get #dialog(): Locator {
    return this.#page.getByRole('dialog', { name: this.#title });
  }
}
