import type { ActionFieldName } from '@gongyi/domain';
import { type Download, expect, type Locator, type Page } from '@playwright/test';
import type { Words } from '../words.ts';
import { say } from '../words.ts';
import { boxAtRest } from './box-at-rest.ts';
import { pointsAt } from './points-at.ts';

type State = keyof Words['common']['states'];

/**
 * An action as somebody reads it from the board who may not change it; what is not filled in is an
 * empty text.
 */
export type ShownAction = {
  readonly number: string;
  readonly theme: string;
  readonly state: string;
  /** By the labels of the form. */
  readonly facts: Readonly<Record<string, string>>;
};

/** The action board on somebody's page, and what they do with it. */
export class Board {
  readonly #page: Page;
  readonly #words: Words;

  constructor(page: Page, words: Words) {
    this.#page = page;
    this.#words = words;
  }

  column(state: State): Locator {
    return this.#page.getByRole('region', { name: this.#words.common.states[state], exact: true });
  }

  card(number: string): Locator {
    return this.#page.getByRole('listitem').filter({ has: this.#openButton(number) });
  }

  async shows(number: string, state: State): Promise<void> {
    await expect(
      this.column(state)
        .getByRole('listitem')
        .filter({ has: this.#openButton(number) }),
    ).toBeVisible();
  }

  async saysWhatIsMissing(number: string, fields: readonly ActionFieldName[]): Promise<void> {
    const { missing_one, missing_other, missingList } = this.#words.actions.card;
    const count = say(fields.length === 1 ? missing_one : missing_other, { count: fields.length });
    const name = `${count}. ${say(missingList, { fields: this.#namesOf(fields) })}`;
    await expect(this.card(number).getByRole('button', { name, exact: true })).toBeVisible();
  }

  async drags(number: string, state: State): Promise<void> {
    const card = this.card(number);
    await card.scrollIntoViewIfNeeded();
    const from = await pointsAt(this.#page, card, (box) => ({ x: box.x + box.width / 2, y: box.y + box.height - 14 }));
    const to = await boxAtRest(this.column(state));
    const { mouse } = this.#page;
    await mouse.down();
    // The first steps pick the card up; the columns then say what would happen.
    await mouse.move(from.x + 24, from.y - 10, { steps: 4 });
    await mouse.move(to.x + to.width / 2, to.y + 160, { steps: 8 });
    await mouse.up();
  }

  async opens(number: string): Promise<Locator> {
    await this.#openButton(number).click();
    return this.drawer(number);
  }

  async drawer(number: string): Promise<Locator> {
    const drawer = this.#page.getByRole('dialog');
    await expect(drawer).toContainText(say(this.#words.actions.drawer.label, { number }));
    return drawer;
  }

  async closesDrawer(): Promise<void> {
    await this.#page.getByRole('button', { name: this.#words.actions.drawer.close }).click();
    await expect(this.#page.getByRole('dialog')).toBeHidden();
  }

  /** In the drawer that is open. */
  async completes(number: string, { goal, supportUnits }: { goal: string; supportUnits: string[] }): Promise<void> {
    const { fields, form } = this.#words.actions;
    const drawer = await this.drawer(number);
    await drawer.getByRole('textbox', { name: fields.goal, exact: true }).fill(goal);
    const units = drawer.getByRole('combobox', { name: fields.supportUnitIds });
    for (const unit of supportUnits) {
      await units.fill(unit);
      const found = this.#page.getByRole('listbox', { name: fields.supportUnitIds });
      await found.getByRole('option', { name: unit, exact: true }).click();
    }
    await drawer.getByRole('checkbox', { name: fields.committed }).check();
    await expect(drawer.getByText(form.complete)).toBeVisible();
    await drawer.getByRole('button', { name: form.save, exact: true }).click();
    await expect(drawer.getByText(form.unsaved, { exact: true })).toBeHidden();
  }

  async followsTheWayToTheCanvas(pointText: string): Promise<void> {
    const name = say(this.#words.actions.drawer.onCanvasOf, { text: pointText });
    await this.#page.getByRole('dialog').getByRole('link', { name, exact: true }).click();
  }

  /**
   * Every action in the order of the board's columns, as a person with no right to change them
   * reads it.
   */
  async reads(): Promise<ShownAction[]> {
    const shown: ShownAction[] = [];
    for (const state of Object.keys(this.#words.common.states) as State[]) {
      const column = this.column(state);
      const cards = column.getByRole('listitem');
      // A lane that is shut has its count, and no cards.
      if ((await column.getAttribute('data-collapsed')) === null) {
        const count = column.getByRole('heading').locator('xpath=following-sibling::*[1]');
        await expect(cards).toHaveCount(Number(await count.textContent()));
      }
      for (const card of await cards.all()) shown.push(await this.#read(card, state));
    }
    return shown;
  }

  async #read(card: Locator, state: State): Promise<ShownAction> {
    // The colour of the theme comes first, and has no text.
    const [, number = '', theme = ''] = await card.locator('span').allTextContents();
    await card.getByRole('button', { name: say(this.#words.actions.card.open, { number }) }).click();
    const drawer = await this.drawer(number);
    const labels = await drawer.locator('dl').getByRole('term').allTextContents();
    const values = await drawer.locator('dl').getByRole('definition').allTextContents();
    const facts = labels.map((label, index) => {
      const value = values[index] ?? '';
      return [label, value === this.#words.actions.form.emptyValue ? '' : value];
    });
    await this.closesDrawer();
    return { number, theme, state: this.#words.common.states[state], facts: Object.fromEntries(facts) };
  }

  async exports(format: 'xlsx' | 'csv', language: string): Promise<Download> {
    const words = this.#words.actions.export;
    await this.#page.getByRole('button', { name: words.button }).click();
    const name = say(words.inLanguage, { format: words[format], language });
    const downloading = this.#page.waitForEvent('download');
    await this.#page.getByRole('menuitem', { name, exact: true }).click();
    return downloading;
  }

  #namesOf(fields: readonly ActionFieldName[]): string {
    const names = this.#words.actions.fields;
    return fields.map((field) => names[field]).join(this.#words.common.listSeparator);
  }

  #openButton(number: string): Locator {
    return this.#page.getByRole('button', { name: `${say(this.#words.actions.card.open, { number })}:` });
  }
}
