import { expect, type Locator, type Page } from '@playwright/test';
import { like, say, type Words } from '../words.ts';

type Stage = keyof Words['sessions']['stages'];

/** The bar with which a session is led, above whatever page of it is open. */
export class Console {
  readonly #page: Page;
  readonly #words: Words;

  constructor(page: Page, words: Words) {
    this.#page = page;
    this.#words = words;
  }

  async isAt(stage: Stage): Promise<void> {
    await expect(this.#step(stage)).toHaveAttribute('aria-current', 'step');
  }

  async sees({ ready, count }: { readonly ready: number; readonly count: number }): Promise<void> {
    await expect(this.#page.getByText(say(this.#words.facilitate.ready.count, { ready, count }))).toBeVisible();
  }

  /**
   * To the next stage; the question about those who are not ready is answered when there should be
   * one.
   */
  async goesOnTo(stage: Stage, { ready, count }: { readonly ready: number; readonly count: number }): Promise<void> {
    const { next, notReady, go } = this.#words.facilitate.stage;
    const name = this.#words.sessions.stages[stage];
    await this.#button(say(next, { stage: name })).click();
    if (ready < count) {
      const question = this.#page.getByRole('dialog');
      await expect(question.getByText(say(notReady, { ready, count, stage: name }))).toBeVisible();
      await question.getByRole('button', { name: say(go, { stage: name }), exact: true }).click();
    }
    await this.isAt(stage);
  }

  async goesBackTo(stage: Stage): Promise<void> {
    const { backText, go } = this.#words.facilitate.stage;
    await this.#step(stage).click();
    const question = this.#page.getByRole('dialog');
    await expect(question.getByText(backText)).toBeVisible();
    await question
      .getByRole('button', { name: say(go, { stage: this.#words.sessions.stages[stage] }), exact: true })
      .click();
    await this.isAt(stage);
  }

  async turns(name: keyof Words['facilitate']['switches']['name'], on: boolean): Promise<void> {
    await this.#button(this.#words.facilitate.switches.open).click();
    const toggle = this.#page.getByRole('switch', { name: this.#words.facilitate.switches.name[name] });
    await expect(toggle).toBeChecked({ checked: !on });
    await this.#flips(toggle);
    await expect(toggle).toBeChecked({ checked: on });
    await this.#page.keyboard.press('Escape');
    await expect(toggle).toBeHidden();
  }

  /** Whether somebody new may join. */
  async letsJoin(on: boolean): Promise<void> {
    const { open, openClosed } = this.#words.facilitate.people;
    await this.#button(on ? openClosed : open).click();
    // The page beneath may have one as well.
    const dialog = this.#page.getByRole('dialog');
    const toggle = dialog.getByRole('switch', { name: this.#words.sessions.host.joining });
    await expect(toggle).toBeChecked({ checked: !on });
    await this.#flips(toggle);
    await this.#page.keyboard.press('Escape');
    await expect(this.#button(on ? open : openClosed)).toBeVisible();
  }

  async startsTheTimer(minutes: number): Promise<void> {
    const { open, minutes: label, start } = this.#words.facilitate.timer;
    await this.#button(open).click();
    await this.#page.getByRole('textbox', { name: label, exact: true }).fill(String(minutes));
    await this.#button(start).click();
    await expect(this.#page.getByRole('timer')).toBeVisible();
  }

  async pausesTheTimer(): Promise<void> {
    await this.#timer('pause');
    await expect(this.#page.getByRole('timer')).toContainText(this.#words.facilitate.timer.paused);
  }

  async addsAMinute(): Promise<void> {
    await this.#timer('add');
  }

  async removesTheTimer(): Promise<void> {
    await this.#timer('clear');
    await expect(this.#page.getByRole('timer')).toBeHidden();
  }

  async callsEveryone(): Promise<void> {
    await this.#button(this.#words.facilitate.summon.call).click();
  }

  async callsEveryoneAgain(): Promise<void> {
    await this.#button(this.#words.facilitate.summon.again).click();
  }

  async isFollowedBy(count: number): Promise<void> {
    await expect(this.#page.getByText(say(this.#words.facilitate.summon.following, { count }))).toBeVisible();
  }

  async holds(): Promise<void> {
    await this.#button(this.#words.facilitate.hold.start).click();
    await expect(this.#page.getByText(like(this.#words.facilitate.hold.byMe))).toBeVisible();
  }

  async releases(): Promise<void> {
    await this.#button(this.#words.facilitate.hold.end).click();
  }

  async removes(name: string): Promise<void> {
    const { open, actionsOf, remove, removeConfirm, removed } = this.#words.facilitate.people;
    await this.#button(open).click();
    const people = this.#page.getByRole('dialog');
    const row = people.getByRole('listitem').filter({ hasText: name });
    await row.getByRole('button', { name: say(actionsOf, { name }) }).click();
    await row.getByRole('button', { name: remove, exact: true }).click();
    await row.getByRole('button', { name: removeConfirm, exact: true }).click();
    await expect(row.getByText(removed, { exact: true })).toBeVisible();
    await this.#page.keyboard.press('Escape');
    await expect(people).toBeHidden();
  }

  async #timer(what: 'pause' | 'add' | 'clear'): Promise<void> {
    await this.#button(this.#words.facilitate.timer.open).click();
    await this.#button(this.#words.facilitate.timer[what]).click();
    await this.#page.keyboard.press('Escape');
  }

  /**
   * By the track beside the box, which is out of sight. Its click waits until the panel has come to
   * rest: one that lands beside the panel shuts it.
   */
  async #flips(toggle: Locator): Promise<void> {
    await toggle.locator('xpath=following-sibling::span').click();
  }

  #step(stage: Stage): Locator {
    const steps = this.#page.getByRole('list', { name: this.#words.facilitate.stage.label });
    return steps.getByRole('button', { name: new RegExp(`${this.#words.sessions.stages[stage]}$`) });
  }

  #button(name: string): Locator {
    return this.#page.getByRole('button', { name, exact: true });
  }
}
