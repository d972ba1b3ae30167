import { expect, type Locator } from '@playwright/test';
import { say } from '../words.ts';
import { boxAtRest } from './box-at-rest.ts';
import { Person } from './person.ts';

type Joining = { readonly unit: string };

/** Somebody in the hall, with a phone and without an account. */
export class Participant extends Person {
  /** On the first page, as the code is read from the screen. */
  async typesTheCode(code: string): Promise<void> {
    await this.opens('/');
    await this.field(this.words.points.landing.codeLabel).fill(code);
  }

  async opensTheLink(code: string): Promise<void> {
    await this.opens(`/j/${code}`);
  }

  async joins({ unit }: Joining): Promise<void> {
    const { name, unit: unitLabel, submit } = this.words.points.join;
    await this.page.getByLabel(name).fill(this.name);
    const unitField = this.page.getByRole('combobox', { name: unitLabel });
    await unitField.fill(unit);
    await unitField.press('Tab');
    await this.button(submit).tap();
    await this.isOnline();
  }

  async isToldThatJoiningIsClosed(): Promise<void> {
    await expect(this.page.getByText(this.words.points.join.closed)).toBeVisible();
    await expect(this.page.getByRole('textbox')).toHaveCount(0);
  }

  async triesAgain(): Promise<void> {
    await this.button(this.words.points.join.again).tap();
  }

  /** Where nobody's name is known, nothing is asked. */
  async joinsWithOneTap(): Promise<void> {
    await expect(this.page.getByRole('textbox')).toHaveCount(0);
    await this.button(this.words.points.join.submitAnonymously).tap();
    await this.isOnline();
  }

  /** The page has heard of it, and shows what there is to do now. */
  async isAtStage(stage: 'collect' | 'sort' | 'vote' | 'agree'): Promise<void> {
    const strip = this.page.getByRole('region', { name: this.words.facilitate.stage.label });
    await expect(strip.getByText(this.words.sessions.stages[stage], { exact: true })).toBeVisible();
  }

  async isToldThatItIsAnonymous(): Promise<void> {
    await expect(this.page.getByText(this.words.points.terms.anonymous)).toBeVisible();
  }

  async isToldThatWritingIsPrivate(): Promise<void> {
    await expect(this.page.getByText(this.words.points.terms.private)).toBeVisible();
  }

  async isToldThatItGoesToTheInbox(): Promise<void> {
    await expect(this.page.getByText(this.words.points.terms.inbox)).toBeVisible();
  }

  async learnsHowMuchIsWritten(counts: { readonly points: number; readonly people: number }): Promise<void> {
    await expect(this.page.getByText(say(this.words.points.private.counts, counts))).toBeVisible();
  }

  /** As written before the reveal. */
  async seesOnlyTheySeeIt(text: string): Promise<void> {
    await expect(this.point(text).getByText(this.words.points.private.onlyMe, { exact: true })).toBeVisible();
    await expect(this.point(text).getByText(this.words.points.item.unsent, { exact: true })).toBeHidden();
  }

  async seesNothingOf(text: string): Promise<void> {
    await this.looksAtAllPoints();
    await expect(this.point(text)).toHaveCount(0);
    await this.looksAtOwnPoints();
  }

  async seesItOnce(text: string): Promise<void> {
    await expect(this.point(text)).toHaveCount(1);
  }

  async hasVotesLeft(count: number): Promise<void> {
    const { left_one, left_other } = this.words.deliberate.votes;
    await expect(
      this.page.getByText(say(count === 1 ? left_one : left_other, { count }), { exact: true }),
    ).toBeVisible();
  }

  async endorses(text: string): Promise<void> {
    await this.#voteButton(text).tap();
  }

  /** The button says that it can do nothing, and may be pressed all the same. */
  async triesToEndorse(text: string): Promise<void> {
    await expect(this.#voteButton(text)).toHaveAttribute('aria-disabled', 'true');
    await boxAtRest(this.#voteButton(text));
    await this.#voteButton(text).tap({ force: true });
  }

  #voteButton(text: string): Locator {
    const name = say(this.words.deliberate.votes.cast, { text });
    return this.point(text).getByRole('button', { name, exact: true });
  }

  async withdrawsAVote(text: string): Promise<void> {
    const name = say(this.words.deliberate.votes.withdraw, { text });
    await this.point(text).getByRole('button', { name, exact: true }).tap();
  }

  async isToldThatAllVotesAreSpent(budget: number): Promise<void> {
    await expect(this.page.getByText(say(this.words.errors.voteBudgetSpent, { budget }))).toBeVisible();
  }

  /** Their total is to be seen beside the point. */
  async seesTotals(): Promise<boolean> {
    const total = new RegExp(`^${this.words.deliberate.votes.total_other.replace('{{count}}', '\\d+')}$`);
    return (await this.page.getByRole('listitem').getByText(total).count()) > 0;
  }

  async seesItRankedFirstWithAnother(text: string): Promise<void> {
    await expect(
      this.point(text).getByText(say(this.words.points.phone.tied, { rank: 1 }), { exact: true }),
    ).toBeVisible();
  }

  async writesWithoutATheme(text: string): Promise<void> {
    await expect(this.page.getByRole('radio', { name: this.words.points.form.theme })).toHaveCount(0);
    await this.field(this.words.points.form.text).fill(text);
    await this.submits();
    await expect(this.page.getByText(this.words.points.form.sent, { exact: true })).toBeVisible();
  }

  async movesToTheme(text: string, theme: string): Promise<void> {
    await this.#opensActionsOf(text);
    await this.point(text).getByRole('button', { name: theme, exact: true }).tap();
  }

  async seesThatItIsOver(): Promise<void> {
    await expect(this.page.getByText(this.words.points.closed.banner)).toBeVisible();
  }

  async continuesAsBefore(unit: string): Promise<void> {
    const { joinedAs, continue: label } = this.words.points.join;
    await expect(this.page.getByText(say(joinedAs, { name: this.name, unit }))).toBeVisible();
    await this.button(label).tap();
    await this.isOnline();
  }

  /** The whole answer to a code that does not work. */
  async isRefused(code: string): Promise<string> {
    const answer = this.page.getByRole('alert').filter({ hasText: code });
    await expect(answer).toBeVisible();
    return (await this.page.getByRole('main').textContent()) ?? '';
  }

  async closesTheTabAndOpensAnother(): Promise<Participant> {
    return new Participant(await this.closesTheTab(), this.name, this.gongyi, this.words);
  }

  async isOnline(): Promise<void> {
    await this.seesAllIsSaved();
  }

  async startsWriting(text: string, { theme }: { readonly theme: string }): Promise<void> {
    await this.picksTheme(theme);
    await this.field(this.words.points.form.text).fill(text);
  }

  async submits(): Promise<void> {
    await this.button(this.words.points.form.submit).tap();
  }

  async addsPoint(text: string, { theme }: { readonly theme: string }): Promise<void> {
    await this.startsWriting(text, { theme });
    await this.submits();
    await expect(this.page.getByText(this.words.points.form.sent, { exact: true })).toBeVisible();
  }

  async hasWritten(text: string): Promise<void> {
    await expect(this.field(this.words.points.form.text)).toHaveValue(text);
  }

  async saysReady(): Promise<void> {
    await this.button(this.words.facilitate.ready.set).tap();
    await expect(this.button(this.words.facilitate.ready.unset)).toBeVisible();
  }

  get timer(): Locator {
    return this.page.getByRole('timer', { name: this.words.facilitate.timer.label });
  }

  /** Whoever leads wants everybody to look at a theme. */
  async isCalledTo(place: string, name: string): Promise<void> {
    await expect(this.page.getByText(say(this.words.facilitate.summon.calledTo, { name, place }))).toBeVisible();
  }

  async goesThere(): Promise<void> {
    await this.button(this.words.facilitate.summon.go).tap();
  }

  /** In the list at a larger screen. */
  async searchesTheList(text: string, { counts }: { readonly counts: number }): Promise<void> {
    await this.page.getByRole('searchbox', { name: this.words.points.list.filterText }).fill(text);
    await expect(this.page.getByRole('main').getByRole('listitem')).toHaveCount(counts);
  }

  async hasInView(text: string): Promise<void> {
    await expect(this.page.getByText(text, { exact: true })).toBeInViewport();
  }

  async looksAtAllPoints(): Promise<void> {
    await this.#tab(this.words.points.phone.all).tap();
  }

  /** Of all points, those of one theme. */
  async looksOnlyAt(theme: string): Promise<void> {
    await this.looksAtAllPoints();
    const chips = this.page.getByRole('group', { name: this.words.points.phone.themeFilter });
    await chips.getByTitle(theme, { exact: true }).tap();
    await expect(this.page.getByRole('heading', { level: 2 })).toHaveCount(1);
  }

  async looksAtOwnPoints(): Promise<void> {
    await this.#tab(this.words.points.phone.write).tap();
  }

  async countsPoints(count: number): Promise<void> {
    await expect(this.#tab(this.words.points.phone.all)).toHaveText(`${this.words.points.phone.all} ${count}`);
  }

  async sees(text: string): Promise<void> {
    await expect(this.point(text)).toBeVisible();
  }

  async seesItUnder(text: string, theme: string): Promise<void> {
    const section = this.page.locator('section', { has: this.page.getByRole('heading', { name: theme }) });
    await expect(section.getByRole('listitem').filter({ hasText: text })).toBeVisible();
  }

  async seesItIsMine(text: string): Promise<void> {
    await expect(this.point(text).getByText(this.words.points.item.mine, { exact: true })).toBeVisible();
  }

  async seesItWaiting(text: string): Promise<void> {
    await expect(this.point(text).getByText(this.words.points.item.unsent, { exact: true })).toBeVisible();
  }

  async seesItDelivered(text: string): Promise<void> {
    await expect(this.point(text)).toBeVisible();
    await expect(this.point(text).getByText(this.words.points.item.unsent, { exact: true })).toBeHidden();
  }

  /**
   * Which of the points in sight offer something to be done with them, by the beginning of their
   * texts.
   */
  async pointsThatCanBeChanged(): Promise<string[]> {
    const beginning = say(this.words.points.item.actions, { text: '' });
    const labels = await this.page
      .getByRole('listitem')
      .getByRole('button', { name: beginning })
      .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label') ?? ''));
    return labels.map((label) => label.slice(beginning.length));
  }

  async beginsToEdit(text: string): Promise<Locator> {
    await this.#opensActionsOf(text);
    await this.button(this.words.points.item.edit).tap();
    const field = this.field(this.words.points.item.editText);
    await expect(field).toBeFocused();
    return field;
  }

  async finishesEditing(): Promise<void> {
    await this.button(this.words.points.item.done).tap();
  }

  async deletes(text: string): Promise<void> {
    await this.#opensActionsOf(text);
    await this.button(this.words.points.item.delete).tap();
    await expect(this.point(text)).toBeHidden();
  }

  async seesBadge(text: string, number: string, state: string): Promise<void> {
    const label = say(this.words.actions.badge.label, { number, state });
    await expect(this.point(text).getByRole('img', { name: label })).toBeVisible();
  }

  point(text: string): Locator {
    return this.page.getByRole('listitem').filter({ hasText: text });
  }

  async #opensActionsOf(text: string): Promise<void> {
    const beginning = say(this.words.points.item.actions, { text: '' });
    await this.point(text).getByRole('button', { name: beginning }).tap();
  }

  #tab(name: string): Locator {
    return this.page
      .getByRole('navigation', { name: this.words.points.phone.tabs })
      .getByRole('button', { name: new RegExp(`^${name}`) });
  }
}
