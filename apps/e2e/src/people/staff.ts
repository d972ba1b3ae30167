import { expect, type Locator } from '@playwright/test';
import { like, say } from '../words.ts';
import { Board } from './board.ts';
import { Person } from './person.ts';

type Account = { readonly email: string; readonly password: string };

/** Somebody with an account: what every role does in the same way. */
export class Staff extends Person {
  readonly board = new Board(this.page, this.words);

  async acceptsInvitation(link: string, account: Account): Promise<void> {
    await this.page.goto(link);
    await this.fillsInAccount(account);
    await this.button(this.words.account.invite.createAndAccept).click();
    await expect(this.page.getByRole('heading', { name: this.words.campaigns.overview.sessions })).toBeVisible();
  }

  protected async fillsInAccount({ email, password }: Account): Promise<void> {
    const { name, email: emailLabel, password: passwordLabel } = this.words.account;
    await this.page.getByLabel(name).fill(this.name);
    await this.page.getByLabel(emailLabel).fill(email);
    await this.page.getByLabel(passwordLabel, { exact: false }).first().fill(password);
  }

  /** From the overview of a campaign. */
  async opensTheSession(title: string): Promise<void> {
    await this.page.getByRole('link', { name: title, exact: true }).click();
    await expect(this.page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
  }

  async goesTo(place: 'canvas' | 'list' | 'board' | 'session'): Promise<void> {
    const nav = this.page.getByRole('navigation', { name: this.words.common.nav.label });
    await nav.getByRole('link', { name: this.words.common.nav[place], exact: true }).click();
  }

  async opensTheList(): Promise<void> {
    await this.goesTo('list');
    await this.isOnlineInTheList();
  }

  async isOnlineInTheList(): Promise<void> {
    await this.seesAllIsSaved();
  }

  async countsPointsInTheList(count: number): Promise<void> {
    await expect(this.page.getByText(say(this.words.points.list.count, { count }), { exact: true })).toBeVisible();
  }

  async addsPointInTheList(text: string, theme: string): Promise<void> {
    await this.picksTheme(theme);
    await this.field(this.words.points.form.text).fill(text);
    await this.button(this.words.points.form.submit).click();
    await expect(this.page.getByText(this.words.points.form.sent, { exact: true })).toBeVisible();
  }

  async opensTheBoard(): Promise<void> {
    await this.goesTo('board');
    await expect(this.page.getByRole('heading', { name: this.words.actions.board.title, level: 1 })).toBeVisible();
  }

  listItem(text: string): Locator {
    return this.page.getByRole('listitem').filter({ hasText: text });
  }

  /** The card of a point carries the number and state of its action. */
  async seesBadgeInTheList(text: string, number: string, state: string): Promise<void> {
    await expect(this.badgeIn(this.listItem(text), number, state)).toBeVisible();
  }

  async followsBadgeInTheList(text: string): Promise<void> {
    await this.listItem(text)
      .getByRole('link', { name: like(this.words.actions.badge.open) })
      .click();
    await expect(this.page.getByRole('dialog')).toBeVisible();
  }

  protected badgeIn(card: Locator, number: string, state: string): Locator {
    return card.getByRole('link', { name: say(this.words.actions.badge.open, { number, state }), exact: true });
  }
}
