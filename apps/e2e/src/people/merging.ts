import { expect, type Locator, type Page } from '@playwright/test';
import { like, say, type Words } from '../words.ts';
import { boxAtRest, middleOf } from './box-at-rest.ts';
import { pointsAt } from './points-at.ts';

/** Merging points on the canvas, as somebody who sorts does and sees it. */
export class Merging {
  readonly #page: Page;
  readonly #words: Words;

  constructor(page: Page, words: Words) {
    this.#page = page;
    this.#words = words;
  }

  /**
   * Takes a card and holds it over another one until the page offers to merge; the pointer is still
   * down.
   */
  async carriesOnto(text: string, target: string): Promise<void> {
    await this.takes(text);
    const to = middleOf(await boxAtRest(this.#card(target)));
    await this.#page.mouse.move(to.x, to.y, { steps: 12 });
    await expect(this.#page.getByText(this.#words.merge.drop.ready, { exact: true })).toBeVisible();
  }

  async takes(text: string): Promise<void> {
    const from = await pointsAt(this.#page, this.#card(text));
    await this.#page.mouse.down();
    await this.#page.mouse.move(from.x + 12, from.y + 12, { steps: 4 });
  }

  async letsGo(): Promise<void> {
    await this.#page.mouse.up();
  }

  /** With the card still in hand. */
  async thinksBetterOfIt(): Promise<void> {
    await this.#page.keyboard.press('Escape');
    await this.letsGo();
    await expect(this.#page.getByText(this.#words.merge.drop.ready, { exact: true })).toHaveCount(0);
  }

  async seesWhoHolds(name: string): Promise<void> {
    await expect(this.#page.getByText(say(this.#words.merge.holding.one, { name }), { exact: true })).toBeVisible();
  }

  async seesNobodyHold(): Promise<void> {
    await expect(this.#page.getByText(like(this.#words.merge.holding.one))).toHaveCount(0);
  }

  async seesCluster(text: string, count: number): Promise<void> {
    await expect(this.#card(text).getByText(this.#members(count), { exact: true })).toBeVisible();
  }

  async seesNoCluster(): Promise<void> {
    await expect(this.#page.getByText(like(this.#words.merge.card.members_other))).toHaveCount(0);
  }

  async mergesWithTheButton(texts: readonly string[]): Promise<void> {
    for (const [at, text] of texts.entries()) {
      const { x, y } = await pointsAt(this.#page, this.#card(text));
      if (at > 0) await this.#page.keyboard.down('Shift');
      await this.#page.mouse.click(x, y);
      if (at > 0) await this.#page.keyboard.up('Shift');
    }
    await this.#button(this.#words.merge.merge).click();
  }

  async opens(text: string): Promise<void> {
    const { x, y } = await pointsAt(this.#page, this.#card(text));
    await this.#page.mouse.dblclick(x, y);
    await expect(this.#dialog).toBeVisible();
  }

  async reads(texts: readonly string[]): Promise<void> {
    const items = this.#dialog.getByRole('listitem');
    await expect(items).toHaveCount(texts.length);
    for (const text of texts) await expect(items.filter({ hasText: text })).toBeVisible();
  }

  async givesTheTitle(title: string): Promise<void> {
    await this.#dialog.getByRole('textbox', { name: this.#words.merge.cluster.name }).fill(title);
    await this.closes();
  }

  async closes(): Promise<void> {
    await this.#dialog.getByRole('button', { name: this.#words.merge.cluster.done, exact: true }).click();
    await expect(this.#dialog).toBeHidden();
  }

  async takesOut(text: string): Promise<void> {
    await this.#dialog.getByRole('listitem').filter({ hasText: text }).getByRole('button').click();
  }

  /** On a phone. */
  async readsUnderTheTitle(title: string, texts: readonly string[]): Promise<void> {
    await expect(this.#page.getByText(title, { exact: true })).toBeVisible();
    await this.#page.getByText(say(this.#words.points.phone.cluster, { count: texts.length }), { exact: true }).click();
    for (const text of texts) {
      await expect(this.#page.getByRole('listitem').filter({ hasText: text })).toBeVisible();
    }
  }

  async opensTheSuggestions(): Promise<void> {
    await this.#button(this.#words.merge.suggestions.open).click();
    await expect(this.#panel).toBeVisible();
  }

  async closesTheSuggestions(): Promise<void> {
    await this.#panel.getByRole('button', { name: this.#words.common.close, exact: true }).click();
    await expect(this.#panel).toBeHidden();
  }

  async isOffered(texts: readonly string[]): Promise<void> {
    await expect(this.#suggestion(texts)).toBeVisible();
  }

  async isNotOffered(texts: readonly string[]): Promise<void> {
    // Only when the answer is there.
    await expect(this.#panel.getByRole('tab')).toHaveCount(2);
    await expect(this.#suggestion(texts)).toHaveCount(0);
  }

  async accepts(texts: readonly string[]): Promise<void> {
    const { acceptAbout } = this.#words.merge.suggestions;
    await this.#suggestion(texts)
      .getByRole('button', { name: like(acceptAbout) })
      .click();
  }

  async refuses(texts: readonly string[]): Promise<void> {
    const { refuseAbout } = this.#words.merge.suggestions;
    await this.#suggestion(texts)
      .getByRole('button', { name: like(refuseAbout) })
      .click();
  }

  get #dialog(): Locator {
    return this.#page.getByRole('dialog', { name: like(this.#words.merge.cluster.title_other) });
  }

  get #panel(): Locator {
    return this.#page.getByRole('dialog', { name: this.#words.merge.suggestions.title });
  }

  #suggestion(texts: readonly string[]): Locator {
    return texts.reduce((found, text) => found.filter({ hasText: text }), this.#panel.getByRole('region'));
  }

  #card(text: string): Locator {
    return this.#page.getByRole('article').filter({ hasText: text });
  }

  #members(count: number): string {
    return say(this.#words.merge.card.members_other, { count });
  }

  #button(name: string): Locator {
    return this.#page.getByRole('button', { name, exact: true });
  }
}
