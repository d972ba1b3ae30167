import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import { like, say, type Words } from '../words.ts';

type FileToImport = { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };

/** The page on which a secretary brings in points from elsewhere. */
export class Intake {
  readonly #page: Page;
  readonly #all: Words;
  readonly #words: Words['intake'];

  constructor(page: Page, words: Words) {
    this.#page = page;
    this.#all = words;
    this.#words = words.intake;
  }

  /** From the list or the canvas. */
  async opens(): Promise<void> {
    await this.#page.getByRole('link', { name: this.#words.link, exact: true }).click();
    await expect(this.#page.getByRole('heading', { name: this.#words.title, level: 1 })).toBeVisible();
  }

  async wouldShowNothing(): Promise<void> {
    await expect(this.#page.getByText(this.#words.preview.none)).toBeVisible();
  }

  async pastes(text: string): Promise<void> {
    await this.#page.getByRole('textbox', { name: this.#words.paste.label }).fill(text);
  }

  async opensTheFile(file: string | FileToImport): Promise<void> {
    await this.#page.getByRole('radiogroup', { name: this.#words.ways.label }).getByText(this.#words.ways.file).click();
    await this.#page.locator('input[type=file]').setInputFiles(file);
  }

  async saysForAll(field: 'channel' | 'unit', value: string): Promise<void> {
    const { common, fields } = this.#words;
    const form = this.#page.getByRole('region', { name: common.heading });
    await form.getByRole('combobox', { name: fields[field] }).fill(value);
    await this.#page.keyboard.press('Escape');
  }

  async hasColumn(field: keyof Words['intake']['fields'], header: string): Promise<void> {
    const mapping = this.#page.getByRole('group', { name: this.#words.columns.heading });
    await expect(
      mapping.getByRole('combobox', { name: this.#words.fields[field] }).locator('option:checked'),
    ).toHaveText(new RegExp(header));
  }

  async choosesColumn(field: keyof Words['intake']['fields'], label: string): Promise<void> {
    const mapping = this.#page.getByRole('group', { name: this.#words.columns.heading });
    await mapping.getByRole('combobox', { name: this.#words.fields[field] }).selectOption({ label });
  }

  async seesRow(number: number, ...words: readonly string[]): Promise<void> {
    const row = this.#row(number);
    for (const word of words) await expect(row).toContainText(word);
  }

  async leavesOut(number: number): Promise<void> {
    await this.#page.getByRole('button', { name: say(this.#words.preview.remove, { number }), exact: true }).click();
  }

  async changesTheText(number: number, text: string): Promise<void> {
    await this.#page.getByRole('button', { name: say(this.#words.preview.edit, { number }), exact: true }).click();
    const dialog = this.#page.getByRole('dialog', { name: say(this.#words.editor.title, { number }) });
    await dialog.getByRole('textbox', { name: this.#words.fields.text }).fill(text);
    await dialog.getByRole('button', { name: this.#words.editor.save, exact: true }).click();
    await expect(dialog).toBeHidden();
  }

  async wouldImport(count: number): Promise<void> {
    await expect(this.#import(count)).toBeEnabled();
  }

  async wouldImportNothing(): Promise<void> {
    await expect(this.#page.getByRole('button', { name: this.#words.nothingToImport })).toBeDisabled();
  }

  async isToldHowManyAreThere(count: number): Promise<void> {
    await expect(this.#page.getByText(this.#counted('there', count), { exact: true })).toBeVisible();
  }

  async isToldThatThereAreTooMany(count: number): Promise<void> {
    await expect(this.#page.getByRole('alert').filter({ hasText: like(this.#words.tooMany) })).toBeVisible();
    await expect(this.#import(count)).toBeDisabled();
  }

  async wantsTheDeletedOnes(count: number): Promise<void> {
    const { deleted_one, deleted_other } = this.#words.wanted;
    await this.#page.getByRole('checkbox', { name: say(count === 1 ? deleted_one : deleted_other, { count }) }).check();
  }

  async presses(count: number): Promise<void> {
    await this.#import(count).click();
  }

  async seesProgress(): Promise<void> {
    await expect(this.#page.getByRole('progressbar', { name: this.#words.run.label })).toBeVisible();
  }

  async waitsForTheConnection(): Promise<void> {
    await expect(this.#page.getByText(like(this.#words.run.waiting))).toBeVisible();
  }

  async stops(): Promise<void> {
    await this.#page.getByRole('button', { name: this.#words.run.stop }).click();
  }

  /** Gives how many are in. */
  async hasStopped(): Promise<number> {
    const note = this.#page.getByText(like(this.#words.run.stopped));
    await expect(note).toBeVisible();
    return Number(((await note.textContent()) ?? '').match(/\d+/)?.[0]);
  }

  async hasImported(count: number): Promise<void> {
    const { done_one, done_other } = this.#words.run;
    const words = say(count === 1 ? done_one : done_other, { count });
    // Thousands take as long as the machine takes.
    await expect(this.#page.getByText(words)).toBeVisible({ timeout: 0 });
  }

  async takesItBack(count: number): Promise<void> {
    const { undo, undone_one, undone_other } = this.#words.run;
    await this.#page.getByRole('button', { name: undo }).click();
    await expect(this.#page.getByText(say(count === 1 ? undone_one : undone_other, { count }))).toBeVisible();
  }

  async bringsInMore(): Promise<void> {
    await this.#page.getByRole('button', { name: this.#words.run.again }).click();
  }

  /** The text of the file. */
  async downloadsWhatIsLeftOut(count: number): Promise<string> {
    const { download_one, download_other } = this.#words.leftOut;
    const coming = this.#page.waitForEvent('download');
    await this.#page.getByRole('button', { name: say(count === 1 ? download_one : download_other, { count }) }).click();
    return readFile(await (await coming).path(), 'utf8');
  }

  async goesToTheList(): Promise<void> {
    await this.#page.getByRole('link', { name: this.#words.toList }).click();
    await expect(this.#page.getByRole('heading', { name: this.#all.points.list.title })).toBeVisible();
  }

  #row(number: number): Locator {
    const cell = this.#page.getByRole('cell', { name: String(number), exact: true });
    return this.#page.getByRole('row').filter({ has: cell }).first();
  }

  #import(count: number): Locator {
    const { submit_one, submit_other } = this.#words;
    return this.#page.getByRole('button', {
      name: say(count === 1 ? submit_one : submit_other, { count }),
      exact: true,
    });
  }

  #counted(key: 'there', count: number): string {
    return say(count === 1 ? this.#words[`${key}_one`] : this.#words[`${key}_other`], { count });
  }
}
