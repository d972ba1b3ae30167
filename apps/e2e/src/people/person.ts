import { expect, type Locator, type Page } from '@playwright/test';
import { say, type Words } from '../words.ts';

/** The server by the address under which somebody reaches it. */
export type Address = { readonly origin: string };

/** Somebody in front of one page. */
export class Person {
  readonly page: Page;
  readonly name: string;
  protected readonly gongyi: Address;
  protected readonly words: Words;

  constructor(page: Page, name: string, gongyi: Address, words: Words) {
    this.page = page;
    this.name = name;
    this.gongyi = gongyi;
    this.words = words;
  }

  async opens(path: string): Promise<void> {
    await this.page.goto(new URL(path, this.gongyi.origin).href);
  }

  /** From now on: a page that comes right only where it is fast is not right. */
  async hasASlowDevice(): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  }

  /** From now on: timers run, but nothing is ever so many seconds old. */
  async hasAClockThatStands(): Promise<void> {
    await this.page.clock.setFixedTime(Date.now());
  }

  /** In the form of a new point. By the label: the button itself is out of sight. */
  async picksTheme(theme: string): Promise<void> {
    const radio = this.page.getByRole('radio', { name: theme }).first();
    await radio.locator('..').click();
    await expect(radio).toBeChecked();
  }

  async reloads(): Promise<void> {
    await this.page.reload();
  }

  async leaves(): Promise<void> {
    await this.page.context().close();
  }

  /** What the page says has become of this person's edits. */
  get saveState(): Locator {
    return this.page.locator('[data-save]');
  }

  async seesAllIsSaved(): Promise<void> {
    await expect(this.saveState).toHaveText(this.words.points.save.saved);
  }

  async isOffline(): Promise<void> {
    await expect(this.saveState).toHaveText(new RegExp(`^${this.words.points.save.offline}`));
  }

  /** Without a connection, but with so many changes safe on this device. */
  async isOfflineWithChangesKept(count: number): Promise<void> {
    await expect(this.saveState).toHaveText(this.#pending('offline', count));
  }

  /** The server is there, and has not confirmed so many changes. */
  async waitsForTheServer(count: number): Promise<void> {
    await expect(this.saveState).toHaveText(this.#pending('unconfirmed', count));
  }

  /** They may not be sent at present. */
  async hasChangesHeld(count: number): Promise<void> {
    await expect(this.saveState).toHaveText(this.#pending('held', count));
  }

  #pending(kind: 'offline' | 'unconfirmed' | 'held', count: number): string {
    const { pending, onDevice_one, onDevice_other, ...states } = this.words.points.save;
    const where = say(count === 1 ? onDevice_one : onDevice_other, { count });
    return say(pending, { state: states[kind], where });
  }

  /** The changes are nowhere but in this page. */
  async isWarnedNotToClose(count: number): Promise<void> {
    const { pending, onlyHere_one, onlyHere_other, offline } = this.words.points.save;
    const where = say(count === 1 ? onlyHere_one : onlyHere_other, { count });
    await expect(this.saveState).toHaveText(say(pending, { state: offline, where }));
  }

  /** The server did not accept some changes: how many, and the words that were in them. */
  async isToldWhatWasNotAccepted(count: number, text: string): Promise<void> {
    const { takenBack } = this.words.points;
    await expect(
      this.page.getByText(say(count === 1 ? takenBack.note_one : takenBack.note_other, { count })),
    ).toBeVisible();
    await this.page.getByText(takenBack.texts, { exact: true }).click();
    await expect(this.page.getByRole('listitem').filter({ hasText: text })).toBeVisible();
  }

  async takesNote(): Promise<void> {
    await this.button(this.words.points.takenBack.dismiss).click();
  }

  /** Of the same browser: what is on the device stays, what was in the page is gone. */
  protected async closesTheTab(): Promise<Page> {
    const context = this.page.context();
    const another = await context.newPage();
    await this.page.close();
    return another;
  }

  protected button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  protected field(name: string): Locator {
    return this.page.getByRole('textbox', { name, exact: true });
  }
}
