import { expect, type Locator } from '@playwright/test';
import { say } from '../words.ts';
import { boxAtRest } from './box-at-rest.ts';
import { Facilitator } from './facilitator.ts';

/** A facilitator in the second half of a session: votes, decisions, the end. */
export class Deliberation extends Facilitator {
  async opensVotes(): Promise<void> {
    await this.#opens('votes', this.words.deliberate.results.title);
  }

  async opensAgree(): Promise<void> {
    await this.#opens('agree', this.words.deliberate.agree.title);
  }

  async opensSummary(): Promise<void> {
    await this.opens(`${this.#home}/summary`);
    await expect(this.page.getByText(this.words.summary.title).first()).toBeVisible();
  }

  async endorses(text: string): Promise<void> {
    await this.#voteButton(text).click();
  }

  /** The button says that it can do nothing, and may be pressed all the same. */
  async triesToEndorse(text: string): Promise<void> {
    await expect(this.#voteButton(text)).toHaveAttribute('aria-disabled', 'true');
    await boxAtRest(this.#voteButton(text));
    await this.#voteButton(text).click({ force: true });
  }

  async hasVotesLeft(count: number): Promise<void> {
    const { left_one, left_other } = this.words.deliberate.votes;
    await expect(
      this.page.getByText(say(count === 1 ? left_one : left_other, { count }), { exact: true }),
    ).toBeVisible();
  }

  async isToldWhyTheVoteWasNotGiven(words: string): Promise<void> {
    await expect(this.page.getByRole('status').filter({ hasText: words })).toBeVisible();
  }

  /** Of everybody. */
  async seesVotesInTheList(text: string, count: number): Promise<void> {
    const { total_one, total_other } = this.words.deliberate.votes;
    const point = this.page.getByRole('listitem').filter({ hasText: text }).first();
    await expect(point.getByText(say(count === 1 ? total_one : total_other, { count }), { exact: true })).toBeVisible();
  }

  /** Rank, words and votes, as the table has them. */
  async readsRanking(count: number): Promise<string[][]> {
    const rows = this.page.getByRole('table').getByRole('row');
    await expect(rows).toHaveCount(count + 1);
    const cells = await rows.evaluateAll((all) =>
      all.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent?.trim() ?? '')),
    );
    return cells.slice(1).map(([rank = '', text = '', , votes = '']) => [rank, text, votes]);
  }

  async mergesInTheList(...texts: readonly string[]): Promise<void> {
    for (const text of texts) {
      await this.page.getByRole('checkbox', { name: say(this.words.points.item.select, { text }) }).check();
    }
    await this.button(this.words.deliberate.list.merge).click();
    await expect(this.page.getByText(this.words.deliberate.list.cluster).first()).toBeVisible();
  }

  async seesOpen(count: number): Promise<void> {
    const { openLeft_one, openLeft_other, allDone } = this.words.deliberate.agree;
    const words = count === 0 ? allDone : say(count === 1 ? openLeft_one : openLeft_other, { count });
    await expect(this.page.getByRole('status').filter({ hasText: words })).toBeVisible();
  }

  async chooses(...texts: readonly string[]): Promise<void> {
    for (const text of texts) {
      await this.page.getByRole('checkbox', { name: say(this.words.deliberate.agree.choose, { text }) }).check();
    }
  }

  async doesNotAdopt(reason: string): Promise<void> {
    await this.button(this.words.deliberate.agree.notAdopted).click();
    const dialog = this.page.getByRole('dialog');
    const confirm = dialog.getByRole('button', { name: this.words.deliberate.dispose.confirmNotAdopted, exact: true });
    await confirm.click();
    await expect(dialog.getByText(this.words.deliberate.dispose.missing)).toBeVisible();
    await this.#reason(dialog).fill(reason);
    await confirm.click();
    await expect(dialog).toBeHidden();
  }

  /** With a reason that was given before. */
  async doesNotAdoptForTheSameReason(reason: string): Promise<void> {
    await this.button(this.words.deliberate.agree.notAdopted).click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('button', { name: reason, exact: true }).click();
    await expect(this.#reason(dialog)).toHaveValue(reason);
    await dialog.getByRole('button', { name: this.words.deliberate.dispose.confirmNotAdopted, exact: true }).click();
    await expect(dialog).toBeHidden();
  }

  async defers(): Promise<void> {
    await this.button(this.words.deliberate.agree.deferred).click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('button', { name: this.words.deliberate.dispose.confirmDeferred, exact: true }).click();
    await expect(dialog).toBeHidden();
  }

  async takesTheLastDecisionBack(): Promise<void> {
    await this.button(this.words.deliberate.agree.takeBack).last().click();
  }

  async promotesChosen(): Promise<void> {
    await this.button(this.words.deliberate.agree.promote).click();
    const dialog = this.page.getByRole('dialog', { name: this.words.actions.promote.title });
    await dialog.getByRole('button', { name: this.words.actions.promote.submit, exact: true }).click();
    await expect(dialog).toBeHidden();
  }

  /** Asked before the session ends; goes back to decide. */
  async isWarnedOfOpenPoints(count: number): Promise<void> {
    await this.opens(this.#home);
    await this.button(this.words.sessions.host.more).click();
    await this.page.getByRole('menuitem', { name: this.words.sessions.host.close }).click();
    const question = this.page.getByRole('dialog', { name: this.words.sessions.host.closeTitle });
    const { open_one, open_other } = this.words.deliberate.closing;
    await expect(question.getByText(say(count === 1 ? open_one : open_other, { count }))).toBeVisible();
    await question.getByRole('link', { name: this.words.deliberate.closing.toAgree }).click();
    await expect(question).toBeHidden();
  }

  /** A figure of the summary, by its name. */
  async reads(name: 'points' | 'votes' | 'promoted' | 'notAdopted' | 'deferred' | 'open' | 'merged'): Promise<string> {
    const label = this.page.locator('dt').filter({ hasText: new RegExp(`^${this.words.summary[name]}$`) });
    return (await label.locator('..').locator('dd').textContent()) ?? '';
  }

  async createsSessionWithLeftovers(title: string): Promise<void> {
    await this.page.getByRole('checkbox', { name: this.words.deliberate.carry.choice }).check();
    await this.createsSession(title);
  }

  async seesLeftover(problem: string): Promise<void> {
    const panel = this.page.getByRole('region', { name: this.words.deliberate.carry.title });
    await expect(panel.getByRole('listitem').filter({ hasText: problem })).toBeVisible();
  }

  async opensShortcuts(): Promise<void> {
    await this.page.keyboard.press('Shift+Slash');
    await expect(this.page.getByRole('dialog', { name: this.words.deliberate.shortcuts.title })).toBeVisible();
  }

  async closesDialog(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await expect(this.page.getByRole('dialog')).toBeHidden();
  }

  get #home(): string {
    return new URL(this.page.url()).pathname.split('/').slice(0, 3).join('/');
  }

  #voteButton(text: string): Locator {
    return this.page.getByRole('button', { name: say(this.words.deliberate.votes.cast, { text }) });
  }

  #reason(dialog: Locator): Locator {
    return dialog.getByRole('textbox');
  }

  async #opens(place: 'votes' | 'agree', title: string): Promise<void> {
    await this.opens(`${this.#home}/${place}`);
    await expect(this.page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
  }
}
