import { LIMITS } from '@gongyi/domain';
import { expect, type Locator } from '@playwright/test';
import { like, say } from '../words.ts';
import { Staff } from './staff.ts';

export type Promotion = {
  /** Asked for when the points come from several themes. */
  readonly theme: string;
  readonly leadUnit: string;
  readonly leader: string;
  readonly owners: readonly string[];
  readonly measure: string;
  /** YYYY-MM-DD */
  readonly deadline: string;
};

/** Somebody who completes and exports what the hall said. */
export class Secretary extends Staff {
  async selects(...texts: readonly string[]): Promise<void> {
    for (const text of texts) await this.listItem(text).getByRole('checkbox').check();
    const selected = say(this.words.points.list.selected, { count: texts.length });
    await expect(this.page.getByText(selected, { exact: true })).toBeVisible();
  }

  /** Promotes what is selected; gives back the number of the action. */
  async promotes(details: Partial<Promotion>): Promise<string> {
    await this.button(this.words.points.list.promote).click();
    const dialog = this.page.getByRole('dialog', { name: this.words.actions.promote.title });
    await this.#fillsIn(dialog, details);
    await dialog.getByRole('button', { name: this.words.actions.promote.submit, exact: true }).click();
    await expect(dialog).toBeHidden();
    const note = this.page.getByText(like(this.words.actions.promote.done)).first();
    const [before = ''] = this.words.actions.promote.done.split('{{number}}');
    const number = ((await note.textContent()) ?? '').slice(before.length);
    // Notes of earlier promotions would be read in place of the next one's.
    await this.page.getByRole('alert').filter({ has: note }).getByRole('button').click();
    await expect(note).toBeHidden();
    return number;
  }

  async #fillsIn(dialog: Locator, { theme, leadUnit, leader, owners = [], measure, deadline }: Partial<Promotion>) {
    const { fields, form, promote } = this.words.actions;
    if (theme !== undefined) await dialog.getByRole('combobox', { name: promote.theme }).selectOption(theme);
    if (leadUnit !== undefined) {
      await dialog.getByRole('combobox', { name: fields.leadUnitId, exact: true }).fill(leadUnit);
      const units = this.page.getByRole('listbox', { name: fields.leadUnitId });
      await units.getByRole('option', { name: leadUnit, exact: true }).click();
    }
    if (leader !== undefined) await dialog.getByRole('textbox', { name: fields.leader, exact: true }).fill(leader);
    for (const owner of owners) {
      const field = dialog.getByRole('combobox', {
        name: say(form.withCount, { field: fields.owners, max: LIMITS.maxOwners }),
        exact: true,
      });
      await field.fill(owner);
      await field.press('Enter');
    }
    if (measure !== undefined) await dialog.getByRole('textbox', { name: fields.measure, exact: true }).fill(measure);
    if (deadline !== undefined) {
      const field = dialog.getByRole('textbox', { name: fields.deadline, exact: true });
      await field.fill(deadline);
      await field.press('Tab');
    }
  }
}
